import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** Opens an account on the free plan (100 credits) and takes all but `credits` of it away. */
async function accountWith(credits: number, api: TestApi = product): Promise<string> {
  const opened = await api
    .post('/v1/accounts')
    .set('idempotency-key', newKey())
    .send({ name: 'Acme', email: 'ops@acme.example' })
    .expect(201);
  const id = String(opened.body.account_id);
  if (credits < 100) await debit(id, { credits: String(100 - credits) }).expect(201);
  return id;
}

const debit = (account: string, body: object, key = newKey(), api: TestApi = product) =>
  api.post(`/v1/accounts/${account}/debits`).set('idempotency-key', key).send(body);

const statuses = (answers: readonly { status: number }[]) =>
  answers.reduce<Record<number, number>>(
    (counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
    {},
  );

describe('a debit', () => {
  it('takes credits and says what is left', async () => {
    const account = await accountWith(100);
    const { body } = await debit(account, { credits: '12.5', feature: 'editor' }).expect(201);
    expect(body).toMatchObject({
      account_id: account,
      credits: '12.5',
      overdrawn: '0',
      rate: null,
      balance: { available: '87.5', held: '0', debt: '0' },
    });
    expect(body.lots).toEqual([{ lot_id: expect.stringMatching(/^lot_/), credits: '12.5' }]);
    expect(body.debit_id).toMatch(/^dbt_/);
    expect(body.position).toMatch(/^\d{20}$/);
  });

  it('lets exactly ten of fifty at once through on a balance of ten, in two processes', async () => {
    const account = await accountWith(10);
    const other = await product.another();
    const asked = Array.from({ length: 50 }, (_, i) =>
      debit(account, { credits: '1' }, newKey(), i % 2 === 0 ? product : other),
    );
    const answers = await Promise.all(asked);
    expect(statuses(answers)).toEqual({ 201: 10, 402: 40 });
    await other.close();
  });

  it('happens once, though its key comes a hundred times at once', async () => {
    const account = await accountWith(100);
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => debit(account, { credits: '1' }, key)),
    );
    expect(statuses(answers)).toEqual({ 201: 100 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers['idempotency-hit'])).toHaveLength(1);
    const next = await debit(account, { credits: '1' }).expect(201);
    expect(next.body.balance.available).toBe('98');
  });

  it('is answered alike by a process that never saw it', async () => {
    const account = await accountWith(100);
    const key = newKey();
    const first = await debit(account, { credits: '7' }, key).expect(201);
    const restarted = await product.another();
    const again = await debit(account, { credits: '7' }, key, restarted).expect(201);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-hit']).toBe('true');
    await restarted.close();
  });

  it('is refused under a key that meant something else', async () => {
    const account = await accountWith(100);
    const key = newKey();
    const first = await debit(account, { credits: '7' }, key).expect(201);
    const { body } = await debit(account, { credits: '8' }, key).expect(422);
    const { debit_id } = first.body;
    expect(body).toMatchObject({ code: 'idempotency_mismatch', debit_id });
  });

  it('of an unknown account is 404, without a key 400', async () => {
    const { body } = await debit('nobody', { credits: '1' }).expect(404);
    expect(body).toMatchObject({ code: 'account_not_found', account_id: 'nobody' });
    expect(body.detail).toContain('the account "nobody" does not exist');
    await product.post('/v1/accounts/nobody/debits').send({ credits: '1' }).expect(400);
  });
});

