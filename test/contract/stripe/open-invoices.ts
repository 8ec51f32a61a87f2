import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh, type Target } from './target.js';

/** Invoices that are not paid yet. */
export function describeOpenInvoices(target: () => Target): void {
  let stripe: Stripe;
  beforeAll(() => {
    ({ stripe } = target());
  });

  describe('an open invoice', () => {
    const unpaid = async () => {
      const customer = await stripe.customers.create({ email: `${fresh('buyer')}@example.com` });
      const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
      const price = await stripe.prices.create({
        currency: 'usd',
        unit_amount: 2_000,
        recurring: { interval: 'month' },
        product_data: { name: 'Pro' },
      });
      const { latest_invoice: invoice } = await stripe.subscriptions.create({
        customer: customer.id,
        default_payment_method: method.id,
        items: [{ price: price.id }],
        payment_behavior: 'default_incomplete',
      });
      return stripe.invoices.retrieve(String(invoice));
    };

    // https://docs.stripe.com/api/invoices/pay
    it('is paid once, by the card of the subscription or another', async () => {
      const { id, status, customer } = await unpaid();
      expect(status).toBe('open');
      const broken = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
        customer: String(customer),
      });
      const declined = stripe.invoices.pay(id, { payment_method: broken.id });
      expect(await failureOf(declined)).toMatchObject({ statusCode: 402, code: 'card_declined' });
      const paid = await stripe.invoices.pay(id);
      expect(paid).toMatchObject({ status: 'paid', amount_paid: 2_000, attempt_count: 1 });
      expect(await failureOf(stripe.invoices.pay(id))).toMatchObject({ statusCode: 400 });
      const [, subscription] = [paid, paid.parent?.subscription_details?.subscription];
      expect(await stripe.subscriptions.retrieve(String(subscription))).toMatchObject({
        status: 'active',
      });
    });

    // https://docs.stripe.com/api/invoices/pay#pay_invoice-paid_out_of_band
    it('is paid outside of Stripe, without a payment in it', async () => {
      const { id } = await unpaid();
      const paid = await stripe.invoices.pay(id, { paid_out_of_band: true, expand: ['payments'] });
      expect(paid).toMatchObject({ status: 'paid', amount_remaining: 0 });
      expect(paid.payments?.data.filter(({ status }) => status === 'paid')).toEqual([]);
    });

    // https://docs.stripe.com/api/invoices/void
    it('that is void is never paid', async () => {
      const { id } = await unpaid();
      expect(await stripe.invoices.voidInvoice(id)).toMatchObject({
        status: 'void',
        status_transitions: { voided_at: expect.any(Number) },
      });
      expect(await failureOf(stripe.invoices.pay(id))).toMatchObject({ statusCode: 400 });
    });

    // https://docs.stripe.com/api/invoices/mark_uncollectible
    it('that is written off can still be paid', async () => {
      const { id } = await unpaid();
      expect((await stripe.invoices.markUncollectible(id)).status).toBe('uncollectible');
      expect((await stripe.invoices.pay(id)).status).toBe('paid');
    });
  });
}
