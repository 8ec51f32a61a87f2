import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { until } from '../../support/product/projections.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { moneyStories, type Bought } from '../../support/stripe/money-stories.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { soakRuns, soakSeed } from '../../support/stripe/soak-runs.js';

let shop: Shop;
const stories = moneyStories(() => shop);
const { open, boughtEach, spend, refund, dispute, step, rows, untilTold, sweep } = stories;
const disturb = (rules: object) => shop.harness.control('PATCH', 'delivery', rules);

const RUNS = soakRuns() ?? 20;
/** Stories of one shop: more would only wait for one another. */
const OF_A_SHOP = 20;
/** Stories that are told together, under the same disturbance. */
const TOGETHER = 5;
/** On a machine with much else to do. */
const SAME_WITHIN_MS = 90_000;
const SEED = soakSeed() ?? Date.now() % 1_000_000;

const PRICE = { small: 1_000, medium: 2_500 } as const;
type Pack = keyof typeof PRICE;

/** Refunds and disputes of one payment that were made so far. */
interface Made {
  readonly refunds: string[];
  readonly disputes: string[];
}
type Beat = (payment: Bought, amount: number, made: Made) => Promise<unknown>;

const nothing: Beat = async () => undefined;
const partly: Beat = async ({ paymentId }, amount, { refunds }) =>
  refunds.push((await refund(paymentId, amount)).id);
const rest: Beat = async ({ paymentId }, _, { refunds }) =>
  refunds.push((await refund(paymentId)).id);
const fail: Beat = (_, __, { refunds }) =>
  shop.harness.control('POST', `refunds/${refunds[0]}`, { as: 'failed' });
const disputed =
  (terms: object = {}): Beat =>
  async ({ chargeId }, amount, { disputes }) =>
    disputes.push((await dispute(chargeId, { amount, ...terms })).id);
const then =
  (how: string): Beat =>
  (_, __, { disputes }) =>
    step(disputes[0] ?? '', how);

/** What becomes of a payment, beat by beat. Losses come last: Stripe keeps no instant of them. */
const LIVES: Readonly<Record<string, readonly Beat[]>> = {
  kept: [],
  refunded: [partly],
  refundedTwice: [nothing, partly, rest],
  refundFails: [rest, nothing, fail],
  refundFailsAtOnce: [partly, fail],
  disputed: [disputed()],
  won: [disputed(), nothing, then('win')],
  lost: [nothing, disputed(), nothing, then('lose')],
  appealed: [disputed(), nothing, nothing, then('lose'), then('appeal'), then('win')],
  asked: [disputed({ as: 'inquiry' }), then('close_inquiry')],
  escalated: [disputed({ as: 'inquiry' }), nothing, then('escalate'), then('lose')],
  refundedThenLost: [partly, nothing, disputed({ amount: 500 }), then('lose')],
};
const BEATS = Math.max(...Object.values(LIVES).map((beats) => beats.length));

