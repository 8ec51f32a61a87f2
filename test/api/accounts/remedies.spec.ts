import { describe, expect, it } from '@jest/globals';
import { accountCalls } from '../../support/product/account-calls.js';

const { post, open, debit } = accountCalls();

interface Refused {
  readonly packs: readonly object[];
  readonly options: readonly { kind: string; pack?: string; plan?: string }[];
}
/** `pack small`, `upgrade pro`, `wait` … in the order in which they are offered. */
const offersOf = ({ options }: Refused) =>
  options.map(({ kind, pack, plan }) => [kind, pack ?? plan ?? []].flat().join(' '));

const PACKS = ['pack small', 'pack medium', 'pack large', 'pack custom'];

/** Opens an account on the free plan, and takes all but three of its hundred credits away. */
async function accountWithThree(): Promise<string> {
  const account = await open();
  await debit(account, { credits: '97' });
  return account;
}
const want = (account: string, credits: string) =>
  post(`/v1/accounts/${account}/debits`, { credits }, 402);

describe('a debit that is refused for want of credits', () => {
  it('says what there is and what would help', async () => {
    const refused = await want(await accountWithThree(), '5');
    expect(refused).toMatchObject({
      code: 'insufficient_credits',
      detail: 'this takes 5 credits, and the account has 3 available',
      required: '5',
      available: '3',
      held: '0',
      resets_at: expect.stringMatching(/Z$/),
    });
    expect(refused.packs).toContainEqual({
      pack: 'small',
      name: 'Small',
      description: 'about 10 features, or a few hundred small tweaks',
      price: { minor: 1000, currency: 'usd' },
      credits: '200',
    });
    expect(refused.upgrade).toMatchObject([{ plan: 'pro' }, { plan: 'team' }]);
    expect(offersOf(refused)).toEqual([...PACKS, 'upgrade pro', 'upgrade team', 'wait']);
    expect(refused.options.at(-1)).toEqual({ kind: 'wait', available_at: refused.resets_at });
  });

  it('offers nothing that would not be enough', async () => {
    const account = await accountWithThree();
    const offers = async (credits: string) => offersOf(await want(account, credits));
    // The renewal gives 100, in place of the three that are left.
    expect(await offers('100')).toContain('wait');
    expect(await offers('100.1')).toEqual([...PACKS, 'upgrade pro', 'upgrade team']);
    expect(await offers('600')).toEqual(['pack large', 'pack custom', 'upgrade team']);
    expect(await offers('100000')).toEqual(['pack custom']);
    expect(await offers('1000000')).toEqual([]);
  });

  it('says from which amount on a pack for any amount is enough', async () => {
    const account = await accountWithThree();
    const custom = async (credits: string) => (await want(account, credits)).packs.at(-1);
    // At 20 credits a dollar; 597.05 are missing, then 1.
    expect(await custom('600.05')).toMatchObject({ least: { minor: 2986, currency: 'usd' } });
    expect(await custom('4')).toMatchObject({ least: { minor: 500, currency: 'usd' } });
  });

  it('counts what the account owes: that is repaid first', async () => {
    const account = await accountWithThree();
    await debit(account, { credits: '253', policy: 'allow_debt' });
    const offers = offersOf(await want(account, '1'));
    expect(offers).toEqual([...PACKS.slice(1), 'upgrade pro', 'upgrade team']);
  });
});

describe('an adjustment that is refused for want of credits', () => {
  it('sells nothing to staff', async () => {
    const account = await accountWithThree();
    const body = { credits: '-5', reason_code: 'billing_error', note: 'counted twice' };
    const refused = await post(`/v1/accounts/${account}/adjustments`, body, 402);
    expect(refused).toMatchObject({ required: '5', available: '3' });
    for (const member of ['options', 'packs', 'upgrade', 'resets_at']) {
      expect(refused).not.toHaveProperty(member);
    }
  });
});
