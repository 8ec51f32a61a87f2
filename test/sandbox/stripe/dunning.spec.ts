import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { WebhookReceiver } from '../../support/stripe/receiver.js';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';
import { DAY, endOf, HOUR, Subscribers } from '../../support/stripe/subscribers.js';

describe('subscriptions in the Stripe sandbox', () => {
  let receiver: WebhookReceiver;
  let harness: SandboxHarness;
  let stripe: Stripe;
  let buyers: Subscribers;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    harness = await startSandbox({ webhook: receiver });
    stripe = harness.client();
    buyers = new Subscribers(harness);
  });
  afterAll(async () => {
    await harness.close();
    await receiver.stop();
  });
  beforeEach(() => {
    receiver.events.length = 0;
  });

  describe('that are not paid', () => {
    /** A subscription whose card fails from now on; the end of its first period. */
    const failing = async (params: Partial<Stripe.SubscriptionCreateParams> = {}) => {
      const subscription = await buyers.subscribe(params);
      const { id } = subscription;
      const customer = String(subscription.customer);
      const bad = await buyers.cardOf(customer, 'pm_card_chargeCustomerFail');
      await stripe.subscriptions.update(id, { default_payment_method: bad });
      return { id, customer, end: endOf(subscription) };
    };

    // https://docs.stripe.com/billing/revenue-recovery/smart-retries
    it('are tried again after 3, 5, 7 and 14 days, and cancelled after 21', async () => {
      const { id, end } = await failing();
      const first = end + HOUR;
      await buyers.goTo(first);
      expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
      const seen: unknown[] = [];
      for (const days of [0, 3, 5, 7, 14]) {
        await buyers.goTo(first + days * DAY);
        const [, invoice] = await buyers.invoicesOf(id);
        const next = invoice?.next_payment_attempt ?? null;
        seen.push([invoice?.status, invoice?.attempt_count, next && (next - first) / DAY]);
      }
      expect(seen).toEqual([
        ['open', 1, 3],
        ['open', 2, 5],
        ['open', 3, 7],
        ['open', 4, 14],
        ['open', 5, null],
      ]);
      await buyers.goTo(first + 21 * DAY - 1);
      expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
      await buyers.goTo(first + 21 * DAY);
      expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
        status: 'canceled',
        cancellation_details: { reason: 'payment_failed' },
      });
      expect((await buyers.invoicesOf(id))[1]).toMatchObject({
        status: 'open',
        auto_advance: false,
      });
      const failed = receiver.types.filter((type) => type === 'invoice.payment_failed');
      expect(failed).toHaveLength(5);
    });

    // https://docs.stripe.com/billing/subscriptions/overview#unpaid
    it('go on once their invoice is paid, by hand or by the retry after a changed card', async () => {
      const [byHand, byRetry] = [await failing(), await failing()];
      await buyers.goTo(byRetry.end + HOUR);
      const delinquent = async ({ customer }: { customer: string }) => {
        const found = await stripe.customers.retrieve(customer);
        return !found.deleted && found.delinquent;
      };
      expect(await delinquent(byHand)).toBe(true);
      const [, open] = await buyers.invoicesOf(byHand.id);
      await stripe.invoices.pay(open?.id ?? '', {
        payment_method: await buyers.cardOf(byHand.customer),
      });
      expect((await stripe.subscriptions.retrieve(byHand.id)).status).toBe('active');
      expect(await delinquent(byHand)).toBe(false);
      await stripe.subscriptions.update(byRetry.id, {
        default_payment_method: await buyers.cardOf(byRetry.customer),
      });
      expect((await stripe.subscriptions.retrieve(byRetry.id)).status).toBe('past_due');
      await buyers.goTo(byRetry.end + HOUR + 3 * DAY);
      expect((await stripe.subscriptions.retrieve(byRetry.id)).status).toBe('active');
      expect((await buyers.invoicesOf(byRetry.id))[1]).toMatchObject({
        status: 'paid',
        attempt_count: 2,
      });
    });

    it('have the next invoice all the same, and are active when that is paid', async () => {
      const weekly = await buyers.priceOf(1_000, 'week');
      const { id, customer, end } = await failing({ items: [{ price: weekly.id }] });
      await buyers.goTo(end + 7 * DAY + 2 * HOUR);
      const statuses = async () => (await buyers.invoicesOf(id)).map(({ status }) => status);
      expect(await statuses()).toEqual(['paid', 'open', 'open']);
      const good = await buyers.cardOf(customer);
      const [, older, newer] = await buyers.invoicesOf(id);
      await stripe.invoices.pay(older?.id ?? '', { payment_method: good });
      expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
      await stripe.invoices.pay(newer?.id ?? '', { payment_method: good });
      expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    });
  });
});
