import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, debit } = accountCalls();

const put = (account: string, member: string, body: object, key?: string) => {
  const asked = theProduct().put(`/v1/accounts/${account}/members/${member}`);
  return (key === undefined ? asked : asked.set('idempotency-key', key)).send(body);
};
const remove = (account: string, member: string) =>
  theProduct().delete(`/v1/accounts/${account}/members/${member}`);
const members = (account: string, query = '') => get(`/v1/accounts/${account}/members${query}`);

/** An account with the five seats of a team. */
const team = async () => {
  const id = await open();
  await post(`/v1/accounts/${id}/plan-changes`, { plan: 'team', when: 'now' }, 200);
  return id;
};

describe('the members of an account', () => {
  it('take a seat once, however often they are put', async () => {
    const id = await team();
    const key = newKey();
    const { body: added } = await put(id, 'ada', { limit: '20' }, key).expect(201);
    expect(added).toMatchObject({
      account_id: id,
      member_id: 'ada',
      status: 'added',
      limit: '20',
      balance: { available: '1600', held: '0', debt: '0' },
    });
    const again = await put(id, 'ada', { limit: '20' }, key).expect(201);
    expect(again.body).toEqual(added);
    expect(again.headers['idempotency-hit']).toBe('true');
    expect((await put(id, 'ada', { limit: '30' }, key).expect(422)).body.code).toBe(
      'idempotency_mismatch',
    );
    expect((await put(id, 'ada', { limit: '20' }).expect(200)).body).toMatchObject({
      status: 'unchanged',
      limit: '20',
      position: added.position,
    });
    expect((await put(id, 'ada', {}).expect(200)).body).toMatchObject({ limit: '20' });
    expect((await put(id, 'ada', { limit: null }).expect(200)).body).toMatchObject({
      status: 'limit_set',
      limit: null,
    });
  });

  it('are listed with what is used of their limits until the period ends', async () => {
    const id = await team();
    for (const name of ['cyd', 'ada', 'bob']) await put(id, name, { limit: '20' }).expect(201);
    const { debit_id } = await debit(id, { credits: '8', member_id: 'ada' });
    await post(`/v1/accounts/${id}/debits/${debit_id}/refunds`, {
      credits: '3',
      reason_code: 'goodwill',
    });
    const { renews_at } = (await get(`/v1/accounts/${id}/balance`)).plan;
    const first = await members(id, '?page[size]=2');
    expect(first.data).toEqual([
      {
        member_id: 'ada',
        limit: '20',
        used: '5',
        held: '0',
        resets_at: renews_at,
        added_at: expect.any(String),
      },
      expect.objectContaining({ member_id: 'bob', used: '0' }),
    ]);
    expect(first.meta.stale).toBeUndefined();
    const { next } = first.meta.page;
    const second = await members(id, `?page[size]=2&page[after]=${next}`);
    expect(second.data).toMatchObject([{ member_id: 'cyd' }]);
    expect(second.meta.page.next).toBeNull();
  });

  it('begin anew when the period does', async () => {
    const id = await team();
    await put(id, 'ada', { limit: '20' }).expect(201);
    await debit(id, { credits: '20', member_id: 'ada' });
    await post('/v1/test-clock/advance', { by: 32 * 86_400 }, 200);
    expect((await members(id)).data).toMatchObject([{ used: '0', limit: '20' }]);
    await debit(id, { credits: '20', member_id: 'ada' });
  });

  it('cannot get around their limit by naming an earlier time, one by one or in a batch', async () => {
    const id = await team();
    const { occurred_at } = await debit(id, { credits: '1' });
    await put(id, 'ada', { limit: '20' }).expect(201);
    const late = { member_id: 'ada', occurred_at };
    const batch = async (credits: string) => {
      const item = { account_id: id, idempotency_key: newKey(), credits, ...late };
      return (await post('/v1/usage/batch', { items: [item] }, 200)).results[0];
    };
    expect(await batch('21')).toMatchObject({ error: { code: 'member_limit_reached' } });
    expect(await batch('12')).toMatchObject({ status: 201 });
    await post(`/v1/accounts/${id}/debits`, { credits: '9', ...late }, 429);
    await debit(id, { credits: '8', ...late });
    expect((await members(id)).data).toMatchObject([{ used: '20' }]);
    await debit(id, { credits: '5', ...late, policy: 'allow_debt' });
    expect((await members(id)).data).toMatchObject([{ used: '20' }]);
  });

  it('are as many as the plan has seats, and give theirs back', async () => {
    const id = await open();
    await put(id, 'ada', {}).expect(201);
    expect((await put(id, 'bob', {}).expect(409)).body).toMatchObject({
      code: 'no_seat_left',
      seats: 1,
      members: 1,
    });
    const { body: removed } = await remove(id, 'ada').expect(200);
    expect(removed).toMatchObject({ status: 'removed', balance: { available: '100' } });
    expect((await remove(id, 'ada').expect(200)).body).toEqual({ ...removed, status: 'unchanged' });
    expect((await members(id)).data).toEqual([]);
    await put(id, 'bob', {}).expect(201);
    await remove(id, 'bob').expect(200);
    const { body: back } = await put(id, 'ada', { limit: '5' }).expect(201);
    expect((await members(id, `?min_position=${back.position}`)).data).toMatchObject([
      { member_id: 'ada', limit: '5', used: '0' },
    ]);
  });

  it('are refused beyond their limit by an answer that names every figure', async () => {
    const id = await team();
    await put(id, 'ada', { limit: '20' }).expect(201);
    await debit(id, { credits: '15', member_id: 'ada' });
    const key = newKey();
    const path = `/v1/accounts/${id}/debits`;
    const body = { credits: '6', member_id: 'ada' };
    const answer = await theProduct().post(path).set('idempotency-key', key).send(body);
    expect(answer.status).toBe(429);
    expect(answer.body).toMatchObject({
      code: 'member_limit_reached',
      member_id: 'ada',
      limit: '20',
      used: '15',
      held: '0',
      required: '6',
      resets_at: (await members(id)).data[0].resets_at,
    });
    // A month is nothing to sleep for: `resets_at` says when, and a limit may be raised before.
    expect(answer.headers['retry-after']).toBeUndefined();
    await put(id, 'ada', { limit: '30' }).expect(200);
    await theProduct().post(path).set('idempotency-key', key).send(body).expect(201);
  });

  it('are the only names that are taken, from the first one on', async () => {
    const id = await team();
    await debit(id, { credits: '1', member_id: 'anybody' });
    await put(id, 'ada', {}).expect(201);
    const path = `/v1/accounts/${id}/debits`;
    const other = { credits: '1', member_id: 'anybody' };
    expect((await post(path, other, 422)).code).toBe('member_not_found');
    await remove(id, 'ada').expect(200);
    expect((await post(path, { ...other, member_id: 'ada' }, 422)).code).toBe('member_not_found');
    await debit(id, { credits: '1' });
  });

  it('move nothing, so the ledger has no entry of them', async () => {
    const id = await team();
    const before = await get(`/v1/accounts/${id}/ledger`);
    await put(id, 'ada', { limit: '5' }).expect(201);
    const { body } = await remove(id, 'ada').expect(200);
    const after = await get(`/v1/accounts/${id}/ledger?min_position=${body.position}`);
    expect(after.data).toEqual(before.data);
    const explained = await get(`/v1/accounts/${id}/explain`);
    expect(explained.closing.available).toBe('1600');
  });

  it('are refused where something is not as it should be', async () => {
    const id = await team();
    const refused = async (member: string, body: object, name: string) => {
      const answer = await put(id, member, body).expect(422);
      expect(answer.body.invalid_parameters[0].name).toBe(name);
    };
    await refused('ada', { limit: '-1' }, 'limit');
    await refused('ada', { limit: 20 }, 'limit');
    await refused('ada', { limt: '20' }, 'limt');
    await refused('ada%20b', {}, 'member_id');
    expect((await members(id)).data).toEqual([]);
    expect((await put('nobody', 'ada', {}).expect(404)).body.code).toBe('account_not_found');
    await theProduct().get('/v1/accounts/nobody/members').expect(404);
    await remove('nobody', 'ada').expect(404);
  });
});
