import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, type Target } from './target.js';

/** Cards that are kept to be charged later, while their owner is not there. */
export function describeSavedCards(target: () => Target): void {
  let stripe: Stripe;
  beforeAll(() => {
    ({ stripe } = target());
  });

  const customer = async () => (await stripe.customers.create()).id;
  const setUp = (params: Stripe.SetupIntentCreateParams) =>
    stripe.setupIntents.create({
      allowed_payment_method_types: ['card'],
      return_url: 'https://example.com/back',
      confirm: true,
      ...params,
    });

  describe('a card that is saved', () => {
    // https://docs.stripe.com/payments/setup-intents
    it('is attached to its customer, and pays off-session as their default', async () => {
      const owner = await customer();
      const intent = await setUp({ customer: owner, payment_method: 'pm_card_visa' });
      expect(intent).toMatchObject({ status: 'succeeded', usage: 'off_session', customer: owner });
      const { data } = await stripe.paymentMethods.list({ customer: owner, type: 'card' });
      expect(data.map(({ id }) => id)).toEqual([intent.payment_method]);
      const method = String(intent.payment_method);
      const before = await stripe.customers.retrieve(owner);
      expect(before).toMatchObject({ invoice_settings: { default_payment_method: null } });
      const settings = { invoice_settings: { default_payment_method: method } };
      expect(await stripe.customers.update(owner, settings)).toMatchObject(settings);
      const paid = await stripe.paymentIntents.create({
        amount: 1_000,
        currency: 'usd',
        allowed_payment_method_types: ['card'],
        customer: owner,
        payment_method: method,
        off_session: true,
        confirm: true,
      });
      expect(paid).toMatchObject({ status: 'succeeded', payment_method: method });
    });

    // https://docs.stripe.com/error-handling#payment-errors
    it.each(['pm_card_visa_chargeDeclined', 'pm_card_visa_chargeDeclinedInsufficientFunds'])(
      'by %s is declined at once',
      async (method) => {
        const failure = await failureOf(
          setUp({ customer: await customer(), payment_method: method }),
        );
        expect(failure).toMatchObject({ statusCode: 402, code: 'card_declined' });
        expect(failure.setup_intent).toMatchObject({ status: 'requires_payment_method' });
        const attached = stripe.paymentMethods.attach(method, { customer: await customer() });
        expect(await failureOf(attached)).toMatchObject({ statusCode: 402, code: 'card_declined' });
      },
    );

    // https://docs.stripe.com/testing#regulatory-cards
    it.each(['pm_card_authenticationRequiredOnSetup', 'pm_card_authenticationRequired'])(
      'by %s waits for authentication, and can be given up',
      async (method) => {
        const waiting = await setUp({ customer: await customer(), payment_method: method });
        expect(waiting).toMatchObject({ status: 'requires_action' });
        expect(waiting.next_action?.type).toBe('redirect_to_url');
        expect(await stripe.setupIntents.cancel(waiting.id)).toMatchObject({ status: 'canceled' });
        const again = stripe.setupIntents.cancel(waiting.id);
        expect(await failureOf(again)).toMatchObject({ code: 'setup_intent_unexpected_state' });
      },
    );

    // https://docs.stripe.com/api/payment_methods/detach
    it('is charged no more once it is detached, and never attached again', async () => {
      const owner = await customer();
      const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: owner });
      expect(await stripe.paymentMethods.detach(id)).toMatchObject({ customer: null });
      const listed = await stripe.customers.listPaymentMethods(owner);
      expect(listed.data).toEqual([]);
      const charging = stripe.paymentIntents.create({
        amount: 1_000,
        currency: 'usd',
        allowed_payment_method_types: ['card'],
        customer: owner,
        payment_method: id,
        off_session: true,
        confirm: true,
      });
      expect(await failureOf(charging)).toMatchObject({ statusCode: 400 });
      const attaching = stripe.paymentMethods.attach(id, { customer: owner });
      expect(await failureOf(attaching)).toMatchObject({ statusCode: 400 });
    });
  });

  describe('a checkout session in mode setup', () => {
    const save = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
      stripe.checkout.sessions.create({
        mode: 'setup',
        success_url: 'https://example.com/done?session={CHECKOUT_SESSION_ID}',
        allowed_payment_method_types: ['card'],
        ...params,
      });

    // https://docs.stripe.com/api/checkout/sessions/object
    it('has an intent from the start, and nothing to pay', async () => {
      const owner = await customer();
      const session = await save({
        customer: owner,
        setup_intent_data: { metadata: { scrip_account: 'acme' } },
        expand: ['setup_intent'],
      });
      expect(session).toMatchObject({
        mode: 'setup',
        status: 'open',
        payment_status: 'no_payment_required',
        amount_total: null,
        payment_intent: null,
        setup_intent: {
          customer: owner,
          status: 'requires_payment_method',
          metadata: { scrip_account: 'acme' },
        },
      });
    });

    // https://docs.stripe.com/api/checkout/sessions/expire
    it('takes its intent with it when it expires; nobody else cancels that', async () => {
      const session = await save({ customer: await customer() });
      const intent = String(session.setup_intent);
      const canceled = stripe.setupIntents.cancel(intent);
      expect(await failureOf(canceled)).toMatchObject({ statusCode: 400 });
      await stripe.checkout.sessions.expire(session.id);
      expect(await stripe.setupIntents.retrieve(intent)).toMatchObject({ status: 'canceled' });
    });

    // https://docs.stripe.com/api/checkout/sessions/create
    it('sells nothing', async () => {
      const item = { quantity: 1, price: 'price_none' };
      const failure = await failureOf(save({ customer: await customer(), line_items: [item] }));
      expect(failure).toMatchObject({ statusCode: 400, param: 'line_items' });
    });
  });
}
