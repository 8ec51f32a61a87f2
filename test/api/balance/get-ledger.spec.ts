import { describe, expect, it } from '@jest/globals';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import type { AccountCommand } from '../../../domain/account/commands.js';
import { newKey } from '../../support/product/app.js';
import { credits } from '../../support/domain/account.js';
import { accountCalls } from '../../support/product/account-calls.js';
import { explanationStories } from './explanations.js';

const calls = accountCalls();
const { theProduct, get, post, open, debit, pass } = calls;

/** Asks the account itself, and waits for its read models. */
const ask = async (id: string, command: AccountCommand) => {
  const stream = theProduct().app.get(AccountStream);
  const meta = { commandId: newKey(), inputHash: '', actor: 'key:test' };
  const { events, position } = await stream.execute(id, command, meta);
  return { fact: events.at(-1)?.fact, position };
};
const hold = async (id: string, amount: number, more: object = {}): Promise<string> => {
  const placing = { type: 'PlaceHold' as const, credits: credits(amount), task: {}, ...more };
  const { fact } = await ask(id, placing);
  if (fact?.type !== 'HoldPlaced') throw new Error('no hold was placed');
  return fact.data.holdId;
};
const settle = (id: string, holdId: string, amount: number) =>
  ask(id, { type: 'SettleHold', holdId, credits: credits(amount), outcome: 'ok' });
const entries = async (id: string) => (await get(`/v1/accounts/${id}/ledger`)).data;
const expectExplained = async (id: string) => {
  const { lines, closing } = await get(`/v1/accounts/${id}/explain`);
  const balance = await get(`/v1/accounts/${id}/balance`);
  const { available, held, frozen, debt } = balance;
  expect(closing).toMatchObject({ available, held, frozen, debt });
  return lines;
};

describe('the ledger of an account with holds', () => {
  it('shows what was reserved, charged and let go of; lots and balance say what is held', async () => {
    const id = await open();
    const first = await hold(id, 30);
    const { lots } = (await entries(id))[0];
    expect(await entries(id)).toMatchObject([
      {
        kind: 'hold',
        ref_id: first,
        paid_by: null,
        credits: '0',
        deltas: { available: '-30', held: '30' },
        balance_after: { available: '70', held: '30', debt: '0' },
        lots: [{ credits: '-30' }],
        forfeited: '0',
      },
      { kind: 'plan_grant', paid_by: expect.stringMatching(/^free:\d{4}-\d{2}$/) },
    ]);
    expect((await get(`/v1/accounts/${id}/lots`)).data).toMatchObject([
      { lot_id: lots[0].lot_id, remaining: '100', held: '30' },
    ]);
    expect(await get(`/v1/accounts/${id}/balance`)).toMatchObject({ available: '70', held: '30' });
    await settle(id, first, 20);
    const second = await hold(id, 5);
    await ask(id, { type: 'ReleaseHold', holdId: second });
    expect((await entries(id)).slice(0, 3)).toMatchObject([
      { kind: 'release', ref_id: second, credits: '0', lots: [{ credits: '5' }] },
      { kind: 'hold', ref_id: second },
      {
        kind: 'settle',
        credits: '-20',
        deltas: { available: '10', held: '-30' },
        lots: [{ credits: '10' }],
        forfeited: '0',
      },
    ]);
    expect((await get(`/v1/accounts/${id}/lots`)).data).toMatchObject([
      { remaining: '80', held: '0' },
    ]);
    await expectExplained(id);
  });

  it('says what was forfeited with a lot that ended while it was held', async () => {
    const id = await open();
    const { plan, as_of } = await get(`/v1/accounts/${id}/balance`);
    const periodS = Math.floor((Date.parse(plan.renews_at) - Date.parse(as_of)) / 1_000);
    await pass(periodS - 3_600);
    const held = await hold(id, 80, { forMs: 24 * 3_600_000 });
    await pass(7_200);
    await get(`/v1/accounts/${id}/balance`);
    await settle(id, held, 30);
    expect(await get(`/v1/accounts/${id}/balance`)).toMatchObject({
      available: '100',
      held: '0',
      debt: '0',
    });
    expect((await entries(id)).slice(0, 2)).toMatchObject([
      { kind: 'settle', credits: '-80', forfeited: '50', lots: [] },
      { kind: 'renewal', credits: '80', forfeited: '20' },
    ]);
    const lines = await expectExplained(id);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'settle', credits: '-80', forfeited: '50' }),
        expect.objectContaining({ kind: 'renewal', granted: '100', forfeited: '20' }),
      ]),
    );
  });

  it('says what debits, settlements and refunds were for, and what they used', async () => {
    const id = await open();
    const { put } = theProduct();
    await put('/v1/models/balanced').set('idempotency-key', newKey()).send({ name: 'Balanced' });
    const rate = { per_million: { input: '1000' } };
    await post('/v1/models/balanced/rates', rate);
    const labels = { mode: 'plan', action: 'ai_change', feature: 'editor', member_id: 'ada' };
    const task = { model: 'balanced', ...labels };
    const usage = { input_tokens: 3_000_000_000 };
    const { debit_id } = await debit(id, {
      ...task,
      usage,
      outcome: 'failed',
      policy: 'allow_debt',
    });
    await post(`/v1/accounts/${id}/debits/${debit_id}/refunds`, {
      credits: '1',
      reason_code: 'goodwill',
    });
    const said = { ...task, model_name: 'Balanced' };
    const counts = { cached_input_tokens: 0, output_tokens: 0, reasoning_tokens: 0, images: 0 };
    const nothing = { model: null, model_name: null, mode: null, action: null, feature: null };
    expect(await entries(id)).toMatchObject([
      { kind: 'refund', ...said, outcome: 'failed', usage: null },
      { kind: 'debit', ...said, outcome: 'failed', usage: { ...usage, ...counts } },
      { kind: 'plan_grant', ...nothing, member_id: null, outcome: null, usage: null },
    ]);
  });

  it('says what a hold is for before it is known how it ends, and what a settlement used', async () => {
    const id = await open();
    const task = { model: 'balanced', action: 'ai_change' };
    const estimate = { usage_estimate: { input_tokens: 2_000 } };
    const held = await post(`/v1/accounts/${id}/holds`, { ...task, ...estimate });
    const settling = { usage: { input_tokens: 1_000 }, outcome: 'retried' };
    await post(`/v1/accounts/${id}/holds/${held.hold_id}/settle`, settling, 200);
    expect((await entries(id)).slice(0, 2)).toMatchObject([
      { kind: 'settle', ...task, outcome: 'retried', usage: { input_tokens: 1_000 } },
      { kind: 'hold', ...task, model_name: 'Balanced', outcome: null, usage: null },
    ]);
  });

  it('has no entry of a level that was crossed: the balance says it', async () => {
    const id = await open();
    await debit(id, { credits: '85' });
    expect(await get(`/v1/accounts/${id}/balance`)).toMatchObject({ level: 'low' });
    expect((await entries(id)).map(({ kind }: { kind: string }) => kind)).toEqual([
      'debit',
      'plan_grant',
    ]);
  });
});

explanationStories(theProduct, calls);