describe('a debit of usage', () => {
  const usage = { input_tokens: 1_000, output_tokens: 500 };
  beforeAll(async () => {
    const put = product.put('/v1/models/swift').set('idempotency-key', newKey());
    await put.send({ name: 'Swift' });
    await product
      .post('/v1/models/swift/rates')
      .set('idempotency-key', newKey())
      .send({
        per_million: { input: '200', output: '1000' },
        per_request: '0.1',
        mode_multipliers: { plan: '0.5' },
      })
      .expect(201);
  });

  it('is priced by the rate at its instant, and explains itself line by line', async () => {
    const account = await accountWith(100);
    const { body } = await debit(account, { model: 'swift', usage, mode: 'plan' }).expect(201);
    expect(body).toMatchObject({
      credits: '0.4',
      rate: { model: 'swift', version: 1 },
      price: { sum: '0.8', credits: '0.4' },
    });
    const shown = await product.get(`/v1/accounts/${account}/debits/${body.debit_id}`).expect(200);
    expect(shown.body.price).toEqual(body.price);
    expect(shown.body).toMatchObject({
      credits: '0.4',
      refunded: '0',
      usage: { input_tokens: 1000, cached_input_tokens: 0, output_tokens: 500 },
      price: {
        lines: [
          { kind: 'input', quantity: 1000, rate: '200', per: 1_000_000, credits: '0.2' },
          { kind: 'output', quantity: 500, rate: '1000', per: 1_000_000, credits: '0.5' },
          { kind: 'request', quantity: 1, rate: '0.1', per: 1, credits: '0.1' },
        ],
        sum: '0.8',
        multipliers: [{ kind: 'mode', key: 'plan', factor: '0.5', credits: '0.4' }],
        credits: '0.4',
      },
    });
  });

  it('is refused where nothing prices what was used, also when it has happened', async () => {
    const account = await accountWith(3);
    const images = { model: 'swift', usage: { ...usage, images: 2 } };
    for (const body of [images, { ...images, policy: 'allow_debt' }]) {
      const refused = await debit(account, body).expect(422);
      expect(refused.body).toMatchObject({
        code: 'unpriced_usage',
        model: 'swift',
        invalid_parameters: [{ name: 'usage.images' }],
      });
    }
    const { body } = await product.get(`/v1/accounts/${account}/balance`).expect(200);
    expect(body).toMatchObject({ available: '3', debt: '0' });
  });

  it('is refused on an empty account, whatever kind of token was used', async () => {
    const account = await accountWith(0);
    const cached = { model: 'swift', usage: { cached_input_tokens: 1_000 } };
    const { body } = await debit(account, cached).expect(402);
    expect(body).toMatchObject({ code: 'insufficient_credits', required: '0.3' });
  });

  it('is recorded as 0 where nothing was used and requests have no price', async () => {
    const put = product.put('/v1/models/quiet').set('idempotency-key', newKey());
    await put.send({ name: 'Quiet' });
    const rate = { per_million: { input: '200', output: '1000' }, minimum: '1' };
    const publish = product.post('/v1/models/quiet/rates').set('idempotency-key', newKey());
    await publish.send(rate).expect(201);
    const account = await accountWith(0);
    const nothing = { model: 'quiet', usage: { input_tokens: 0, output_tokens: 0 } };
    const { body } = await debit(account, { ...nothing, outcome: 'failed' }).expect(201);
    expect(body).toMatchObject({ credits: '0', overdrawn: '0', lots: [], price: { lines: [] } });
    const shown = await product.get(`/v1/accounts/${account}/debits/${body.debit_id}`).expect(200);
    expect(shown.body).toMatchObject({
      credits: '0',
      outcome: 'failed',
      usage: { input_tokens: 0, images: 0 },
      price: { lines: [], minimum: null, exact: '0', credits: '0' },
    });
    const requests = { model: 'swift', usage: {} };
    expect((await debit(account, requests).expect(402)).body.required).toBe('0.1');
  });

  it('names a model that nobody knows', async () => {
    const account = await accountWith(100);
    const { body } = await debit(account, { model: 'ghost', usage }).expect(422);
    expect(body.code).toBe('model_not_found');
  });

  it('is never charged to a time to come, and to long ago only with the scope', async () => {
    const account = await accountWith(100);
    const soon = new Date(Date.now() + 60_000).toISOString();
    await debit(account, { model: 'swift', usage, occurred_at: soon }).expect(422);
    const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
    const late = await debit(account, { model: 'swift', usage, occurred_at: old }).expect(201);
    expect(late.body.occurred_at).toBe(old);
    const made = await product.post('/v1/api-keys').send({ name: 'product' }).expect(201);
    const asProduct = (body: object) =>
      product
        .post(`/v1/accounts/${account}/debits`, String(made.body.key))
        .set('idempotency-key', newKey())
        .send(body);
    const refused = await asProduct({ credits: '1', occurred_at: old }).expect(403);
    expect(refused.body).toMatchObject({ code: 'forbidden', missing_scope: 'usage:backfill' });
    await asProduct({ credits: '1' }).expect(201);
    await asProduct({ credits: '1000', policy: 'allow_debt' }).expect(403);
  });

  it('that has happened anyway becomes debt', async () => {
    const account = await accountWith(3);
    const { body } = await debit(account, { credits: '5', policy: 'allow_debt' }).expect(201);
    expect(body).toMatchObject({
      overdrawn: '2',
      balance: { available: '0', held: '0', debt: '2' },
    });
  });
});

