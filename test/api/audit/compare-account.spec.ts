import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import { MICRO } from '../../../domain/credits.js';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const post = async (path: string, body: object) =>
  (await product.post(path).set('idempotency-key', newKey()).send(body).expect(201)).body;
const verifyAccount = async (id: string) =>
  (await product.get(`/v1/audit/verify?account=${id}`).expect(200)).body;
const sql = (text: string, values: unknown[]) => product.harness.pool.query(text, values);

/** An account of whose lots so many are used up that some of them are retired. */
async function accountWithRetiredLots(lots: number) {
  const { account_id: id } = await post('/v1/accounts', { name: 'A', email: 'a@acme.example' });
  const stream = product.app.get(AccountStream);
  const gift = {
    type: 'AdjustCredits',
    credits: MICRO,
    reason: { reasonCode: 'goodwill' },
  } as const;
  // As commands: their events are written together, as 1,300 requests would not be.
  const given = Array.from({ length: lots }, () =>
    stream.execute(id, gift, { commandId: newKey(), actor: 'system' }),
  );
  await Promise.all(given);
  const used = { credits: `${100 + lots}` };
  const { debit_id: debitId, position } = await post(`/v1/accounts/${id}/debits`, used);
  await product.get(`/v1/accounts/${id}/balance?min_position=${position}`).expect(200);
  return { id, debitId };
}

describe('lots that are retired', () => {
  it('are listed, checked and refunded to as if they were there', async () => {
    const { id, debitId } = await accountWithRetiredLots(1_300);
    const events = await product.harness.store.readStream(`account-${id}`, 0, 2_000);
    const retired = events.flatMap(({ fact }) =>
      fact.type === 'LotsRetired' ? fact.data.lots : [],
    );
    expect(retired).toHaveLength(300);
    let listed = 0;
    for (let next: string | null = ''; next !== null;) {
      const after: string = next && `&page[after]=${next}`;
      const path = `/v1/accounts/${id}/lots?include=empty&page[size]=200${after}`;
      const { body } = await product.get(path).expect(200);
      listed += body.data.length;
      ({ next } = body.meta.page);
    }
    expect(listed).toBe(1_301);
    expect((await verifyAccount(id)).data).toEqual([]);
    const [oldest] = (
      await sql(
        "SELECT min(lot_id) AS lot FROM read.lots WHERE account_id = $1 AND source = 'adjustment'",
        [id],
      )
    ).rows;
    const touch = (remaining: number) =>
      sql('UPDATE read.lots SET remaining = $3 WHERE account_id = $1 AND lot_id = $2', [
        id,
        oldest?.lot,
        remaining,
      ]);
    await touch(1);
    expect((await verifyAccount(id)).data).toMatchObject([
      {
        code: 'read_model_differs',
        message: expect.stringContaining(`remaining (${oldest?.lot})`),
      },
    ]);
    await touch(0);

    const path = `/v1/accounts/${id}/debits/${debitId}/refunds`;
    const refund = await post(path, { reason_code: 'goodwill' });
    expect(refund).toMatchObject({ credits: '1400', new_lots: [], balance: { available: '1400' } });
    await product.get(`/v1/accounts/${id}/balance?min_position=${refund.position}`).expect(200);
    expect((await verifyAccount(id)).data).toEqual([]);
    await post(`/v1/accounts/${id}/debits`, { credits: '1400' });
  });
});

/** An account with one member who has a limit, one who has none, and one who was removed. */
async function accountWithMembers() {
  const { account_id: id } = await post('/v1/accounts', { name: 'A', email: 'a@acme.example' });
  await product
    .post(`/v1/accounts/${id}/plan-changes`)
    .set('idempotency-key', newKey())
    .send({ plan: 'team', when: 'now' })
    .expect(200);
  const member = (name: string) => `/v1/accounts/${id}/members/${name}`;
  await product.put(member('ada')).send({ limit: '10' }).expect(201);
  await product.put(member('ada')).send({ limit: '20' }).expect(200);
  await product.put(member('bob')).send({}).expect(201);
  await product.put(member('cyd')).send({ limit: '5' }).expect(201);
  const { body } = await product.delete(member('cyd')).expect(200);
  await product.get(`/v1/accounts/${id}/members?min_position=${body.position}`).expect(200);
  /** Touches a row, expects its member to be named, and puts it back as it was. */
  const expectFound = async (name: string, tampering: string, said: object) => {
    const key = [id, name];
    const { rows } = await sql(
      'SELECT m::text AS row FROM read.members m WHERE account_id = $1 AND member_id = $2',
      key,
    );
    const where = 'WHERE account_id = $1 AND member_id = $2';
    await sql(`UPDATE read.members SET ${tampering} ${where}`, key);
    const [column] = tampering.split(' ');
    expect((await verifyAccount(id)).data).toMatchObject([
      {
        code: 'read_model_differs',
        table: 'read.members',
        message: expect.stringContaining(`members.${column} (${name}) of account-${id}`),
        ...said,
      },
    ]);
    await sql(`DELETE FROM read.members ${where}`, key);
    await sql('INSERT INTO read.members SELECT ($1::text::read.members).*', [rows[0]?.row]);
  };
  return { id, expectFound };
}