const bought1 = fc.record({
  pack: fc.constantFrom<Pack>('small', 'medium'),
  life: fc.constantFrom(...Object.keys(LIVES)),
  /** Of a hundred parts of half the price. */
  parts: fc.integer({ min: 1, max: 100 }),
});
const story = fc.record({
  // What happens to another payment after a loss cannot be told from what happened before.
  packs: fc
    .array(bought1, { minLength: 1, maxLength: 2 })
    .filter((packs) => packs.length === 1 || packs.every(({ life }) => life !== 'appealed')),
  spent: fc.integer({ min: 0, max: 280 }),
});
const disturbance = fc.record({
  held: fc.boolean(),
  reversed: fc.boolean(),
  copies: fc.integer({ min: 1, max: 3 }),
  dropNext: fc.constantFrom(0, 7, 40, 10_000),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** One account of a story, with what it has bought. */
interface Told {
  readonly account: string;
  readonly story: Story;
  readonly payments: readonly Bought[];
  readonly made: readonly Made[];
}

/** Opens an account for each story, buys its packs one after the other, and spends. */
async function begin(prefix: string, told: readonly Story[]): Promise<Told[]> {
  const all = told.map((each, n) => ({
    account: `${prefix}-${n}`,
    story: each,
    payments: [] as Bought[],
    made: each.packs.map(() => ({ refunds: [], disputes: [] })),
  }));
  for (const { account } of all) await open(account);
  for (const place of [0, 1]) {
    const asked = all.flatMap(({ account, story: { packs } }) => {
      const pack = packs[place]?.pack;
      return pack === undefined ? [] : [[account, pack] as const];
    });
    for (const payment of await boughtEach(asked)) {
      all.find(({ account }) => account === payment.account)?.payments.push(payment);
    }
  }
  for (const { account, story: each } of all) if (each.spent > 0) await spend(account, each.spent);
  return all;
}

/** Lets the n-th thing happen to the payments of all stories; a second passes for each pack. */
async function beat(n: number, all: readonly Told[], after: () => Promise<void>): Promise<void> {
  for (const place of [0, 1]) {
    for (const { story: told, payments, made } of all) {
      const [bit, payment, so] = [told.packs[place], payments[place], made[place]];
      const act = bit && LIVES[bit.life]?.[n];
      if (!act || !payment || !so) continue;
      await act(payment, Math.ceil((PRICE[bit.pack] * bit.parts) / 200), so);
    }
    // Instants of Stripe are whole seconds.
    await shop.harness.pass(1);
    await after();
  }
}

/** What must be the same, however it was told: by payment, in the order of buying. */
async function outcomeOf({ account, payments }: Told): Promise<unknown> {
  const { available, debt } = await stories.balanceOf(account);
  const ofPayment = async ({ paymentId }: Bought) => ({
    lot: await rows(
      `SELECT granted, remaining, frozen, status FROM read.lots
       WHERE account_id = $1 AND paid_by = 'payment:' || $2::text ORDER BY lot_id`,
      account,
      paymentId,
    ),
    payment: await rows(
      'SELECT status, received, refunded FROM app.payments WHERE payment_id = $1',
      paymentId,
    ),
    use: await rows(
      'SELECT gross, net, tax FROM app.payment_uses WHERE payment_id = $1 ORDER BY paid_by',
      paymentId,
    ),
    refunds: await rows(
      `SELECT amount, status, policy, clawed_back, written_off, debt FROM app.refunds
       WHERE payment_id = $1 ORDER BY created_at, amount, status`,
      paymentId,
    ),
    disputes: await rows(
      `SELECT amount, status, withdrawn, reinstated, in_ledger, clawed_back, written_off, debt
       FROM app.disputes WHERE payment_id = $1 ORDER BY created_at, amount, status`,
      paymentId,
    ),
    moved: await rows(
      `SELECT reporting_category, amount, fee, net FROM app.balance_transactions t
       WHERE t.source_id IN (
         SELECT charge_id FROM app.payments WHERE payment_id = $1
         UNION SELECT refund_id FROM app.refunds WHERE payment_id = $1
         UNION SELECT dispute_id FROM app.disputes WHERE payment_id = $1)
       ORDER BY created_at, reporting_category, amount, fee`,
      paymentId,
    ),
  });
  return {
    ...{ available, debt },
    payments: await Promise.all(payments.map(ofPayment)),
    findings: await rows(
      'SELECT class FROM app.findings WHERE account_id = $1 ORDER BY class',
      account,
    ),
    purchases: await rows(
      'SELECT state FROM app.purchases WHERE account_id = $1 ORDER BY created_at, state',
      account,
    ),
  };
}

const samples = fc.sample(story, { numRuns: RUNS, seed: SEED });
const rules = fc.sample(disturbance, { numRuns: RUNS / TOGETHER, seed: SEED });
const shops = Array.from({ length: Math.ceil(RUNS / OF_A_SHOP) }, (_, n) => ({
  stories: samples.slice(n * OF_A_SHOP, (n + 1) * OF_A_SHOP),
  rules: rules.slice((n * OF_A_SHOP) / TOGETHER, ((n + 1) * OF_A_SHOP) / TOGETHER),
  of: n + 1,
}));

describe.each(shops)('refunds and disputes of shop $of', ({ stories: told, rules: theirs }) => {
  let prompt: Told[];
  let disturbed: Told[];
  beforeAll(async () => {
    shop = await startShop();
    prompt = await begin('prompt', told);
    disturbed = await begin('disturbed', told);
    for (let at = 0; at < BEATS; at += 1) await beat(at, prompt, untilTold);
  }, 300_000);
  afterAll(() => shop?.close());
  afterEach(() => moneyAddsUp(shop));

  it.each(theirs.map((rule, n) => [rule, n] as const))(
    `told of by webhooks %j lead to the same as those told of at once (seed ${SEED}, part %i)`,
    async (rule, n) => {
      const [from, to] = [n * TOGETHER, (n + 1) * TOGETHER];
      const others = disturbed.slice(from, to);
      await disturb(rule);
      for (let at = 0; at < BEATS; at += 1) await beat(at, others, async () => undefined);
      await disturb({ held: false });
      await untilTold();
      await shop.harness.control('DELETE', 'delivery');
      await sweep();
      for (const [place, other] of others.entries()) {
        const straight = prompt[from + place];
        if (!straight) throw new Error('nobody told it at once');
        // The tables of either may be behind.
        const both = () => Promise.all([outcomeOf(other), outcomeOf(straight)]);
        let [outcome, expected] = await both();
        const isSame = async () => {
          [outcome, expected] = await both();
          return isDeepStrictEqual(outcome, expected);
        };
        await until(isSame, 'the same outcome', () => '', SAME_WITHIN_MS).catch(() => undefined);
        expect({ told: other.story, outcome }).toEqual({ told: straight.story, outcome: expected });
      }
    },
    240_000,
  );
});
