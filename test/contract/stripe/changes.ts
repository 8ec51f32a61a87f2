import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh, type Target } from './target.js';

/** Other prices of subscriptions: now, later, and what they cost. */
export function describeChanges(target: () => Target): void {
  let stripe: Stripe;
  let pro: Stripe.Price;
  let team: Stripe.Price;
  beforeAll(async () => {
    ({ stripe } = target());
    const priceOf = (name: string, cents: number) =>
      stripe.prices.create({
        currency: 'usd',
        unit_amount: cents,
        recurring: { interval: 'month' },
        product_data: { name },
      });
    [pro, team] = await Promise.all([priceOf('Pro', 2_000), priceOf('Team', 4_900)]);
  });

  const subscribe = async (params: Partial<Stripe.SubscriptionCreateParams> = {}) => {
    const { id: customer } = await stripe.customers.create({ name: fresh('buyer') });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    return stripe.subscriptions.create({
      customer,
      default_payment_method: method.id,
      items: [{ price: pro.id }],
      ...params,
    });
  };
  const itemOf = ({ items }: Stripe.Subscription) => items.data[0]?.id ?? '';
  const upgrade = (
    subscription: Stripe.Subscription,
  ): Pick<
    Stripe.SubscriptionUpdateParams,
    'items' | 'billing_cycle_anchor' | 'proration_behavior'
  > => ({
    items: [{ id: itemOf(subscription), price: team.id }],
    billing_cycle_anchor: { type: 'now' },
    proration_behavior: 'none',
  });
  const pending = { payment_behavior: 'pending_if_incomplete' } as const;
  const useCard = async ({ id, customer: owner }: Stripe.Subscription, card: string) => {
    const customer = String(owner);
    const method = await stripe.paymentMethods.attach(card, { customer });
    return stripe.subscriptions.update(id, { default_payment_method: method.id });
  };

  describe('an upgrade', () => {
    // https://docs.stripe.com/api/invoices/create_preview
    it('costs what the preview says, and the preview changes nothing', async () => {
      const subscription = await subscribe();
      const preview = await stripe.invoices.createPreview({
        subscription: subscription.id,
        subscription_details: {
          items: [{ id: itemOf(subscription), price: team.id }],
          billing_cycle_anchor: { type: 'now' },
          proration_behavior: 'none',
        },
      });
      expect(preview).toMatchObject({ total: 4_900, amount_due: 4_900, status: 'draft' });
      expect(preview.lines.data).toHaveLength(1);
      expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
      const updated = await stripe.subscriptions.update(subscription.id, {
        ...upgrade(subscription),
        ...pending,
        expand: ['latest_invoice'],
      });
      expect(updated).toMatchObject({
        status: 'active',
        pending_update: null,
        items: { data: [{ id: itemOf(subscription), price: { id: team.id } }] },
        latest_invoice: {
          status: 'paid',
          amount_paid: 4_900,
          billing_reason: 'subscription_update',
        },
      });
      const [item] = updated.items.data;
      expect(item?.current_period_start).toBe(updated.billing_cycle_anchor);
    });

    // https://docs.stripe.com/billing/subscriptions/pending-updates
    it('that is not paid is pending, and is made when it is', async () => {
      const subscription = await subscribe();
      await useCard(subscription, 'pm_card_chargeCustomerFail');
      const { id, items } = subscription;
      const updated = await stripe.subscriptions.update(id, {
        ...upgrade(subscription),
        ...pending,
      });
      expect(updated).toMatchObject({
        status: 'active',
        items: { data: [{ price: { id: pro.id } }] },
        pending_update: {
          billing_cycle_anchor: expect.any(Number),
          subscription_items: [{ price: { id: team.id } }],
        },
      });
      expect(updated.items.data[0]?.current_period_end).toBe(items.data[0]?.current_period_end);
      const { data } = await stripe.paymentMethods.list({ customer: String(updated.customer) });
      const good = data.find(({ card }) => card?.last4 === '4242');
      await stripe.invoices.pay(String(updated.latest_invoice), { payment_method: good?.id ?? '' });
      expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
        pending_update: null,
        items: { data: [{ price: { id: team.id } }] },
      });
    });

    // https://docs.stripe.com/billing/subscriptions/pending-updates-reference
    it('that is pending takes no other parameters, and ends with its invoice', async () => {
      const subscription = await subscribe();
      await useCard(subscription, 'pm_card_chargeCustomerFail');
      const { id } = subscription;
      const asked = { ...upgrade(subscription), ...pending };
      const more = stripe.subscriptions.update(id, { ...asked, description: 'x' });
      expect(await failureOf(more)).toMatchObject({ statusCode: 400 });
      const { latest_invoice: invoice } = await stripe.subscriptions.update(id, asked);
      await stripe.invoices.voidInvoice(String(invoice));
      expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
        pending_update: null,
        items: { data: [{ price: { id: pro.id } }] },
      });
    });

    // https://docs.stripe.com/changelog
    it('takes its anchor as a hash: the text of earlier versions is refused', async () => {
      const { id } = await subscribe();
      const failure = await failureOf(
        stripe.rawRequest('POST', `/v1/subscriptions/${id}`, { billing_cycle_anchor: 'now' }),
      );
      expect(failure).toMatchObject({ statusCode: 400, param: 'billing_cycle_anchor' });
    });
  });

  describe('another price within a period', () => {
    // https://docs.stripe.com/billing/subscriptions/prorations
    it('is charged in part with the next invoice, or at once', async () => {
      const subscription = await subscribe();
      const items = [{ id: itemOf(subscription), price: team.id }];
      const preview = await stripe.invoices.createPreview({
        subscription: subscription.id,
        subscription_details: { items, proration_behavior: 'create_prorations' },
      });
      const proration = ({ parent }: Stripe.InvoiceLineItem) =>
        parent?.subscription_item_details?.proration;
      expect(preview.lines.data.map(proration)).toEqual([true, true, false]);
      const [credit, charge] = preview.lines.data;
      expect(credit?.amount).toBeLessThan(0);
      expect(charge?.amount).toBeGreaterThan(0);
      const updated = await stripe.subscriptions.update(subscription.id, {
        items,
        proration_behavior: 'always_invoice',
        expand: ['latest_invoice'],
      });
      const invoice = updated.latest_invoice as Stripe.Invoice;
      expect(invoice.lines.data.map(proration)).toEqual([true, true]);
      expect(invoice.total).toBeLessThanOrEqual(2_900);
    });
  });

  describe('a coupon', () => {
    // https://docs.stripe.com/billing/subscriptions/coupons
    it('takes its share off the total, not off the subtotal', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
      const discounts = [{ coupon: coupon.id }];
      const { latest_invoice: invoice } = await subscribe({
        discounts,
        expand: ['latest_invoice'],
      });
      expect(invoice).toMatchObject({
        subtotal: 2_000,
        total: 1_600,
        amount_paid: 1_600,
        total_discount_amounts: [{ amount: 400 }],
        lines: { data: [{ amount: 2_000, discount_amounts: [{ amount: 400 }] }] },
      });
    });

    it('of all of it leaves nothing to pay', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 100 });
      const { latest_invoice: invoice } = await subscribe({
        discounts: [{ coupon: coupon.id }],
        expand: ['latest_invoice.payments'],
      });
      expect(invoice).toMatchObject({ status: 'paid', total: 0, payments: { data: [] } });
    });
  });

  describe('the balance of a customer', () => {
    // https://docs.stripe.com/billing/customer/balance
    it('pays invoices first', async () => {
      const subscription = await subscribe();
      const customer = String(subscription.customer);
      await stripe.customers.createBalanceTransaction(customer, {
        amount: -1_000,
        currency: 'usd',
      });
      const { latest_invoice: invoice } = await stripe.subscriptions.update(subscription.id, {
        ...upgrade(subscription),
        ...pending,
        expand: ['latest_invoice'],
      });
      expect(invoice).toMatchObject({
        total: 4_900,
        starting_balance: -1_000,
        ending_balance: 0,
        amount_due: 3_900,
        amount_paid: 3_900,
      });
    });
  });

  describe('a schedule', () => {
    const scheduled = async () => {
      const subscription = await subscribe({ items: [{ price: team.id }] });
      const schedule = await stripe.subscriptionSchedules.create({
        from_subscription: subscription.id,
      });
      return { subscription, schedule };
    };
    const downgraded = async () => {
      const { subscription, schedule } = await scheduled();
      const [now] = schedule.phases;
      const updated = await stripe.subscriptionSchedules.update(schedule.id, {
        end_behavior: 'release',
        proration_behavior: 'none',
        phases: [
          {
            items: [{ price: team.id, quantity: 1 }],
            start_date: now?.start_date ?? 0,
            end_date: now?.end_date ?? 0,
          },
          { items: [{ price: pro.id, quantity: 1 }], proration_behavior: 'none' },
        ],
      });
      return { subscription, schedule: updated };
    };

    // https://docs.stripe.com/billing/subscriptions/subscription-schedules
    it('takes over a subscription, and says what it will be', async () => {
      const { subscription, schedule } = await downgraded();
      const [item] = subscription.items.data;
      expect(schedule).toMatchObject({
        status: 'active',
        subscription: subscription.id,
        phases: [
          { start_date: item?.current_period_start, end_date: item?.current_period_end },
          { start_date: item?.current_period_end, items: [{ price: pro.id }] },
        ],
      });
      expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
        schedule: schedule.id,
        items: { data: [{ price: { id: team.id } }] },
      });
      const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
      expect(preview).toMatchObject({ total: 2_000, lines: { data: [{ amount: 2_000 }] } });
    });

    // https://docs.stripe.com/api/subscription_schedules/release
    it('is released once, and the subscription goes on as it is', async () => {
      const { subscription, schedule } = await downgraded();
      const released = await stripe.subscriptionSchedules.release(schedule.id);
      expect(released).toMatchObject({
        status: 'released',
        released_subscription: subscription.id,
        subscription: null,
      });
      const again = stripe.subscriptionSchedules.release(schedule.id);
      expect(await failureOf(again)).toMatchObject({ statusCode: 400 });
      expect((await stripe.subscriptions.retrieve(subscription.id)).schedule).toBeNull();
      const { total } = await stripe.invoices.createPreview({ subscription: subscription.id });
      expect(total).toBe(4_900);
    });

    it('alone says when the subscription ends, and there is one at most', async () => {
      const { subscription, schedule } = await scheduled();
      const { id } = subscription;
      const ends = stripe.subscriptions.update(id, { cancel_at_period_end: true });
      expect(await failureOf(ends)).toMatchObject({ statusCode: 400 });
      const second = stripe.subscriptionSchedules.create({ from_subscription: id });
      expect(await failureOf(second)).toMatchObject({ statusCode: 400 });
      const canceled = await stripe.subscriptionSchedules.cancel(schedule.id);
      expect(canceled.status).toBe('canceled');
      expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
    });

    it('must begin with the phase that it is in', async () => {
      const { schedule } = await scheduled();
      const update = stripe.subscriptionSchedules.update(schedule.id, {
        phases: [{ items: [{ price: pro.id }] }],
      });
      expect(await failureOf(update)).toMatchObject({ statusCode: 400 });
    });
  });
}
