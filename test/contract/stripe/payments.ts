import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh, type Target } from './target.js';

/** Sessions, intents, charges, refunds and what they do to the balance. */
export function describePayments(target: () => Target): void {
  let stripe: Stripe;
  let settled: Target['settled'];
  beforeAll(() => {
    ({ stripe, settled } = target());
  });

  const pay = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    stripe.paymentIntents.create({
      amount: 2_500,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
      payment_method: 'pm_card_visa',
      confirm: true,
      ...params,
    });
  const pack = (name: string, amount: number) => ({
    quantity: 1,
    price_data: { currency: 'usd', unit_amount: amount, product_data: { name } },
  });
  const open = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://example.com/done?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://example.com/back',
      line_items: [pack('Medium pack', 2_500)],
      adaptive_pricing: { enabled: false },
      ...params,
    });
  const typesOf = async (object: string) => {
    const { data } = await stripe.events.list({ limit: 50 });
    return data
      .filter(({ data: { object: of } }) => 'id' in of && of.id === object)
      .map(({ type }) => type)
      .reverse();
  };

  describe('a checkout session', () => {
    // https://docs.stripe.com/api/checkout/sessions/object
    it('is open for a day, has no intent, and shows its lines when they are expanded', async () => {
      const session = await open({
        client_reference_id: 'pur_1',
        metadata: { scrip_account: 'a' },
      });
      expect(session).toMatchObject({
        status: 'open',
        payment_status: 'unpaid',
        payment_intent: null,
        amount_total: 2_500,
        currency: 'usd',
        client_reference_id: 'pur_1',
        metadata: { scrip_account: 'a' },
        total_details: { amount_tax: 0 },
      });
      expect(session.expires_at - session.created).toBe(24 * 3_600);
      expect('line_items' in session).toBe(false);
      const expand = ['line_items.data.price.product'];
      const { line_items: lines } = await stripe.checkout.sessions.retrieve(session.id, { expand });
      expect(lines?.data).toMatchObject([
        { quantity: 1, amount_total: 2_500, price: { product: { name: 'Medium pack' } } },
      ]);
      const listed = await stripe.checkout.sessions.listLineItems(session.id);
      expect(listed.data.map(({ id }) => id)).toEqual(lines?.data.map(({ id }) => id));
    });

    // https://docs.stripe.com/api/checkout/sessions/expire
    it('is expired once', async () => {
      const { id } = await open();
      expect(await stripe.checkout.sessions.expire(id)).toMatchObject({
        status: 'expired',
        url: null,
      });
      expect(await failureOf(stripe.checkout.sessions.expire(id))).toMatchObject({
        statusCode: 400,
      });
      expect(await typesOf(id)).toEqual(['checkout.session.expired']);
    });

    // https://docs.stripe.com/payments/checkout, https://docs.stripe.com/currencies
    it('sells no recurring price in payment mode, and nothing below 50 cents', async () => {
      const recurring = await stripe.prices.create({
        currency: 'usd',
        unit_amount: 2_000,
        recurring: { interval: 'month' },
        product_data: { name: 'Pro' },
      });
      const monthly = open({ line_items: [{ price: recurring.id, quantity: 1 }] });
      expect(await failureOf(monthly)).toMatchObject({ statusCode: 400 });
      const small = open({ line_items: [pack('Small', 49)] });
      expect(await failureOf(small)).toMatchObject({ code: 'amount_too_small' });
    });

    // https://docs.stripe.com/api/checkout/sessions/create
    it('ends within 30 minutes and a day', async () => {
      const now = Math.floor(Date.now() / 1_000);
      for (const expires of [now + 60, now + 25 * 3_600]) {
        expect(await failureOf(open({ expires_at: expires }))).toMatchObject({
          param: 'expires_at',
        });
      }
    });
  });

  describe('a payment', () => {
    // https://docs.stripe.com/payments/payment-intents/asynchronous-capture
    it('has its balance transaction, with the fee, only some time after it succeeded', async () => {
      const paid = await pay({ metadata: { scrip_purchase: 'pur_1' }, expand: ['latest_charge'] });
      const charge = paid.latest_charge as Stripe.Charge;
      expect(paid).toMatchObject({ status: 'succeeded', amount_received: 2_500 });
      expect(charge).toMatchObject({
        paid: true,
        balance_transaction: null,
        metadata: { scrip_purchase: 'pur_1' },
      });
      expect('refunds' in charge).toBe(false);
      await settled();
      const expand = ['balance_transaction'];
      const later = await stripe.charges.retrieve(charge.id, { expand });
      expect(later.balance_transaction).toMatchObject({
        amount: 2_500,
        fee: 103,
        net: 2_397,
        reporting_category: 'charge',
        source: charge.id,
      });
      expect(await typesOf(charge.id)).toEqual(['charge.succeeded', 'charge.updated']);
    });

    // https://docs.stripe.com/declines/codes
    it.each([
      ['pm_card_visa_chargeDeclined', 'generic_decline'],
      ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
      ['pm_card_chargeCustomerFail', 'generic_decline'],
    ])('by %s is declined: %s', async (method, decline) => {
      const failure = await failureOf(pay({ payment_method: method }));
      expect(failure).toMatchObject({
        statusCode: 402,
        type: 'StripeCardError',
        code: 'card_declined',
        decline_code: decline,
      });
      const intent = failure.payment_intent;
      expect(intent).toMatchObject({ status: 'requires_payment_method', amount_received: 0 });
      const again = await stripe.paymentIntents.confirm(intent?.id ?? '', {
        payment_method: 'pm_card_visa',
      });
      expect(again).toMatchObject({ id: intent?.id, status: 'succeeded' });
    });

    // https://docs.stripe.com/api/idempotent_requests
    it('that was declined is declined again under its key', async () => {
      const options = { idempotencyKey: fresh('declined') };
      const params = {
        amount: 500,
        currency: 'usd',
        allowed_payment_method_types: ['card' as const],
        payment_method: 'pm_card_visa_chargeDeclined',
        confirm: true,
      };
      const first = await failureOf(stripe.paymentIntents.create(params, options));
      const again = await failureOf(stripe.paymentIntents.create(params, options));
      expect(again.statusCode).toBe(402);
      expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
    });

    // https://docs.stripe.com/testing#regulatory-cards
    it('that has to be authenticated waits for it, or is declined when nobody is there', async () => {
      const payment_method = 'pm_card_authenticationRequiredOnSetup';
      const return_url = 'https://example.com/back';
      const waiting = await pay({ payment_method, return_url });
      expect(waiting).toMatchObject({ status: 'requires_action', latest_charge: null });
      expect(waiting.next_action?.type).toBe('redirect_to_url');
      const canceled = await stripe.paymentIntents.cancel(waiting.id);
      expect(canceled).toMatchObject({ status: 'canceled', next_action: null });
      const customer = (await stripe.customers.create()).id;
      const alone = await failureOf(pay({ payment_method, customer, off_session: true }));
      expect(alone).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    });

    // https://docs.stripe.com/testing#declined-payments
    it('by a saved card may fail though the card could be saved', async () => {
      const { id: customer } = await stripe.customers.create();
      const method = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
      expect(method).toMatchObject({ customer, type: 'card', card: { last4: '0341' } });
      const listed = await stripe.customers.listPaymentMethods(customer, { type: 'card' });
      expect(listed.data.map(({ id }) => id)).toEqual([method.id]);
      const off = pay({ customer, payment_method: method.id, off_session: true });
      expect(await failureOf(off)).toMatchObject({ statusCode: 402, code: 'card_declined' });
    });

    // https://docs.stripe.com/api/payment_intents/cancel
    it('that has succeeded is neither cancelled nor confirmed again', async () => {
      const { id } = await pay();
      for (const call of [stripe.paymentIntents.cancel(id), stripe.paymentIntents.confirm(id)]) {
        expect(await failureOf(call)).toMatchObject({ code: 'payment_intent_unexpected_state' });
      }
    });
  });

  describe('a refund', () => {
    // https://docs.stripe.com/refunds
    it('takes from the balance at once, up to what was paid', async () => {
      const paid = await pay();
      const charge = String(paid.latest_charge);
      await settled();
      const first = await stripe.refunds.create({
        payment_intent: paid.id,
        amount: 1_000,
        metadata: { scrip_refund: 'ref_1' },
        expand: ['balance_transaction'],
      });
      expect(first).toMatchObject({
        status: 'succeeded',
        charge,
        metadata: { scrip_refund: 'ref_1' },
      });
      expect(first.balance_transaction).toMatchObject({
        amount: -1_000,
        fee: 0,
        reporting_category: 'refund',
      });
      const more = stripe.refunds.create({ charge, amount: 1_501 });
      expect(await failureOf(more)).toMatchObject({ statusCode: 400, param: 'amount' });
      await stripe.refunds.create({ charge, reason: 'requested_by_customer' });
      const expand = ['refunds'];
      const refunded = await stripe.charges.retrieve(charge, { expand });
      expect(refunded).toMatchObject({ refunded: true, amount_refunded: 2_500 });
      expect(refunded.refunds?.data.map(({ amount }) => amount)).toEqual([1_500, 1_000]);
      const again = await failureOf(stripe.refunds.create({ charge }));
      expect(again).toMatchObject({ code: 'charge_already_refunded' });
    });
  });

  describe('the balance', () => {
    // https://docs.stripe.com/api/balance
    it('holds what came in, less fees and refunds, first as pending', async () => {
      const pending = async () => (await stripe.balance.retrieve()).pending[0]?.amount ?? 0;
      const before = await pending();
      await pay();
      await settled();
      expect((await pending()) - before).toBe(2_397);
    });

    // https://docs.stripe.com/api/payouts/create
    it('pays out no more than it holds', async () => {
      const payout = stripe.payouts.create({ amount: 99_999_999, currency: 'usd' });
      expect(await failureOf(payout)).toMatchObject({ code: 'balance_insufficient' });
    });
  });
}
