import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountCommand } from '../../../domain/account/commands.js';
import { formatCredits, MICRO } from '../../../domain/credits.js';
import { DomainError } from '../../../domain/errors.js';
import { DAY_MS, formatInstant, HOUR_MS } from '../../../domain/instant.js';
import { because, Story } from '../../support/domain/account.js';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';
import { startReadSide, type ReadSide } from '../../support/product/read-side.js';
import { thrownBy } from '../../support/domain/given.js';

const ACCOUNTS = 200;
const STEPS = 10;
const AT_ONCE = 25;
const SEED = Number(process.env['FC_SEED'] ?? Date.now());

let product: TestProduct;
let readSide: ReadSide;
beforeAll(async () => {
  product = await startProduct();
  readSide = startReadSide(product);
});
afterAll(async () => {
  await readSide.stop();
  await product.close();
});

/** What an account is asked to do in one step, before it is known what state that meets. */
const action = fc.record({
  kind: fc.constantFrom(
    ...(['debit', 'debit', 'debit', 'owe', 'refund', 'give', 'lend', 'take'] as const),
    ...(['upgrade', 'schedule', 'withdraw', 'suspend', 'reinstate', 'close'] as const),
  ),
  credits: fc.bigInt({ min: 1n, max: 150n * MICRO }),
  pick: fc.nat(1_000),
});
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

/** A request, and the command that means the same to the pure model. */
interface Ask {
  readonly method: 'post' | 'delete';
  readonly path: string;
  readonly body?: object;
  readonly command: AccountCommand;
}

const PLANS = ['free', 'pro', 'team', 'gold'];
const why = { reason_code: because.reasonCode, note: 'by the model' };

function askFor(story: Story, { kind, credits, pick }: Action): Ask | undefined {
  const amount = formatCredits(credits);
  const plan = PLANS[pick % PLANS.length] ?? 'free';
  const post = (path: string, body: object, command: AccountCommand): Ask => ({
    method: 'post',
    path,
    body,
    command,
  });
  const adjust = (signed: bigint, expiresAt?: number) =>
    post(
      'adjustments',
      {
        credits: formatCredits(signed),
        ...why,
        ...(expiresAt !== undefined && { expires_at: formatInstant(expiresAt) }),
      },
      { type: 'AdjustCredits', credits: signed, reason: because, expiresAt },
    );
  const lifecycle = (path: string, type: 'SuspendAccount' | 'ReinstateAccount' | 'CloseAccount') =>
    post(path, why, { type, reason: because });
  const debit = { type: 'DebitCredits' as const, credits, purpose: { outcome: 'ok' as const } };
  switch (kind) {
    case 'debit':
      return post('debits', { credits: amount }, debit);
    case 'owe': {
      const policy = 'allow_debt' as const;
      return post('debits', { credits: amount, policy }, { ...debit, policy });
    }
    case 'refund': {
      const debits = story.events.filter((event) => event.type === 'CreditsDebited');
      const fact = debits[pick % Math.max(debits.length, 1)];
      if (!fact) return undefined;
      const { debitId } = fact.data;
      const part = pick % 2 === 0 ? { credits: amount } : {};
      return post(
        `debits/${debitId}/refunds`,
        { ...part, ...why },
        {
          type: 'RefundDebit',
          debitId,
          debit: fact,
          credits: pick % 2 === 0 ? credits : undefined,
          reason: because,
        },
      );
    }
    case 'give':
      return adjust(credits);
    case 'lend':
      return adjust(credits, story.now + ((pick % 40) + 1) * DAY_MS + 7 * HOUR_MS);
    case 'take':
      return adjust(-credits);
    case 'upgrade':
      return post('plan-changes', { plan, when: 'now' }, { type: 'ChangePlan', plan, when: 'now' });
    case 'schedule': {
      const when = 'renewal' as const;
      return post('plan-changes', { plan, when }, { type: 'ChangePlan', plan, when });
    }
    case 'withdraw':
      return {
        method: 'delete',
        path: 'plan-changes/scheduled',
        command: { type: 'WithdrawPlanChange' },
      };
    case 'suspend':
      return lifecycle('suspend', 'SuspendAccount');
    case 'reinstate':
      return lifecycle('reinstate', 'ReinstateAccount');
    case 'close':
      return pick % 6 === 0 ? lifecycle('close', 'CloseAccount') : undefined;
  }
}

