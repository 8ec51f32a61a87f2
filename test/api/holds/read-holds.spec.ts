import { describe, expect, it } from '@jest/globals';
import { accountCalls } from '../../support/product/account-calls.js';

const { get, open, debit, hold, change, pass } = accountCalls();

const holds = (account: string) => `/v1/accounts/${account}/holds`;

async function accountWith(credits: number): Promise<string> {
  const account = await open();
  await debit(account, { credits: String(100 - credits) });
  return account;
}

describe('the life of a hold', () => {
  it('is told from the log', async () => {
    const account = await open();
    const { hold_id } = await hold(account, { credits: '30', feature: 'editor' });
    const still = await change('extend', [account, hold_id], { expires_in_s: 1 });
    expect(still).toMatchObject({ credits: '0', unchanged: true, balance: { held: '30' } });
    await change('extend', [account, hold_id], { credits: '5' });
    const path = `${holds(account)}/${hold_id}`;
    expect(await get(path)).toMatchObject({ status: 'open', credits: '35', feature: 'editor' });
    const { debit_id } = await change('settle', [account, hold_id], { credits: '20' });
    const told = await get(path);
    expect(told).toMatchObject({
      status: 'settled',
      credits: '0',
      expires_at: null,
      life_complete: true,
      life: [
        { kind: 'placed', credits: '30' },
        { kind: 'extended', credits: '5' },
        { kind: 'settled', credits: '20', debit_id },
      ],
    });
  });

  it('ends by itself; a settle that comes later is a debit that may owe', async () => {
    const account = await accountWith(10);
    const { hold_id } = await hold(account, { credits: '6', expires_in_s: 30 });
    await pass(31);
    const path = `${holds(account)}/${hold_id}`;
    const told = await get(path);
    expect(told).toMatchObject({ status: 'expired', credits: '0' });
    expect(told.life.at(-1)).toMatchObject({ kind: 'expired', credits: '6', actor: 'system' });
    expect((await get(holds(account))).data).toEqual([]);
    const refused = await change('extend', [account, hold_id], { credits: '1' }, 409);
    expect(refused).toMatchObject({ hold_status: 'expired' });
    await debit(account, { credits: '8' });
    const settled = await change('settle', [account, hold_id], { credits: '6' });
    expect(settled).toMatchObject({ overdrawn: '4', balance: { available: '0', debt: '4' } });
    expect(await get(path)).toMatchObject({ status: 'settled' });
  });

  it('is one of a list, by age, page after page', async () => {
    const account = await open();
    const placed: string[] = [];
    for (let i = 1; i <= 5; i += 1) {
      placed.push((await hold(account, { credits: String(i) })).hold_id);
    }
    await change('release', [account, placed[1] ?? ''], {});
    const listed: { hold_id: string; credits: string }[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&page[after]=${next}`;
      const { data, meta } = await get(`${holds(account)}?page[size]=2${after}`);
      listed.push(...data);
      next = meta.page.next;
    }
    expect(listed.map(({ credits }) => credits)).toEqual(['1', '3', '4', '5']);
  });
});

describe('a hold over a renewal', () => {
  it('spends of the old plan, and what it leaves there is forfeited: the ledger says so', async () => {
    const account = await open();
    const { period } = await get(`/v1/accounts/${account}`);
    const { now } = await pass(1);
    const left = (Date.parse(period.ends_at) - Date.parse(now)) / 1_000;
    // Right before the renewal, as a hold lives a day at most.
    await pass(Math.floor(left) - 60);
    const { hold_id } = await hold(account, { credits: '80' });
    await pass(120);
    const settled = await change('settle', [account, hold_id], { credits: '30' });
    expect(settled).toMatchObject({
      credits: '30',
      released: '0',
      forfeited: '50',
      balance: { available: '100', held: '0', debt: '0' },
    });
    const { data } = await get(
      `/v1/accounts/${account}/ledger?min_position=${settled.position}&page[size]=3`,
    );
    expect(data).toMatchObject([
      { kind: 'settle', credits: '-80', deltas: { available: '0', held: '-80' } },
      { kind: 'renewal', credits: '80', deltas: { available: '80', held: '0' } },
      { kind: 'hold', credits: '0', deltas: { available: '-80', held: '80' } },
    ]);
    expect(data[0].balance_after).toEqual({ available: '100', held: '0', debt: '0' });
  });
});
