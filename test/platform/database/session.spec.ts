import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../../migrations/run.js';
import { openClient } from '../../../platform/database/database.js';
import { SESSION } from '../../../platform/database/client.js';
import { checkDatabase } from '../../../platform/database/set-up.js';
import { createLogger } from '../../../platform/log.js';
import { Queues } from '../../../platform/queues/queues.js';
import { newKey, startProduct, TEST_KEY, type TestProduct } from '../../support/product/app.js';
import { hasBouncer, startBouncer, type Bouncer } from '../../support/stores/pgbouncer.js';
import { createDatabase, type TestDatabase } from '../../support/stores/postgres.js';
import { until } from '../../support/product/projections.js';

/** What an operator may have set for a database or a role, each of it harmful to somebody. */
const HOSTILE = {
  DateStyle: "'SQL, DMY'",
  IntervalStyle: 'sql_standard',
  TimeZone: "'Asia/Kathmandu'",
  bytea_output: 'escape',
  extra_float_digits: '-10',
  search_path: 'nowhere',
  statement_timeout: '300',
  lock_timeout: '1',
  idle_in_transaction_session_timeout: '1',
  idle_session_timeout: '200',
  default_transaction_isolation: 'serializable',
  default_transaction_read_only: 'on',
  standard_conforming_strings: 'off',
  backslash_quote: 'on',
  array_nulls: 'off',
  transform_null_equals: 'on',
  synchronous_commit: 'off',
  client_encoding: 'LATIN1',
  client_min_messages: 'debug1',
  enable_indexscan: 'off',
};

