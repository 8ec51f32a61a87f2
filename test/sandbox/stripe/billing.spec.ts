import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { payOnPage } from '../../support/stripe/pages.js';
import { WebhookReceiver } from '../../support/stripe/receiver.js';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';
import { DAY, endOf, HOUR, Subscribers } from '../../support/stripe/subscribers.js';

const at = (text: string): number => Date.parse(text) / 1_000;

/** Years from the next on whose February has 28 days; each story has one of its own. */
function* shortYears(): Generator<number> {
  for (let year = new Date().getUTCFullYear() + 1; ; year += 1) if (year % 4 !== 0) yield year;
}

/** What time and payers do to subscriptions, which no call of Stripe's can make happen. */
describe('subscriptions in the Stripe sandbox', () => {
  let receiver: WebhookReceiver;
  let harness: SandboxHarness;
  let stripe: Stripe;
  let buyers: Subscribers;
  let price: Stripe.Price;
  const years = shortYears();
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    harness = await startSandbox({ webhook: receiver });
    stripe = harness.client();
    buyers = new Subscribers(harness);
    price = await buyers.pro();
  });
  afterAll(async () => {
    await harness.close();
    await receiver.stop();
  });
  beforeEach(() => {
    receiver.events.length = 0;
  });

  const nextYear = (): number => {
    const { value: year } = years.next();
    if (typeof year !== 'number') throw new Error('years do not end');
    return year;
  };
  const periodOf = (line: Stripe.InvoiceLineItem | undefined) => [
    line?.period.start,
    line?.period.end,
  ];

  describe('on the page', () => {
    const open = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
      stripe.checkout.sessions.create({
        mode: 'subscription',
        success_url: 'https://example.com/done?session={CHECKOUT_SESSION_ID}',
        line_items: [{ price: price.id, quantity: 1 }],
        subscription_data: { metadata: { scrip_account: 'acme' } },
        ...params,
      });

    // https://docs.stripe.com/payments/checkout/how-checkout-works
    it('somebody becomes a customer, whose card pays now and later', async () => {
      const session = await open({ metadata: { scrip_account: 'other' } });
      expect(await payOnPage(session)).toBe(`https://example.com/done?session=${session.id}`);
      const complete = await stripe.checkout.sessions.retrieve(session.id, {
        expand: ['subscription', 'invoice'],
      });
      const subscription = complete.subscription as Stripe.Subscription;
      expect(complete).toMatchObject({
        status: 'complete',
        payment_status: 'paid',
        payment_intent: null,
        invoice: { status: 'paid', amount_paid: 2_000, billing_reason: 'subscription_create' },
      });
      expect(subscription).toMatchObject({
        status: 'active',
        customer: complete.customer,
        metadata: { scrip_account: 'acme' },
        default_payment_method: expect.stringMatching(/^pm_/),
      });
      const { data } = await stripe.customers.listPaymentMethods(String(complete.customer));
      expect(data.map(({ id }) => id)).toEqual([subscription.default_payment_method]);
      expect(await buyers.typesOf(session.id)).toEqual(['checkout.session.completed']);
      const payment = await stripe.invoicePayments.list({
        invoice: subscription.latest_invoice as string,
      });
      const { payment_intent: intent } = payment.data[0]?.payment ?? {};
      // Nothing is copied from the session or the subscription.
      expect((await stripe.paymentIntents.retrieve(String(intent))).metadata).toEqual({});
    });

    it('a declined card leaves no subscription, and another one pays', async () => {
      const { id: customer } = await stripe.customers.create();
      const session = await open({ customer });
      const page = await payOnPage(session, '4000000000000002');
      expect(page).toContain('Your card was declined.');
      expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([]);
      expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
      await payOnPage(session);
      const { data } = await stripe.subscriptions.list({ customer });
      expect(data).toMatchObject([{ status: 'active' }]);
      const intents = await stripe.paymentIntents.list({ customer });
      expect(intents.data.map(({ status }) => status)).toEqual(['succeeded']);
    });

    // https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
    it('a card that has to be authenticated leaves it incomplete until that is done', async () => {
      const { id: customer } = await stripe.customers.create();
      const session = await open({ customer });
      const bank = await payOnPage(session, '4000002500003155');
      const [begun] = (await stripe.subscriptions.list({ customer })).data;
      expect(begun?.status).toBe('incomplete');
      const answer = await fetch(bank, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'answer=yes',
        redirect: 'manual',
      });
      expect(answer.headers.get('location')).toContain('https://example.com/done');
      expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete');
      expect((await stripe.subscriptions.retrieve(begun?.id ?? '')).status).toBe('active');
    });

    it('what is never authenticated expires, and its invoice is void', async () => {
      const { id: customer } = await stripe.customers.create();
      await payOnPage(await open({ customer }), '4000002500003155');
      await harness.pass(25 * HOUR);
      const [ended] = (await stripe.subscriptions.list({ customer, status: 'all' })).data;
      expect(ended?.status).toBe('incomplete_expired');
      expect(await buyers.invoicesOf(ended?.id ?? '')).toMatchObject([{ status: 'void' }]);
    });

    // https://docs.stripe.com/payments/checkout/free-trials
    it('a trial keeps the card, and charges it when the trial ends', async () => {
      const { id: customer } = await stripe.customers.create();
      const session = await open({ customer, subscription_data: { trial_period_days: 7 } });
      await payOnPage(session);
      expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
        status: 'complete',
        payment_status: 'no_payment_required',
      });
      const [trial] = (await stripe.subscriptions.list({ customer })).data;
      expect(trial?.status).toBe('trialing');
      await harness.pass(7 * DAY + 2 * HOUR);
      const id = trial?.id ?? '';
      expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
      expect((await buyers.invoicesOf(id)).map(({ total, status }) => [total, status])).toEqual([
        [0, 'paid'],
        [2_000, 'paid'],
      ]);
    });
  });

  describe('over time', () => {
    // https://docs.stripe.com/billing/subscriptions/billing-cycle
    it('renew at the end of each period: on 31 January, 28 February, 31 March', async () => {
      const year = nextYear();
      const ends = [`${year}-02-28`, `${year}-03-31`, `${year}-04-30`].map((day) =>
        at(`${day}T10:00:00Z`),
      );
      const start = at(`${year}-01-31T10:00:00Z`);
      await buyers.goTo(start);
      const { id, billing_cycle_anchor: anchor } = await buyers.subscribe();
      // Real seconds pass while it is made.
      const late = anchor - start;
      await buyers.goTo(at(`${year}-04-01T00:00:00Z`));
      const invoices = await buyers.invoicesOf(id);
      expect(invoices.map(({ billing_reason: reason, status }) => [reason, status])).toEqual([
        ['subscription_create', 'paid'],
        ['subscription_cycle', 'paid'],
        ['subscription_cycle', 'paid'],
      ]);
      const edges = [start, ...ends].map((edge) => edge + late);
      expect(invoices.map(({ lines }) => periodOf(lines.data[0]))).toEqual([
        [edges[0], edges[1]],
        [edges[1], edges[2]],
        [edges[2], edges[3]],
      ]);
      // The invoice's own period is the one that has ended.
      const [, second] = invoices;
      expect([second?.period_start, second?.period_end]).toEqual([edges[0], edges[1]]);
      const [item] = (await stripe.subscriptions.retrieve(id)).items.data;
      expect([item?.current_period_start, item?.current_period_end]).toEqual([edges[2], edges[3]]);
    });

    // https://docs.stripe.com/billing/invoices/subscription
    it('have a draft for an hour, which is then final and paid', async () => {
      const subscription = await buyers.subscribe();
      const { id } = subscription;
      const end = endOf(subscription);
      await buyers.goTo(end + 60);
      const [, draft] = await buyers.invoicesOf(id);
      expect(draft).toMatchObject({
        status: 'draft',
        number: null,
        automatically_finalizes_at: end + HOUR,
        attempted: false,
      });
      expect((await stripe.subscriptions.retrieve(id)).latest_invoice).toBe(draft?.id);
      await buyers.goTo(end + HOUR);
      const paid = await stripe.invoices.retrieve(draft?.id ?? '');
      expect(paid).toMatchObject({
        status: 'paid',
        amount_paid: 2_000,
        attempt_count: 1,
        status_transitions: { finalized_at: end + HOUR, paid_at: end + HOUR },
        webhooks_delivered_at: expect.any(Number),
      });
      expect(await buyers.typesOf(paid.id)).toEqual([
        'invoice.created',
        'invoice.finalized',
        'invoice.updated',
        'invoice.updated',
        'invoice.paid',
        'invoice.payment_succeeded',
      ]);
      expect(receiver.types).toContain('invoice.paid');
    });

    // https://docs.stripe.com/billing/subscriptions/webhooks#understand
    it('wait up to 72 hours with a draft that the endpoint does not take', async () => {
      const subscription = await buyers.subscribe();
      const { id } = subscription;
      const end = endOf(subscription);
      await harness.control('POST', 'delivery/settle');
      await harness.control('PATCH', 'delivery', { held: true });
      await buyers.goTo(end + 71 * HOUR);
      expect((await buyers.invoicesOf(id))[1]?.status).toBe('draft');
      await buyers.goTo(end + 72 * HOUR);
      expect((await buyers.invoicesOf(id))[1]).toMatchObject({
        status: 'paid',
        webhooks_delivered_at: null,
      });
      await harness.control('DELETE', 'delivery');
    });

    it('that end with their period have no further invoice', async () => {
      const { id, items } = await buyers.subscribe();
      await stripe.subscriptions.update(id, { cancel_at_period_end: true });
      await buyers.goTo((items.data[0]?.current_period_end ?? 0) + 2 * HOUR);
      const ended = await stripe.subscriptions.retrieve(id);
      expect(ended).toMatchObject({
        status: 'canceled',
        ended_at: items.data[0]?.current_period_end,
        cancellation_details: { reason: 'cancellation_requested' },
      });
      expect(await buyers.invoicesOf(id)).toHaveLength(1);
      expect((await buyers.typesOf(id)).at(-1)).toBe('customer.subscription.deleted');
    });

    // https://docs.stripe.com/testing#regulatory-cards
    it('are paid by a card that was authenticated once', async () => {
      const { id: customer } = await stripe.customers.create();
      const session = await stripe.checkout.sessions.create({
        mode: 'subscription',
        customer,
        success_url: 'https://example.com/done',
        line_items: [{ price: price.id, quantity: 1 }],
      });
      const bank = await payOnPage(session, '4000002500003155');
      await fetch(bank, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'answer=yes',
        redirect: 'manual',
      });
      await harness.pass(32 * DAY);
      const [subscription] = (await stripe.subscriptions.list({ customer })).data;
      expect((await buyers.invoicesOf(subscription?.id ?? '')).map(({ status }) => status)).toEqual(
        ['paid', 'paid'],
      );
    });
  });
});
