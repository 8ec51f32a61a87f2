import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, debit, adjust, hold, pass } = accountCalls();

const ask = (account: string, body: object, status = 200) =>
  post(`/v1/accounts/${account}/gate`, body, status);
const kinds = ({ options }: { options: { kind: string }[] }) => [
  ...new Set(options.map(({ kind }) => kind)),
];

async function accountWith(credits: number): Promise<string> {
  const account = await open();
  await debit(account, { credits: String(100 - credits) });
  return account;
}

describe('the gate', () => {
  beforeAll(async () => {
    const put = theProduct().put('/v1/models/swift').set('idempotency-key', newKey());
    await put.send({ name: 'Swift' });
    await post('/v1/models/swift/rates', {
      per_million: { output: '1000' },
      mode_multipliers: { plan: '0.5' },
    });
  });

  it('lets through what there are credits for, and says what is left', async () => {
    const account = await open();
    await hold(account, { credits: '10' });
    const estimate = { model: 'swift', usage_estimate: { output_tokens: 4_000 }, mode: 'plan' };
    const answer = await ask(account, { action: 'ai_change', ...estimate });
    expect(answer).toMatchObject({
      account_id: account,
      allowed: true,
      reason: 'enough_credits',
      cost_estimate: '2',
      available: '90',
      held: '10',
      level: 'ok',
      percent_left: 100,
      policy_version: 0,
      options: [],
    });
    const { period } = await get(`/v1/accounts/${account}`);
    expect(answer.renews_at).toBe(period.ends_at);
  });

  it('shows three ways on where there is too little', async () => {
    const account = await accountWith(1);
    const estimate = { model: 'swift', usage_estimate: { output_tokens: 4_000 } };
    const answer = await ask(account, { action: 'ai_change', ...estimate });
    expect(answer).toMatchObject({ allowed: false, reason: 'insufficient_credits', level: 'low' });
    expect(kinds(answer)).toEqual(['pack', 'upgrade', 'wait']);
    expect(answer.options[0]).toEqual({
      kind: 'pack',
      pack: 'small',
      name: 'Small',
      description: 'about 10 features, or a few hundred small tweaks',
      price: { minor: 1_000, currency: 'usd' },
      credits: '200',
    });
    expect(answer.options.at(-1)).toEqual({ kind: 'wait', available_at: answer.renews_at });
  });

  it('lets serving and publishing go on at nothing, and still shows what would help', async () => {
    const account = await accountWith(0);
    const published = await ask(account, { action: 'publish' });
    expect(published).toMatchObject({ allowed: true, reason: 'needs_no_credits', level: 'empty' });
    expect(kinds(published)).toEqual(['pack', 'upgrade', 'wait']);
    const changed = await ask(account, { action: 'ai_change' });
    expect(changed).toMatchObject({ allowed: false, cost_estimate: null });
    await adjust(account, '0.000001');
    expect(await ask(account, { action: 'ai_change' })).toMatchObject({ allowed: true });
  });

  it('offers nothing to buy where buying does not help', async () => {
    const account = await open();
    await post(`/v1/accounts/${account}/suspend`, { reason_code: 'other', note: 'why' }, 200);
    const answer = await ask(account, { action: 'ai_change' });
    expect(answer).toMatchObject({ allowed: false, reason: 'account_suspended', options: [] });
  });

  it.each<[string, object, string]>([
    ['no action', {}, 'action'],
    ['an estimate of no model', { action: 'publish', usage_estimate: {} }, 'model'],
    ['a model without an estimate', { action: 'publish', model: 'swift' }, 'usage_estimate'],
    ['a mode of nothing', { action: 'publish', mode: 'plan' }, 'mode'],
    ['a time to come', { action: 'publish', at: '2999-01-01T00:00:00Z' }, 'at'],
    ['a time before the account', { action: 'publish', at: '2000-01-01T00:00:00Z' }, 'at'],
    ['no time', { action: 'publish', at: 'yesterday' }, 'at'],
  ])('refuses a question with %s', async (_, body, name) => {
    const refused = await ask(await open(), body, 422);
    expect(refused.invalid_parameters).toMatchObject([{ name }]);
  });

  it('refuses an estimate of what nothing prices, and takes one of nothing for 0', async () => {
    const account = await accountWith(1);
    const question = (usage_estimate: object) => ({
      action: 'ai_change',
      model: 'swift',
      usage_estimate,
    });
    const refused = await ask(account, question({ output_tokens: 1, images: 1 }), 422);
    expect(refused).toMatchObject({
      code: 'unpriced_usage',
      invalid_parameters: [{ name: 'usage_estimate.images' }],
    });
    expect(await ask(account, question({ reasoning_tokens: 4_000 }))).toMatchObject({
      allowed: false,
      cost_estimate: '4',
    });
    expect(await ask(account, question({}))).toMatchObject({ allowed: true, cost_estimate: '0' });
  });

  it('knows neither unknown actions nor unknown accounts', async () => {
    const refused = await ask(await open(), { action: 'fly' }, 422);
    expect(refused).toMatchObject({ code: 'action_not_found', action: 'fly', policy_version: 0 });
    expect((await ask('nobody', { action: 'publish' }, 404)).code).toBe('account_not_found');
    await ask('nobody', { action: 'publish', at: '2020-01-01T00:00:00Z' }, 404);
  });
});

describe('an old answer of the gate', () => {
  it('is found again, whatever has happened since', async () => {
    const account = await accountWith(40);
    const question = { action: 'ai_change' };
    const first = await ask(account, question);
    await pass(5);
    await debit(account, { credits: '40' });
    await pass(40 * 86_400);
    const now = await ask(account, question);
    expect(now).toMatchObject({ allowed: true, available: '100' });
    expect(await ask(account, { ...question, at: first.decided_at })).toEqual(first);
    const byPosition = await ask(account, { ...question, at: first.position });
    expect(byPosition).toMatchObject({ allowed: true, available: '40', position: first.position });
  });

  it('counts what time had made due by then, though it was booked later', async () => {
    const account = await accountWith(40);
    await hold(account, { credits: '30', expires_in_s: 10 });
    const { now } = await pass(60);
    await pass(60);
    const then = await ask(account, { action: 'ai_change', at: now });
    expect(then).toMatchObject({ available: '40', held: '0' });
  });
});
