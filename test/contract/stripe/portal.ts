import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh, type Target } from './target.js';

/** The portal in which customers see to their subscription. */
export function describePortal(target: () => Target): void {
  let stripe: Stripe;
  beforeAll(() => {
    ({ stripe } = target());
  });

  const configure = (params: Partial<Stripe.BillingPortal.ConfigurationCreateParams> = {}) =>
    stripe.billingPortal.configurations.create({
      features: {
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true, mode: 'at_period_end', proration_behavior: 'none' },
      },
      ...params,
    });

  describe('the customer portal', () => {
    // https://docs.stripe.com/api/customer_portal/configurations/create
    it('offers what its configuration says, and nothing else', async () => {
      const name = fresh('portal');
      const { id } = await configure({
        metadata: { name },
        default_return_url: 'https://a.example',
      });
      expect(await stripe.billingPortal.configurations.retrieve(id)).toMatchObject({
        active: true,
        is_default: false,
        default_return_url: 'https://a.example',
        metadata: { name },
        features: {
          customer_update: { enabled: false, allowed_updates: [] },
          invoice_history: { enabled: true },
          payment_method_update: { enabled: true },
          subscription_cancel: { enabled: true, mode: 'at_period_end', proration_behavior: 'none' },
          subscription_pause: { enabled: false },
          subscription_update: { enabled: false },
        },
      });
      const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
      expect(data.map((configuration) => configuration.id)).toContain(id);
    });

    // https://docs.stripe.com/api/customer_portal/configurations/update
    it('changes only what is said, and takes no prorations at the end of a period', async () => {
      const { id } = await configure();
      const after = await stripe.billingPortal.configurations.update(id, {
        features: { invoice_history: { enabled: false } },
      });
      expect(after.features).toMatchObject({
        invoice_history: { enabled: false },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true },
      });
      const prorating = configure({
        features: {
          subscription_cancel: { enabled: true, proration_behavior: 'create_prorations' },
        },
      });
      expect(await failureOf(prorating)).toMatchObject({ statusCode: 400 });
    });

    // https://docs.stripe.com/api/customer_portal/sessions/create
    it('is opened for one customer, and leads back', async () => {
      const { id: configuration } = await configure();
      const { id: customer } = await stripe.customers.create();
      const session = await stripe.billingPortal.sessions.create({
        customer,
        configuration,
        return_url: 'https://example.com/plan',
      });
      expect(session).toMatchObject({
        object: 'billing_portal.session',
        customer,
        configuration,
        return_url: 'https://example.com/plan',
        url: expect.stringContaining('/p/session/'),
      });
    });

    // https://docs.stripe.com/api/customer_portal/sessions/create
    it('is not opened for nobody, by a configuration that is off, or with a bad address', async () => {
      const { id: configuration } = await configure();
      const { id: customer } = await stripe.customers.create();
      const { sessions, configurations } = stripe.billingPortal;
      expect(
        await failureOf(sessions.create({ customer: 'cus_nobody', configuration })),
      ).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' });
      expect(
        await failureOf(sessions.create({ customer, configuration, return_url: 'nowhere' })),
      ).toMatchObject({ statusCode: 400, param: 'return_url' });
      await configurations.update(configuration, { active: false });
      expect(await failureOf(sessions.create({ customer, configuration }))).toMatchObject({
        statusCode: 400,
      });
      await stripe.customers.del(customer);
      const { id: active } = await configure();
      expect(await failureOf(sessions.create({ customer, configuration: active }))).toMatchObject({
        statusCode: 400,
        param: 'customer',
      });
    });
  });
}
