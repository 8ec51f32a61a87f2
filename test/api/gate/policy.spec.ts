import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, debit, hold, change, pass } = accountCalls();

const put = async (body: object, status = 200, key?: string) => {
  const asked = theProduct().put('/v1/gate-policy', key).set('idempotency-key', newKey());
  const answer = await asked.send(body);
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
  return answer.body;
};
const rule = (action: string, needs_credits: boolean, price?: string) => ({
  action,
  needs_credits,
  ...(price !== undefined && { price }),
});
const PRICED = [
  rule('ai_change', true),
  rule('connect_integration', true, '5'),
  rule('publish', false),
];

describe('the policy of the gate', () => {
  it('is what it was until operators publish another, and that is dated', async () => {
    const first = await get('/v1/gate-policy');
    expect(first).toMatchObject({ version: 0, effective_from: '1970-01-01T00:00:00.000Z' });
    expect(first.actions).toContainEqual({ action: 'publish', needs_credits: false, price: null });

    const account = await open();
    const ask = (body: object) => post(`/v1/accounts/${account}/gate`, body, 200);
    const before = await ask({ action: 'connect_integration' });
    expect(before).toMatchObject({ cost_estimate: null, policy_version: 0 });
    const refused = await post(
      `/v1/accounts/${account}/debits`,
      { action: 'connect_integration' },
      422,
    );
    expect(refused.invalid_parameters).toMatchObject([{ name: 'credits' }]);

    const published = await put({ actions: PRICED });
    expect(published).toMatchObject({ version: 1, position: expect.stringMatching(/^\d{20}$/) });
    expect((await get('/v1/gate-policy')).version).toBe(0);
    expect(await put({ actions: [...PRICED].reverse() })).toMatchObject({
      version: 1,
      position: null,
    });
    await pass(61);
    expect(await get('/v1/gate-policy')).toMatchObject({
      version: 1,
      actions: expect.arrayContaining([
        { action: 'connect_integration', needs_credits: true, price: '5' },
        { action: 'share_app', needs_credits: false, price: null },
      ]),
      versions: [{ version: 1, effective_from: published.effective_from }, { version: 0 }],
    });
    expect(await get('/v1/gate-policy?at=2020-01-01T00:00:00Z')).toMatchObject({ version: 0 });
    expect(await ask({ action: 'connect_integration' })).toMatchObject({
      cost_estimate: '5',
      policy_version: 1,
    });
    const again = await ask({ action: 'connect_integration', at: before.decided_at });
    expect(again).toEqual(before);
  });

  it('prices an action that is debited or held by its name alone', async () => {
    const account = await open();
    const debited = await debit(account, { action: 'connect_integration' });
    expect(debited).toMatchObject({ credits: '5', policy_version: 1, rate: null });
    const shown = await get(`/v1/accounts/${account}/debits/${debited.debit_id}`);
    expect(shown).toMatchObject({ action: 'connect_integration', policy_version: 1 });
    expect(await debit(account, { credits: '4', action: 'connect_integration' })).toMatchObject({
      policy_version: null,
    });
    const held = await hold(account, { action: 'connect_integration' });
    expect(held).toMatchObject({ credits: '5', policy_version: 1 });
    await change('settle', [account, held.hold_id], { credits: '5' });
    const past = { action: 'connect_integration', occurred_at: '2020-01-01T00:00:00Z' };
    const refused = await post(`/v1/accounts/${account}/debits`, past, 422);
    expect(refused.invalid_parameters).toMatchObject([{ name: 'credits' }]);
  });

  it.each<[string, object, string]>([
    ['nothing', { actions: [] }, 'actions'],
    ['no rule', { actions: [{ action: 'publish' }] }, 'actions[0].needs_credits'],
    ['an action twice', { actions: [PRICED[0], PRICED[0]] }, 'actions[1].action'],
    ['a price of what is free', { actions: [rule('publish', false, '1')] }, 'actions[0].price'],
    ['a price below nothing', { actions: [rule('publish', true, '-1')] }, 'actions[0].price'],
    [
      'a start too soon',
      { actions: [rule('fly', true)], effective_from: '2020-01-01T00:00:00Z' },
      'effective_from',
    ],
  ])('is not published with %s', async (_, body, name) => {
    expect((await put(body, 422)).invalid_parameters).toMatchObject([{ name }]);
    const { versions } = await get('/v1/gate-policy');
    expect(versions).toHaveLength(2);
  });

  it('never loses a price because an action is left out, and says which actions end', async () => {
    const ai = rule('ai_change', true);
    const refused = await put({ actions: [ai, rule('export', true, '2')] }, 422);
    expect(refused.detail).toContain('actions must name connect_integration (price 5), too');
    expect(await get('/v1/gate-policy')).toMatchObject({ version: 1 });
    const more = await put({ actions: [...PRICED, rule('fly', true), rule('export', true, '2')] });
    expect(more).toMatchObject({ version: 2, removed: [] });
    await pass(61);
    const key = newKey();
    const fewer = { actions: [ai, rule('connect_integration', true)] };
    const ended = { version: 3, removed: ['fly', 'export'] };
    const answer = () => theProduct().put('/v1/gate-policy').set('idempotency-key', key);
    expect((await answer().send(fewer).expect(200)).body).toMatchObject(ended);
    expect((await answer().send(fewer).expect(200)).body).toMatchObject(ended);
  });

  it('is for operators to publish, and for every product to read', async () => {
    const { key } = await post('/v1/api-keys', { name: 'product' });
    expect(await put({ actions: PRICED }, 403, key)).toMatchObject({
      missing_scope: 'plans:write',
    });
    await theProduct().get('/v1/gate-policy', key).expect(200);
  });
});
