import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh, type Target } from './target.js';

const LINES = ['latest_invoice.payments'];

/** Subscriptions, their invoices and what pays them. */
export function describeSubscriptions(target: () => Target): void {
  let stripe: Stripe;
  let price: Stripe.Price;
  beforeAll(async () => {
    ({ stripe } = target());
    price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2_000,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    });
  });

  const customerWith = async (card = 'pm_card_visa') => {
    const customer = await stripe.customers.create({ email: `${fresh('buyer')}@example.com` });
    const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
    return { customer: customer.id, default_payment_method: method.id };
  };
  const subscribe = async (params: Partial<Stripe.SubscriptionCreateParams> = {}) =>
    stripe.subscriptions.create({
      ...(params.customer === undefined ? await customerWith() : {}),
      items: [{ price: price.id }],
      ...params,
    });
  const invoiceOf = ({ latest_invoice: invoice }: Stripe.Subscription, expand: string[] = []) =>
    stripe.invoices.retrieve(typeof invoice === 'string' ? invoice : (invoice?.id ?? ''), {
      expand,
    });

  describe('a subscription', () => {
    // https://docs.stripe.com/api/subscriptions/object
    it('that is paid is active, and its items say what period it is in', async () => {
      const metadata = { scrip_account: 'acme' };
      const subscription = await subscribe({ metadata });
      expect(subscription).toMatchObject({
        status: 'active',
        metadata,
        cancel_at_period_end: false,
        schedule: null,
        pending_update: null,
      });
      expect('current_period_end' in subscription).toBe(false);
      const [item] = subscription.items.data;
      expect(item).toMatchObject({
        quantity: 1,
        price: { id: price.id },
        current_period_start: subscription.billing_cycle_anchor,
      });
      const days = ((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)) / 86_400;
      expect([28, 29, 30, 31]).toContain(days);
    });

    // https://docs.stripe.com/api/invoices/object, https://docs.stripe.com/api/invoice-payment
    it('has an invoice, whose line says price and period, and whose payment is an intent', async () => {
      const metadata = { scrip_account: 'acme' };
      const subscription = await subscribe({ metadata });
      const [item] = subscription.items.data;
      const invoice = await invoiceOf(subscription);
      expect(invoice).toMatchObject({
        status: 'paid',
        billing_reason: 'subscription_create',
        subtotal: 2_000,
        total: 2_000,
        amount_due: 2_000,
        amount_paid: 2_000,
        amount_remaining: 0,
        attempted: true,
        discounts: [],
        parent: {
          type: 'subscription_details',
          subscription_details: { subscription: subscription.id, metadata },
        },
        status_transitions: { paid_at: expect.any(Number), voided_at: null },
      });
      expect('payments' in invoice).toBe(false);
      expect(invoice.lines.data).toMatchObject([
        {
          amount: 2_000,
          quantity: 1,
          subscription: subscription.id,
          period: { start: item?.current_period_start, end: item?.current_period_end },
          pricing: { type: 'price_details', price_details: { price: price.id } },
          parent: {
            type: 'subscription_item_details',
            subscription_item_details: { proration: false, subscription_item: item?.id },
          },
        },
      ]);
      const { data } = await stripe.invoicePayments.list({ invoice: invoice.id });
      expect(data).toMatchObject([{ status: 'paid', amount_paid: 2_000, is_default: true }]);
      const intent = String(data[0]?.payment.payment_intent);
      const found = await stripe.invoicePayments.list({
        payment: { type: 'payment_intent', payment_intent: intent },
      });
      expect(found.data.map((payment) => payment.invoice)).toEqual([invoice.id]);
      const path = 'latest_invoice.payments.data.payment.payment_intent';
      const expanded = await stripe.subscriptions.retrieve(subscription.id, { expand: [path] });
      expect(expanded.latest_invoice).toMatchObject({
        payments: { data: [{ payment: { payment_intent: { id: intent, metadata: {} } } }] },
      });
      const lines = await stripe.invoices.listLineItems(invoice.id);
      expect(lines.data.map(({ id }) => id)).toEqual(invoice.lines.data.map(({ id }) => id));
    });

    // https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
    it('is incomplete while its first payment was declined, unless that is to be an error', async () => {
      const buyer = await customerWith('pm_card_chargeCustomerFail');
      const subscription = await subscribe({ ...buyer, expand: LINES });
      expect(subscription).toMatchObject({
        status: 'incomplete',
        latest_invoice: {
          status: 'open',
          amount_paid: 0,
          payments: { data: [{ status: 'open' }] },
        },
      });
      const failure = await failureOf(
        subscribe({ ...buyer, payment_behavior: 'error_if_incomplete' }),
      );
      expect(failure).toMatchObject({ statusCode: 402, code: 'card_declined' });
      const { data } = await stripe.subscriptions.list({ customer: buyer.customer });
      expect(data.map(({ id }) => id)).toEqual([subscription.id]);
    });

    // https://docs.stripe.com/api/subscriptions/create
    it('needs a card, and a price that recurs', async () => {
      const { id: customer } = await stripe.customers.create();
      expect(await failureOf(subscribe({ customer }))).toMatchObject({ statusCode: 400 });
      const once = await stripe.prices.create({
        currency: 'usd',
        unit_amount: 500,
        product_data: { name: 'Pack' },
      });
      const failure = await failureOf(subscribe({ items: [{ price: once.id }] }));
      expect(failure).toMatchObject({ statusCode: 400, param: 'items[0][price]' });
    });

    // https://docs.stripe.com/billing/subscriptions/trials
    it('on trial has a paid invoice of nothing', async () => {
      const subscription = await subscribe({ trial_period_days: 7 });
      expect(subscription.status).toBe('trialing');
      const [item] = subscription.items.data;
      expect(item?.current_period_end).toBe(subscription.trial_end);
      const invoice = await invoiceOf(subscription, ['payments']);
      expect(invoice).toMatchObject({ status: 'paid', total: 0, payments: { data: [] } });
      expect(invoice.lines.data).toMatchObject([
        { amount: 0, period: { end: subscription.trial_end }, pricing: expect.any(Object) },
      ]);
    });

    // https://docs.stripe.com/api/subscriptions/update
    it('keeps metadata, another card, and that it ends with its period', async () => {
      const { id, customer, items } = await subscribe({ metadata: { a: '1' } });
      const method = await stripe.paymentMethods.attach('pm_card_visa', {
        customer: String(customer),
      });
      const updated = await stripe.subscriptions.update(id, {
        metadata: { b: '2' },
        default_payment_method: method.id,
        cancel_at_period_end: true,
      });
      expect(updated).toMatchObject({
        metadata: { a: '1', b: '2' },
        default_payment_method: method.id,
        cancel_at_period_end: true,
        cancel_at: items.data[0]?.current_period_end,
        status: 'active',
        cancellation_details: { reason: 'cancellation_requested' },
      });
      expect(await stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
        cancel_at_period_end: false,
        cancel_at: null,
        canceled_at: null,
      });
      const foreign = await customerWith();
      const other = stripe.subscriptions.update(id, {
        default_payment_method: foreign.default_payment_method,
      });
      expect(await failureOf(other)).toMatchObject({ statusCode: 400 });
    });

    // https://docs.stripe.com/api/subscriptions/cancel, https://docs.stripe.com/api/subscriptions/list
    it('that is cancelled ends at once, for good, and is listed only when asked for', async () => {
      const { id, customer: owner } = await subscribe();
      const customer = String(owner);
      const canceled = await stripe.subscriptions.cancel(id);
      expect(canceled).toMatchObject({ status: 'canceled', ended_at: expect.any(Number) });
      expect(await failureOf(stripe.subscriptions.cancel(id))).toMatchObject({ statusCode: 404 });
      const again = stripe.subscriptions.update(id, { cancel_at_period_end: true });
      expect(await failureOf(again)).toMatchObject({ statusCode: 400 });
      const listed = async (params: Stripe.SubscriptionListParams) =>
        (await stripe.subscriptions.list({ customer, ...params })).data.map((found) => found.id);
      expect(await listed({})).toEqual([]);
      expect(await listed({ status: 'all' })).toEqual([id]);
      expect(await listed({ status: 'canceled', price: price.id })).toEqual([id]);
    });

    // https://docs.stripe.com/billing/subscriptions/webhooks
    it('is told of by events, and so is its invoice', async () => {
      const subscription = await subscribe();
      const invoice = await invoiceOf(subscription);
      const { data } = await stripe.events.list({ limit: 100 });
      const typesOf = (id: string) =>
        data
          .filter(({ data: { object } }) => 'id' in object && object.id === id)
          .map(({ type }) => type);
      expect(typesOf(subscription.id)).toContain('customer.subscription.created');
      expect(typesOf(invoice.id)).toEqual(
        expect.arrayContaining([
          'invoice.created',
          'invoice.finalized',
          'invoice.paid',
          'invoice.payment_succeeded',
        ]),
      );
    });
  });

  describe('a checkout session in mode subscription', () => {
    const open = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
      stripe.checkout.sessions.create({
        mode: 'subscription',
        success_url: 'https://example.com/done',
        line_items: [{ price: price.id, quantity: 1 }],
        ...params,
      });

    // https://docs.stripe.com/api/checkout/sessions/object
    it('has neither intent nor subscription before it is complete', async () => {
      expect(await open({ subscription_data: { metadata: { a: '1' } } })).toMatchObject({
        mode: 'subscription',
        status: 'open',
        payment_status: 'unpaid',
        amount_total: 2_000,
        payment_intent: null,
        subscription: null,
        invoice: null,
      });
      const trial = await open({ subscription_data: { trial_period_days: 7 } });
      expect(trial.amount_total).toBe(0);
    });

    // https://docs.stripe.com/api/checkout/sessions/create
    it('takes what belongs to subscriptions, and not what belongs to payments', async () => {
      for (const params of [
        { payment_intent_data: { metadata: { a: '1' } } },
        { subscription_data: { trial_period_days: 0 } },
      ]) {
        expect(await failureOf(open(params))).toMatchObject({ statusCode: 400 });
      }
      const pay = open({ mode: 'payment', subscription_data: { description: 'x' } });
      expect(await failureOf(pay)).toMatchObject({ statusCode: 400, param: 'subscription_data' });
    });
  });
}