describe('a database that its operator has set up in an unusual way', () => {
  let database: TestDatabase;
  let product: TestProduct;
  const name = () => new URL(database.url).pathname.slice(1);
  const withOptions = (options: string) =>
    `${database.url}?options=${encodeURIComponent(options)}&application_name=mine`;

  beforeAll(async () => {
    database = await createDatabase();
    const settings = Object.entries(HOSTILE).map(
      ([setting, value]) => `ALTER DATABASE ${name()} SET ${setting} = ${value}`,
    );
    await database.administer(settings.join('; '));
    product = await startProduct({}, undefined, database);
  });
  afterAll(() => product.close());

  it('changes nothing of our sessions, nor does what a URL brings', async () => {
    const url = withOptions('-c DateStyle=German -c TimeZone=America/Caracas -c search_path=x');
    const client = await openClient({ url, application: 'test', statementTimeoutMs: 700 });
    const asked = { ...SESSION, search_path: 'public', statement_timeout: '700ms' };
    for (const [setting, value] of Object.entries(asked)) {
      const { rows } = await client.query<{ value: string | null }>(
        'SELECT current_setting($1, true) AS value',
        [setting],
      );
      // A server that is older than the setting does not know it.
      expect([setting, rows[0]?.value ?? value]).toEqual([setting, value]);
    }
    const { rows } = await client.query(`SELECT current_setting('synchronous_commit') AS commit,
      current_setting('client_encoding') AS encoding, current_setting('application_name') AS name`);
    expect(rows).toEqual([{ commit: 'on', encoding: 'UTF8', name: 'test' }]);
    await client.end();
  });

  it('changes no answer', async () => {
    await until(
      async () => (await product.get('/health/ready')).status === 200,
      'the product to be ready',
    );
    const opened = await product
      .post('/v1/accounts')
      .set('idempotency-key', newKey())
      .send({ account_id: 'acme', name: 'Søren ☂', email: 'ops@acme.example' });
    expect(opened.status).toBe(201);
    const debit = await product
      .post('/v1/accounts/acme/debits')
      .set('idempotency-key', newKey())
      .send({ credits: '2.5' });
    expect(debit.status).toBe(201);
    const at = `min_position=${debit.body.position}`;
    const account = await product.get(`/v1/accounts/acme?${at}`);
    expect(account.body).toMatchObject({ name: 'Søren ☂', account_id: 'acme' });
    expect((await product.get(`/v1/accounts/acme/balance?${at}`)).body.available).toBe('97.5');
    const ledger = await product.get(`/v1/accounts/acme/ledger?${at}`);
    const [entry] = ledger.body.data;
    expect(entry.recorded_at).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ$/);
    expect(Math.abs(Date.now() - Date.parse(entry.recorded_at))).toBeLessThan(600_000);
    for (const path of ['explain', 'lots', 'holds', 'members', 'estimates']) {
      const { status } = await product.get(`/v1/accounts/acme/${path}`);
      expect([path, status]).toEqual([path, 200]);
    }
    for (const path of ['usage', 'accounts', 'models', 'api-keys', 'ops/projections', 'ops/jobs']) {
      expect([path, (await product.get(`/v1/${path}`)).status]).toEqual([path, 200]);
    }
  });

  it('lets the job queues work, also where the URL has options', async () => {
    const queues = new Queues({
      databaseUrl: withOptions('-c search_path=elsewhere'),
      redisUrl: undefined,
      maxConnections: 4,
      log: createLogger('test', 'silent'),
    });
    const done: string[] = [];
    await queues.work('sweeps', { concurrency: 1 }, ({ id }) => {
      done.push(id);
      return Promise.resolve();
    });
    await queues.add({ queue: 'sweeps', name: 'look', data: {}, jobId: 'one' });
    await until(() => done.length === 1, 'the job to be done');
    await queues.close(1_000);
  });

  it('is reached by an API process whose URL has options', async () => {
    const other = await product.another({ DATABASE_URL: withOptions('-c DateStyle=German') });
    expect((await other.get('/v1/accounts/acme', TEST_KEY)).status).toBe(200);
    await other.close();
  });

  it('has no more connections of a process than DATABASE_POOL_SIZE says', async () => {
    const paths = ['accounts', 'accounts/acme/explain', 'usage', 'ops/jobs', 'ops/projections'];
    const asked = Array.from({ length: 20 }, () => paths).flat();
    let most = 0;
    const counting = await openClient({ url: database.url, application: 'test' });
    const count = async () => {
      const { rows } = await counting.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()
           AND application_name IN ('scrip-api', 'scrip-queues', 'scrip-announcements',
             'scrip-positions', 'test_clock')`,
      );
      most = Math.max(most, rows[0]?.n ?? 0);
    };
    let done = false;
    const answers = Promise.all(asked.map((path) => product.get(`/v1/${path}`))).finally(
      () => (done = true),
    );
    while (!done) await count();
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]));
    // As support/app.ts sets it: one of them looks whether the server answers, when it is slow.
    expect(most).toBeLessThanOrEqual(9);
    expect(most).toBeGreaterThan(4);
    await counting.end();
  });
});

if (hasBouncer()) {
  describe('behind PgBouncer', () => {
    let database: TestDatabase;
    let product: TestProduct;
    let bouncer: Bouncer;

    beforeAll(async () => {
      database = await createDatabase();
      product = await startProduct({}, undefined, database);
      bouncer = await startBouncer(database.url);
      const opened = await product
        .post('/v1/accounts')
        .set('idempotency-key', newKey())
        .send({ account_id: 'acme', name: 'Acme', email: 'ops@acme.example' });
      expect(opened.status).toBe(201);
    });
    afterAll(async () => {
      await bouncer.stop();
      await product.close();
    });

    /** Many readers at once, so that connections are lent to and fro. */
    const use = async (environment: Readonly<Record<string, string>>) => {
      const api = await product.another(environment);
      const debits = Array.from({ length: 10 }, () =>
        api
          .post('/v1/accounts/acme/debits')
          .set('idempotency-key', newKey())
          .send({ credits: '0.1' }),
      );
      const written = await Promise.all(debits);
      expect(written.map(({ status }) => status)).toEqual(debits.map(() => 201));
      const paths = ['accounts/acme', 'accounts/acme/balance', 'accounts/acme/members', 'usage'];
      const asked = Array.from({ length: 10 }, () => [...paths, 'ops/jobs', 'api-keys']).flat();
      const answers = await Promise.all(asked.map((path) => api.get(`/v1/${path}`)));
      expect(answers.map(({ status }) => status)).toEqual(asked.map(() => 200));
      const { body } = await api.get('/health/ready');
      expect(body.checks.database).toBe('ok');
      await api.close();
    };

    it('in session mode, everything works', async () => {
      const { sessionUrl: url } = bouncer;
      const without = await checkDatabase({ url: database.url, directUrl: database.url });
      expect(await checkDatabase({ url, directUrl: url })).toEqual(without);
      expect(await migrate(url)).toEqual({ ran: [] });
      await use({ DATABASE_URL: url });
    });

    it('in transaction mode, a start is refused with what to set', async () => {
      const { transactionUrl: url } = bouncer;
      const words = /^DATABASE_URL leads to a pooler in transaction mode: set DATABASE_DIRECT_URL/;
      await expect(checkDatabase({ url, directUrl: url })).rejects.toThrow(words);
      await expect(migrate(url)).rejects.toThrow(words);
    });

    it('in transaction mode, everything works with DATABASE_DIRECT_URL beside it', async () => {
      await use({ DATABASE_URL: bouncer.transactionUrl, DATABASE_DIRECT_URL: database.url });
    });

    it('in transaction mode, settings that cannot be made are asked for in words', async () => {
      const role = new URL(database.url).username;
      await database.administer(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)}
      SET IntervalStyle = sql_standard`);
      const fresh = await startBouncer(database.url);
      const checked = checkDatabase({ url: fresh.transactionUrl, directUrl: database.url });
      await expect(checked).rejects.toThrow(`ALTER ROLE ${role} SET IntervalStyle = 'postgres'`);
      await fresh.stop();
    });
  });
}