describe('a refund', () => {
  const refund = (account: string, id: string, body: object, key = newKey()) =>
    product
      .post(`/v1/accounts/${account}/debits/${id}/refunds`)
      .set('idempotency-key', key)
      .send(body);

  it('gives back to the lots it came from, never more than the debit', async () => {
    const account = await accountWith(100);
    const { body: debited } = await debit(account, { credits: '30' }).expect(201);
    const part = await refund(account, debited.debit_id, {
      credits: '10',
      reason_code: 'model_quality',
      note: 'The answer was for somebody else',
    }).expect(201);
    expect(part.body).toMatchObject({
      debit_id: debited.debit_id,
      credits: '10',
      lots: [{ lot_id: debited.lots[0].lot_id, credits: '10' }],
      balance: { available: '80', held: '0', debt: '0' },
    });
    const more = { credits: '21', reason_code: 'goodwill' };
    const { body } = await refund(account, debited.debit_id, more).expect(422);
    expect(body).toMatchObject({ code: 'refund_exceeds_debit', refundable: '20' });
    const rest = await refund(account, debited.debit_id, { reason_code: 'goodwill' }).expect(201);
    expect(rest.body.credits).toBe('20');
    const shown = await product.get(`/v1/accounts/${account}/debits/${debited.debit_id}`);
    expect(shown.body.refunded).toBe('30');
  });

  it('keeps its note outside the log, once, however often it is asked', async () => {
    const account = await accountWith(100);
    const { body: debited } = await debit(account, { credits: '30' }).expect(201);
    const key = newKey();
    const body = { reason_code: 'goodwill', note: 'Ada called' };
    const first = await refund(account, debited.debit_id, body, key).expect(201);
    const again = await refund(account, debited.debit_id, body, key).expect(201);
    expect(again.text).toBe(first.text);
    const notes = await product.harness.pool.query(
      'SELECT text FROM app.notes WHERE account_id = $1',
      [account],
    );
    expect(notes.rows).toEqual([{ text: 'Ada called' }]);
    const stored = await product.harness.store.readStream(`account-${account}`, 0, 100);
    expect(
      JSON.stringify(stored, (_, it) => (typeof it === 'bigint' ? String(it) : it)),
    ).not.toContain('Ada');
  });

  it('of a debit that is not there is 404', async () => {
    const account = await accountWith(100);
    const [mine, theirs] = [await accountWith(100), await accountWith(100)];
    const { body: debited } = await debit(theirs, { credits: '1' }).expect(201);
    const why = { reason_code: 'goodwill' };
    const { body: missing } = await refund(account, 'dbt_zzzz', why).expect(404);
    expect(missing).toMatchObject({ account_id: account, debit_id: 'dbt_zzzz' });
    await refund(mine, debited.debit_id, why).expect(404);
    await refund('nobody', debited.debit_id, why).expect(404);
  });
});
