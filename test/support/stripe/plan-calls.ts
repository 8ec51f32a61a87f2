import { expect } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import { newKey } from '../product/app.js';
import { until } from '../product/projections.js';
import type { Shop } from './shop.js';

/** What is asked of a subscription. */
export interface PlanAsked {
  readonly action: string;
  readonly plan?: string;
  readonly plan_version?: number;
}

/** See `planCalls`. */
export type PlanCalls = ReturnType<typeof planCalls>;

/** What stories of subscriptions ask of a shop whose clock takes the double along. */
export function planCalls(theShop: () => Shop) {
  let time = new Date(0);
  const path = (account: string) => `/v1/accounts/${account}/subscription`;
  const ask = (account: string, body: PlanAsked, key = newKey()) =>
    theShop().product.post(path(account)).set('idempotency-key', key).send(body);
  const seen = async (account: string) =>
    (await theShop().product.get(path(account)).expect(200)).body;
  const idOf = async (account: string): Promise<string> =>
    (await seen(account)).subscription.subscription_id;
  const atStripe = async (account: string): Promise<Stripe.Subscription> =>
    theShop().stripe.subscriptions.retrieve(await idOf(account));
  const accountOf = async (account: string) =>
    (await theShop().product.get(`/v1/accounts/${account}`).expect(200)).body;

  /** What Stripe will do at the end of the period, by the plans of its lookup keys. */
  const planned = async (account: string) => {
    const { stripe } = theShop();
    const found = await atStripe(account);
    const [item] = found.items.data;
    const plan = planOf(item?.price.lookup_key);
    const end = item?.current_period_end ?? 0;
    const schedule =
      typeof found.schedule === 'string'
        ? await stripe.subscriptionSchedules.retrieve(found.schedule)
        : undefined;
    const phase = schedule?.phases.find(({ start_date }) => start_date >= end);
    const price = phase?.items[0]?.price;
    const after = typeof price === 'string' ? await stripe.prices.retrieve(price) : undefined;
    const next = found.cancel_at === null ? planOf(after?.lookup_key) : 'free';
    return { plan, next: next === plan ? null : next };
  };
  /** What our rows and the ledger say of it. */
  const recorded = async (account: string) => {
    const { plan, scheduled_change: scheduled } = await accountOf(account);
    const { subscription } = await seen(account);
    const rows = { plan: subscription?.plan, next: subscription?.next_plan };
    return { ledger: { plan, next: scheduled?.plan ?? null }, rows };
  };

  const invoicesOf = async (account: string): Promise<Stripe.Invoice[]> => {
    const subscription = await idOf(account);
    const { data } = await theShop().stripe.invoices.list({ subscription, limit: 100 });
    return data.reverse();
  };

  return {
    ask,
    seen,
    idOf,
    atStripe,
    accountOf,
    preview: async (account: string, body: PlanAsked) =>
      (
        await theShop()
          .product.post(`${path(account)}/preview`)
          .send(body)
          .expect(200)
      ).body,

    /** Advances the clock to this instant of 2027: `02-28 12:00`; does nothing if it is past. */
    async goTo(instant: string): Promise<void> {
      const to = new Date(`2027-${instant.replace(' ', 'T')}:00Z`);
      if (to <= time) return;
      time = to;
      const body = { to: to.toISOString() };
      await theShop().product.post('/v1/test-clock/advance').send(body).expect(200);
    },

    /** Opens an account that subscribes, and buys Medium where that is asked for. */
    async begin(account: string, plan: string, hasMedium = false): Promise<void> {
      const shop = theShop();
      await shop.open(account);
      const { body } = await ask(account, { action: 'subscribe', plan }).expect(200);
      expect(await shop.pay(body.checkout_url)).toBeTruthy();
      await until(
        async () => (await seen(account)).subscription?.status === 'active',
        `subscription of ${account}`,
        () => seen(account),
        LONG_MS,
      );
      if (!hasMedium) return;
      const { body: bought } = await shop.buy(account, { pack: 'medium' }).expect(201);
      expect(await shop.pay(bought.checkout_url)).toBeTruthy();
    },

    /** From now on this card of Stripe’s pays for the subscription. */
    async payBy(account: string, card: string): Promise<void> {
      const { stripe } = theShop();
      const { id, customer } = await atStripe(account);
      const method = await stripe.paymentMethods.attach(card, { customer: String(customer) });
      await stripe.subscriptions.update(id, { default_payment_method: method.id });
    },

    /** Waits until the subscription is seen so. */
    untilSeen: (account: string, wanted: object) =>
      until(
        async () => {
          const { subscription } = await seen(account);
          return Object.entries(wanted).every(([name, value]) => subscription?.[name] === value);
        },
        `subscription with ${JSON.stringify(wanted)}`,
        () => seen(account),
        LONG_MS,
      ),

    /** Waits until the ledger has this plan, and this after it; Stripe must say the same. */
    async untilPlanned(account: string, plan: string, next: string | null): Promise<void> {
      const wanted = { plan, next };
      const isSo = async () => {
        const { ledger, rows } = await recorded(account);
        return isDeepStrictEqual(ledger, wanted) && isDeepStrictEqual(rows, wanted);
      };
      await until(isSo, `${plan}, then ${next}`, () => recorded(account), LONG_MS);
      expect(await planned(account)).toEqual(wanted);
    },

    /** The invoices at Stripe, oldest first. */
    invoicesOf,
    /** What each came to, and whether it is paid: `paid 2000`. */
    totals: async (account: string) =>
      (await invoicesOf(account)).map(({ status, total }) => `${status} ${total}`),

    /** Answers what the card’s bank asks about an invoice. */
    async answerBank(invoice: string): Promise<void> {
      const { stripe, authenticate } = theShop();
      const { data } = await stripe.invoicePayments.list({ invoice });
      const intent = String(data[0]?.payment.payment_intent);
      const { next_action: asked } = await stripe.paymentIntents.retrieve(intent);
      await authenticate(asked?.redirect_to_url?.url ?? '');
    },
  };
}

/** Several accounts are at work at once. */
const LONG_MS = 60_000;

const planOf = (key: string | null | undefined): string | null =>
  /^scrip:(.+):v\d+$/.exec(key ?? '')?.[1] ?? null;