describe('tampering with read models is named', () => {
  it('a member who is not as the log has it, by name', async () => {
    const { id, expectFound } = await accountWithMembers();
    expect(await verifyAccount(id)).toMatchObject({ ok: true, data: [] });
    await expectFound('ada', 'period_limit = 21000000', { expected: '20', found: '21' });
    await expectFound('ada', 'period_limit = NULL', { expected: '20', found: 'none' });
    await expectFound('bob', 'period_limit = 0', { expected: 'none', found: '0' });
    await expectFound('bob', 'removed_at = added_at', { expected: 'none' });
    await expectFound('cyd', 'removed_at = NULL', { found: 'none' });
    await expectFound('cyd', `added_at = added_at - interval '1 day'`, {});
    await expectFound('ada', 'revision = revision + 1', {});
    await expectFound('ada', 'position = position + 1', {});
    expect(await verifyAccount(id)).toMatchObject({ ok: true });
  });

  it('a member who is missing, and one whom nobody ever added', async () => {
    const { id } = await accountWithMembers();
    await sql(
      `UPDATE read.members SET member_id = 'eve' WHERE account_id = $1 AND member_id = $2`,
      [id, 'cyd'],
    );
    expect((await verifyAccount(id)).data).toMatchObject([
      { message: expect.stringContaining('(cyd)'), table: 'read.members', found: 'missing' },
    ]);
    await sql(
      `INSERT INTO read.members SELECT account_id, 'cyd', period_limit, added_at, removed_at,
         revision, position FROM read.members WHERE account_id = $1 AND member_id = 'eve'`,
      [id],
    );
    expect((await verifyAccount(id)).data).toMatchObject([
      { table: 'read.members', expected: 'nobody', found: 'eve' },
    ]);
  });
});

describe('a balance that is computed anew from all events', () => {
  const recomputed = async (id: string) =>
    (await product.get(`/v1/accounts/${id}/balance/recomputed`).expect(200)).body;

  it('is the one that is shown, or says in which figure it differs', async () => {
    const { account_id: id } = await post('/v1/accounts', { name: 'A', email: 'a@acme.example' });
    const { position } = await post(`/v1/accounts/${id}/debits`, { credits: '0.000001' });
    await product.get(`/v1/accounts/${id}/balance?min_position=${position}`).expect(200);
    const figures = { available: '99.999999', held: '0', frozen: '0', debt: '0' };
    expect(await recomputed(id)).toMatchObject({
      account_id: id,
      outcome: 'agrees',
      events: 3,
      revision: 2,
      recomputed: figures,
      shown: figures,
      finding: null,
    });
    const move = (by: number) =>
      sql('UPDATE read.balances SET available = available + $2 WHERE account_id = $1', [id, by]);
    await move(1);
    expect(await recomputed(id)).toMatchObject({
      outcome: 'differs',
      recomputed: figures,
      shown: { ...figures, available: '100' },
      finding: { code: 'read_model_differs', expected: '99.999999', found: '100' },
    });
    await move(-1);
    expect(await recomputed(id)).toMatchObject({ outcome: 'agrees' });
    const ahead = (by: number) =>
      sql(`UPDATE read.checkpoints SET position = position + $1 WHERE projection = 'lots'`, [by]);
    await ahead(1);
    expect(await recomputed(id)).toMatchObject({ outcome: 'catching_up', finding: null });
    await ahead(-1);
  });

  it('is not told where an event is not as it was written', async () => {
    const { account_id: id } = await post('/v1/accounts', { name: 'A', email: 'a@acme.example' });
    const { position } = await post(`/v1/accounts/${id}/debits`, { credits: '3' });
    await product.get(`/v1/accounts/${id}/balance?min_position=${position}`).expect(200);
    const write = (from: string, to: string) =>
      sql(
        `UPDATE eventstore.events
         SET data = convert_to(replace(convert_from(data, 'UTF8'), $2, $3), 'UTF8')
         WHERE stream = $1 AND revision = 2`,
        [`account-${id}`, from, to],
      );
    await write('"credits":"3"', '"credits":"2"');
    expect(await recomputed(id)).toMatchObject({
      outcome: 'differs',
      recomputed: null,
      shown: { available: '97' },
      finding: { code: expect.not.stringMatching('read_model_differs') },
    });
  });

  it('is nothing for an account that was never opened', async () => {
    const { body } = await product.get('/v1/accounts/nobody/balance/recomputed').expect(404);
    expect(body.code).toBe('account_not_found');
  });
});