/** One account over HTTP, and the same account in the pure model. */
interface Pair {
  readonly id: string;
  readonly story: Story;
  readonly actions: readonly Action[];
}

const balanceOf = ({ state }: Story) => ({
  available: formatCredits(state.book.available),
  held: '0',
  debt: formatCredits(state.debt),
});

async function openPair(actions: readonly Action[]): Promise<Pair> {
  const zones = ['UTC', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu'];
  const timeZone = zones[(actions[0]?.pick ?? 0) % zones.length] ?? 'UTC';
  const { body } = await product
    .post('/v1/accounts')
    .set('idempotency-key', newKey())
    .send({ name: 'Model', email: 'model@acme.example', time_zone: timeZone })
    .expect(201);
  const story = new Story();
  story.now = Date.parse(body.opened_at);
  story.send({ type: 'OpenAccount', accountId: body.account_id, timeZone });
  return { id: body.account_id, story, actions };
}

/** Does one action on both sides and compares what they answer. */
async function step({ id, story }: Pair, { kind }: Action, ask: Ask): Promise<void> {
  const asked = product[ask.method](`/v1/accounts/${id}/${ask.path}`);
  const { status, body } = await asked.set('idempotency-key', newKey()).send(ask.body ?? {});
  const instant = body.occurred_at ?? (body.status === 'changed' ? body.effective_at : undefined);
  story.now = instant === undefined ? product.harness.clock.now() : Date.parse(instant);
  const refused = thrownBy(() => story.send(ask.command));
  const expected =
    refused instanceof DomainError ? { code: refused.code } : { balance: balanceOf(story) };
  const got = status < 300 ? { balance: body.balance } : { code: body.code };
  expect({ id, seed: SEED, kind, ...got }).toEqual({ id, seed: SEED, kind, ...expected });
}

async function inBatches<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  for (let first = 0; first < items.length; first += AT_ONCE) {
    await Promise.all(items.slice(first, first + AT_ONCE).map(work));
  }
}

describe('two hundred random lives of an account', () => {
  const pairs: Pair[] = [];

  it('go over HTTP as the pure model says, with time moving between commands', async () => {
    const sequence = fc.array(action, { minLength: STEPS, maxLength: STEPS });
    const lives = fc.sample(sequence, { numRuns: ACCOUNTS, seed: SEED });
    await inBatches(lives, async (actions) => void pairs.push(await openPair(actions)));
    for (let n = 0; n < STEPS; n += 1) {
      // Odd milliseconds: no renewal or expiry falls into the moment of a step.
      const by = (n % 3 === 0 ? 17 * DAY_MS : 5 * HOUR_MS) + 1_234_567 * (n + 1);
      await product
        .post('/v1/test-clock/advance')
        .send({ by: by / 1_000 })
        .expect(200);
      await inBatches(pairs, async (pair) => {
        const wanted = pair.actions[n];
        const ask = wanted && askFor(pair.story, wanted);
        if (wanted && ask) await step(pair, wanted, ask);
      });
    }
  });

  it('leave the same balance, lots and history behind', async () => {
    await inBatches(pairs, async ({ id, story }) => {
      const balance = await product.get(`/v1/accounts/${id}/balance`).expect(200);
      story.now = product.harness.clock.now();
      story.bookDue();
      const { available, held, debt, level } = balance.body;
      expect({ id, available, held, debt, level }).toEqual({
        id,
        ...balanceOf(story),
        level: story.state.level,
      });
      const lots = await product.get(`/v1/accounts/${id}/lots`).expect(200);
      expect(lots.body.data.map((lot: { lot_id: string }) => lot.lot_id)).toEqual(
        [...story.state.book.order].map(({ lotId }) => lotId),
      );
      const stored = await product.harness.store.readStream(`account-${id}`, 0, 1_000);
      expect({ id, types: stored.map(({ fact }) => fact.type) }).toEqual({
        id,
        types: story.events.map(({ type }) => type),
      });
    });
    const { body } = await product.get('/v1/audit/verify').expect(200);
    expect(body).toMatchObject({ ok: true, data: [] });
    expect(body.checked.streams).toBeGreaterThanOrEqual(ACCOUNTS);
  });
});
