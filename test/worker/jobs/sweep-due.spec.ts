import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import { SweepDue } from '../../../worker/jobs/sweep-due.js';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';
import { startFarAway } from '../../support/product/far-away.js';
import { until } from '../../support/product/projections.js';

/** Many appends long: whoever is so far away loses every race. */
const DELAY_MS = 40;
const MONTH_S = 32 * 24 * 60 * 60;
let product: TestProduct;
let other: TestApi;
const never = new AbortController().signal;
beforeAll(async () => {
  product = await startProduct();
  other = await product.another();
});
afterAll(() => product.close());

const open = async (count: number): Promise<string[]> => {
  const answers = await Promise.all(
    Array.from({ length: count }, () =>
      product
        .post('/v1/accounts')
        .set('idempotency-key', newKey())
        .send({ name: 'Acme', email: 'ops@acme.example' })
        .expect(201),
    ),
  );
  return answers.map(({ body }) => body.account_id);
};
const advance = (seconds: number) =>
  product.post('/v1/test-clock/advance').send({ by: seconds }).expect(200);
const sql = async (text: string, values: unknown[] = []) =>
  (await product.harness.pool.query(text, values)).rows;
const dueAccounts = () =>
  sql('SELECT account_id FROM read.balances WHERE next_due_at <= $1', [
    new Date(product.harness.clock.now()),
  ]);
const renewalsOf = async (id: string) => {
  const events = await product.harness.store.readStream(`account-${id}`, 0, 20_000);
  return events.filter(({ fact }) => fact.type === 'PeriodRenewed').length;
};
const untilDue = (count: number) =>
  until(async () => (await dueAccounts()).length === count, `${count} due accounts`);

describe('sweeping what is due', () => {
  it('books it for accounts that nobody touches, once, though two processes sweep at once', async () => {
    const ids = await open(40);
    await untilRead(ids);
    await advance(MONTH_S);
    const sweeps = [product, other, product, other].map(({ app }) => app.get(SweepDue).run(never));
    expect((await Promise.all(sweeps)).map(({ failed }) => failed)).toEqual([0, 0, 0, 0]);
    for (const id of ids) expect(await renewalsOf(id)).toBe(1);
  });

  it('finds nothing the second time', async () => {
    await untilDue(0);
    expect(await product.app.get(SweepDue).run(never)).toEqual({ booked: 0, failed: 0 });
  });

  it('books what several months have made due', async () => {
    const [id = ''] = await open(1);
    await untilRead([id]);
    await advance(3 * MONTH_S);
    await product.app.get(SweepDue).run(never);
    expect(await renewalsOf(id)).toBe(3);
  });

  it('stops between two accounts when its process is to end', async () => {
    await untilDue(0);
    await advance(MONTH_S);
    await until(async () => (await dueAccounts()).length > 0, 'due accounts');
    expect(await product.app.get(SweepDue).run(AbortSignal.abort())).toEqual({
      booked: 0,
      failed: 0,
    });
  });

  it('goes on past an account that others are always quicker with', async () => {
    await product.app.get(SweepDue).run(never);
    await untilDue(0);
    const [busy = '', ...others] = await open(12);
    await untilRead([busy, ...others]);
    await advance(MONTH_S);
    await until(async () => (await dueAccounts()).length >= 12, 'due accounts');
    const far = await startFarAway(Number(new URL(product.eventStoreUrl).port), DELAY_MS);
    const distant = await product.another({
      EVENTSTORE_URL: `esdb://127.0.0.1:${far.port}?tls=false`,
    });
    // By its clock nothing is due yet, so it books nothing: it only writes, on and on.
    const late = await product.another({ SCRIP_MODE: 'production' });
    const write = await writeOn(late, busy);
    const swept = await distant.app.get(SweepDue).run(never);
    expect(await renewalsOf(busy)).toBe(0);
    await write.stop();
    expect(swept.failed).toBe(0);
    for (const id of others) expect(await renewalsOf(id)).toBe(1);
    expect(await sql('SELECT FROM app.sweep_failures')).toEqual([]);
    // Once it is left alone, whoever comes next books it.
    await product.app.get(SweepDue).run(never);
    expect(await renewalsOf(busy)).toBe(1);
    await distant.close();
    await far.close();
  });

  it('goes on past an account that cannot be read, and comes back to that one later', async () => {
    await product.app.get(SweepDue).run(never);
    await untilDue(0);
    const [broken = '', sound = ''] = await open(2);
    await untilRead([broken, sound]);
    await sql(
      `UPDATE eventstore.events SET data = convert_to('{"broken":true}', 'UTF8')
       WHERE stream = $1 AND revision = 0`,
      [`account-${broken}`],
    );
    await advance(MONTH_S);
    // A process that has not folded it before.
    const fresh = await product.another();
    expect((await fresh.app.get(SweepDue).run(never)).failed).toBe(1);
    expect(await renewalsOf(sound)).toBe(1);
    expect(await sql('SELECT account_id, failures FROM app.sweep_failures')).toEqual([
      { account_id: broken, failures: 1 },
    ]);
    // It waits its turn: the next sweep leaves it alone.
    expect((await fresh.app.get(SweepDue).run(never)).failed).toBe(0);
  });
});

/** Writes to an account without a pause, one write after another; resolves once it does. */
async function writeOn(api: TestApi, accountId: string): Promise<{ stop(): Promise<void> }> {
  const accounts = api.app.get(AccountStream);
  let stopped = false;
  const write = () =>
    accounts.execute(
      accountId,
      { type: 'DebitCredits', credits: 1n, purpose: { outcome: 'ok' } },
      { commandId: randomUUID(), actor: 'key:test' },
    );
  await write();
  const writing = (async () => {
    while (!stopped) await write();
  })();
  return {
    async stop() {
      stopped = true;
      await writing;
    },
  };
}

/** Until the read models know of these accounts. */
async function untilRead(ids: readonly string[]): Promise<void> {
  const known = async () =>
    (
      await sql(
        'SELECT FROM read.balances WHERE account_id = ANY($1) AND next_due_at IS NOT NULL',
        [ids],
      )
    ).length === ids.length;
  await until(known, 'accounts in the read models');
}
