import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moneyAddsUp } from '../../../support/stripe/money-adds-up.js';
import { moneyStories } from '../../../support/stripe/money-stories.js';
import { planCalls } from '../../../support/stripe/plan-calls.js';
import { shopCalls } from '../../../support/stripe/shop-calls.js';
import { CARDS, startShop, type Shop } from '../../../support/stripe/shop.js';

/** Buyers act side by side: time goes on for all of them. */
const BUYERS = 6;
const ROUNDS = 8;
const SEED = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31));

const SOLD: Record<string, string> = { pro: '500', team: '1500' };
const PACK = '200';
const FREE = '100';
const DAY_MS = 86_400_000;
const LEAST_MONTH_MS = 28 * DAY_MS;
const START_MS = Date.parse('2027-01-31T10:00:00Z');

const action = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('subscribe pro', 'subscribe team') },
  { weight: 3, arbitrary: fc.constantFrom('upgrade team', 'downgrade pro') },
  { weight: 2, arbitrary: fc.constantFrom('cancel', 'withdraw') },
  { weight: 2, arbitrary: fc.constantFrom('buy', 'buy', 'good card', 'bad card', 'nothing') },
);
const stories = fc.sample(fc.array(action, { minLength: ROUNDS, maxLength: ROUNDS }), {
  numRuns: BUYERS,
  seed: SEED,
});
const round = fc.record({
  days: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 20, max: 40 })),
  copies: fc.integer({ min: 1, max: 2 }),
  reversed: fc.boolean(),
});
const rounds = fc.sample(round, { numRuns: ROUNDS, seed: SEED });

let shop: Shop;
const { rows } = shopCalls(() => shop);
const { untilTold } = moneyStories(() => shop);
const { ask, seen, goTo, payBy } = planCalls(() => shop);
beforeAll(async () => {
  shop = await startShop({}, { oneClock: true });
  await goTo('01-31 10:00');
});
afterAll(() => shop?.close());

/** A buyer who does nothing but what buyers can, and what has come of it. */
class Buyer {
  private hasGoodCard = true;
  packs = 0;

  constructor(readonly account: string) {}

  async do(what: string): Promise<void> {
    const [verb = '', plan] = what.split(' ');
    if (verb === 'nothing') return;
    if (verb === 'buy') return this.buy();
    if (plan === 'card') return this.take(verb === 'good');
    const { status, body } = await ask(this.account, { action: verb, ...(plan && { plan }) });
    // Much of it is not possible as things stand.
    expect({ what, body, isRefused: status === 409 || status === 402 }).toMatchObject({
      isRefused: status !== 200,
    });
    if (status === 200 && verb === 'subscribe') await this.pay(body.checkout_url);
  }

  private async buy(): Promise<void> {
    const { body } = await shop.buy(this.account, { pack: 'small' }).expect(201);
    if (await this.pay(body.checkout_url)) this.packs += 1;
  }

  private pay(url: string): Promise<string | null> {
    return shop.pay(url, this.hasGoodCard ? CARDS.good : CARDS.declined);
  }

  private async take(isGood: boolean): Promise<void> {
    this.hasGoodCard = isGood;
    const { subscription } = await seen(this.account);
    const card = isGood ? 'pm_card_visa' : 'pm_card_chargeCustomerFail';
    if (subscription) await payBy(this.account, card).catch(() => undefined);
  }
}

interface Lot {
  readonly source: string;
  readonly status: string;
  readonly granted: string;
  readonly remaining: string;
  readonly paid_by: string;
}

const lotsOf = async (account: string): Promise<Lot[]> => {
  const path = `/v1/accounts/${account}/lots?include=empty&page[size]=200`;
  return (await shop.product.get(path).expect(200)).body.data;
};

/** What an account has paid for at Stripe by invoice, and how many subscriptions of its ended. */
async function paidBy(account: string) {
  const [found] = await rows(
    'SELECT customer_id FROM app.stripe_customers WHERE account_id = $1',
    account,
  );
  if (!found) return { lines: [], ended: 0 };
  const { stripe } = shop;
  const customer = String(found.customer_id);
  const invoices = await stripe.invoices.list({ customer, status: 'paid', limit: 100 });
  const lines = await Promise.all(
    invoices.data
      .flatMap((invoice) => invoice.lines.data)
      .map(async ({ id, period, pricing }) => {
        const price = await stripe.prices.retrieve(String(pricing?.price_details?.price));
        return { id, plan: price.lookup_key?.split(':')[1] ?? '', endsMs: period.end * 1_000 };
      }),
  );
  const ended = await stripe.subscriptions.list({ customer, status: 'canceled', limit: 100 });
  return { lines, ended: ended.data.length };
}

async function mustHaveWhatWasPaidFor({ account, packs }: Buyer, nowMs: number): Promise<void> {
  const { lines, ended } = await paidBy(account);
  const lots = await lotsOf(account);
  const bundles = lots.filter(({ paid_by: by }) => by.startsWith('invoice_line:'));
  const bought = lots.filter(({ source }) => source === 'pack');
  const free = lots.filter((lot) => !bundles.includes(lot) && !bought.includes(lot));
  const text = (by: string, credits: string | undefined) => `${by} ${credits}`;
  expect({ account, bundles: bundles.map((lot) => text(lot.paid_by, lot.granted)).sort() }).toEqual(
    {
      account,
      bundles: lines.map(({ id, plan }) => text(`invoice_line:${id}`, SOLD[plan])).sort(),
    },
  );
  expect({ account, bought }).toMatchObject({
    account,
    bought: Array(packs).fill({ granted: PACK, remaining: PACK, status: 'live' }),
  });
  expect({ account, free }).toMatchObject({
    account,
    free: free.map(() => ({ granted: FREE })),
  });
  const most = 1 + ended + Math.floor((nowMs - START_MS) / LEAST_MONTH_MS);
  expect(free.length).toBeLessThanOrEqual(most);
  // Nothing was used: what is paid for the time that is now is there, whole.
  const going = lines.filter(({ endsMs }) => endsMs > nowMs).map(({ id }) => `invoice_line:${id}`);
  const there = bundles.filter(({ paid_by: by }) => going.includes(by));
  expect({ account, there }).toMatchObject({
    account,
    there: there.map(({ granted }) => ({ remaining: granted, status: 'live' })),
  });
}

describe('whatever buyers do', () => {
  it(`gives what was paid for and free periods, no more and no less (FC_SEED=${SEED})`, async () => {
    const buyers = stories.map((_, n) => new Buyer(`buyer-${n}`));
    for (const { account } of buyers) await shop.open(account);
    let nowMs = START_MS;
    for (const [n, { days, ...delivery }] of rounds.entries()) {
      await shop.harness.control('PATCH', 'delivery', delivery);
      await Promise.all(buyers.map((buyer, which) => buyer.do(stories[which]?.[n] ?? 'nothing')));
      nowMs += days * DAY_MS + 3_600_000;
      await goTo(new Date(nowMs).toISOString().slice(5, 16).replace('T', ' '));
    }
    await moneyAddsUp(shop);
    await untilTold();
    for (const buyer of buyers) await mustHaveWhatWasPaidFor(buyer, nowMs);
    expect(await rows('SELECT class, account_id FROM app.findings')).toEqual([]);
  }, 600_000);
});
