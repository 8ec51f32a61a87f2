import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { WebhookReceiver } from '../../support/stripe/receiver.js';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';
import { DAY, endOf, HOUR, Subscribers } from '../../support/stripe/subscribers.js';

/** What time and payers do to changes of subscriptions. */
describe('changes of subscriptions in the Stripe sandbox', () => {
  let receiver: WebhookReceiver;
  let harness: SandboxHarness;
  let stripe: Stripe;
  let buyers: Subscribers;
  let pro: Stripe.Price;
  let team: Stripe.Price;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    harness = await startSandbox({ webhook: receiver });
    stripe = harness.client();
    buyers = new Subscribers(harness);
    [pro, team] = [await buyers.pro(), await buyers.priceOf(4_900)];
  });
  afterAll(async () => {
    await harness.close();
    await receiver.stop();
  });
  beforeEach(() => {
    receiver.events.length = 0;
  });

  const itemOf = ({ items }: Stripe.Subscription) => items.data[0]?.id ?? '';
  const priceOf = async (id: string) =>
    (await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id;
  /** Upgrades by a card, whose bank asks unless it is told otherwise. */
  const upgrade = async (card = 'pm_card_authenticationRequiredOnSetup') => {
    const subscription = await buyers.subscribe();
    const method = await buyers.cardOf(String(subscription.customer), card);
    await stripe.subscriptions.update(subscription.id, { default_payment_method: method });
    return stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: team.id }],
      billing_cycle_anchor: { type: 'now' },
      proration_behavior: 'none',
      payment_behavior: 'pending_if_incomplete',
    });
  };
  const answer = async ({ latest_invoice: invoice }: Stripe.Subscription) => {
    const { data } = await stripe.invoicePayments.list({ invoice: String(invoice) });
    const intent = String(data[0]?.payment.payment_intent);
    const { next_action: next } = await stripe.paymentIntents.retrieve(intent);
    return fetch(next?.redirect_to_url?.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'answer=yes',
      redirect: 'manual',
    });
  };

  describe('a pending update', () => {
    // https://docs.stripe.com/billing/subscriptions/pending-updates
    it('is made when the payer answers the bank of the card', async () => {
      const pending = await upgrade();
      expect(pending.pending_update?.subscription_items).toMatchObject([
        { price: { id: team.id } },
      ]);
      await harness.control('POST', 'delivery/settle');
      expect(receiver.types).toContain('invoice.payment_action_required');
      await harness.pass(22 * HOUR);
      expect((await answer(pending)).status).toBe(303);
      expect(await stripe.subscriptions.retrieve(pending.id)).toMatchObject({
        pending_update: null,
        items: { data: [{ price: { id: team.id } }] },
        // The period is the one that was charged.
        billing_cycle_anchor: pending.pending_update?.billing_cycle_anchor,
      });
      expect(await buyers.typesOf(pending.id)).toContain(
        'customer.subscription.pending_update_applied',
      );
    });

    // https://docs.stripe.com/billing/subscriptions/pending-updates-reference
    it('expires after 23 hours, and its invoice is void', async () => {
      const pending = await upgrade('pm_card_chargeCustomerFail');
      const { id, pending_update: update } = pending;
      expect((update?.expires_at ?? 0) - (update?.billing_cycle_anchor ?? 0)).toBe(23 * HOUR);
      await harness.pass(23 * HOUR + 1);
      expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ pending_update: null });
      expect(await priceOf(id)).toBe(pro.id);
      const invoice = await stripe.invoices.retrieve(String(pending.latest_invoice));
      expect(invoice.status).toBe('void');
      expect((await buyers.typesOf(id)).at(-1)).toBe(
        'customer.subscription.pending_update_expired',
      );
    });

    it('expires with the period, whose renewal is at the price of before', async () => {
      const subscription = await buyers.subscribe();
      const { id, customer } = subscription;
      const bad = await buyers.cardOf(String(customer), 'pm_card_chargeCustomerFail');
      await buyers.goTo(endOf(subscription) - HOUR);
      const { default_payment_method: good } = subscription;
      await stripe.subscriptions.update(id, { default_payment_method: bad });
      const { pending_update: update } = await stripe.subscriptions.update(id, {
        items: [{ id: itemOf(subscription), price: team.id }],
        billing_cycle_anchor: { type: 'now' },
        proration_behavior: 'none',
        payment_behavior: 'pending_if_incomplete',
      });
      expect(update?.expires_at).toBe(endOf(subscription));
      await stripe.subscriptions.update(id, { default_payment_method: String(good) });
      await buyers.goTo(endOf(subscription) + 2 * HOUR);
      const invoices = await buyers.invoicesOf(id);
      expect(invoices.map(({ status, total }) => [status, total])).toEqual([
        ['paid', 2_000],
        ['void', 4_900],
        ['paid', 2_000],
      ]);
    });
  });

  // https://docs.stripe.com/billing/subscriptions/prorations
  it('prorations wait for the next invoice', async () => {
    const subscription = await buyers.subscribe();
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: team.id }],
      proration_behavior: 'create_prorations',
    });
    await buyers.goTo(endOf(subscription) + 2 * HOUR);
    const [, renewal] = await buyers.invoicesOf(subscription.id);
    const lines = renewal?.lines.data.map(({ amount, parent }) => [
      parent?.subscription_item_details?.proration,
      Math.sign(amount),
    ]);
    expect(lines).toEqual([
      [true, -1],
      [true, 1],
      [false, 1],
    ]);
    expect(renewal).toMatchObject({ status: 'paid' });
    expect(renewal?.lines.data[2]?.amount).toBe(4_900);
  });

  // https://docs.stripe.com/billing/subscriptions/coupons#duration
  it('a coupon for once is off one invoice', async () => {
    const coupon = await stripe.coupons.create({ amount_off: 500, currency: 'usd' });
    const subscription = await buyers.subscribe({ discounts: [{ coupon: coupon.id }] });
    await buyers.goTo(endOf(subscription) + 2 * HOUR);
    const invoices = await buyers.invoicesOf(subscription.id);
    expect(invoices.map(({ total }) => total)).toEqual([1_500, 2_000]);
  });

  describe('a schedule', () => {
    const downgrade = async (endBehavior: 'release' | 'cancel' = 'release') => {
      const subscription = await buyers.subscribe({ items: [{ price: team.id }] });
      const { id, phases } = await stripe.subscriptionSchedules.create({
        from_subscription: subscription.id,
      });
      const [now] = phases;
      const first = {
        items: [{ price: team.id, quantity: 1 }],
        start_date: now?.start_date ?? 0,
        end_date: now?.end_date ?? 0,
      };
      await stripe.subscriptionSchedules.update(id, {
        end_behavior: endBehavior,
        phases:
          endBehavior === 'cancel'
            ? [first]
            : [first, { items: [{ price: pro.id, quantity: 1 }], proration_behavior: 'none' }],
      });
      return { subscription, id };
    };

    // https://docs.stripe.com/billing/subscriptions/subscription-schedules
    it('changes the price with the period, without a proration, and then ends', async () => {
      const { subscription, id } = await downgrade();
      const end = endOf(subscription);
      await buyers.goTo(end + 2 * HOUR);
      const [, renewal] = await buyers.invoicesOf(subscription.id);
      expect(renewal).toMatchObject({
        status: 'paid',
        total: 2_000,
        lines: { data: [{ parent: { subscription_item_details: { proration: false } } }] },
      });
      expect(await priceOf(subscription.id)).toBe(pro.id);
      expect(await stripe.subscriptionSchedules.retrieve(id)).toMatchObject({
        status: 'active',
        current_phase: { start_date: end },
      });
      await buyers.goTo(end + 32 * DAY);
      expect((await stripe.subscriptionSchedules.retrieve(id)).status).toBe('released');
      expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
        status: 'active',
        schedule: null,
      });
      expect(await priceOf(subscription.id)).toBe(pro.id);
    });

    it('that was released a minute before changes nothing', async () => {
      const { subscription, id } = await downgrade();
      await buyers.goTo(endOf(subscription) - 60);
      await stripe.subscriptionSchedules.release(id);
      await buyers.goTo(endOf(subscription) + 2 * HOUR);
      expect((await buyers.invoicesOf(subscription.id))[1]).toMatchObject({ total: 4_900 });
    });

    it('may end the subscription with its last phase', async () => {
      const { subscription, id } = await downgrade('cancel');
      expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at).toBe(
        endOf(subscription),
      );
      await buyers.goTo(endOf(subscription) + 2 * HOUR);
      expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled');
      expect((await stripe.subscriptionSchedules.retrieve(id)).status).toBe('completed');
      expect(await buyers.invoicesOf(subscription.id)).toHaveLength(1);
    });
  });

  // https://docs.stripe.com/api/customers/delete
  it('a customer who is deleted has no subscription any more', async () => {
    const { id, customer } = await buyers.subscribe();
    await stripe.customers.del(String(customer));
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
  });
});
