import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../../migrations/run.js';
import { checkDatabase } from '../../../platform/database/set-up.js';
import { newKey, startProduct, type TestProduct } from '../../support/app.js';
import { hasBouncer, startBouncer, type Bouncer } from '../../support/pgbouncer.js';
import { createDatabase, type TestDatabase } from '../../support/postgres.js';

(hasBouncer() ? describe : describe.skip)('behind PgBouncer', () => {
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
  }, 60_000);
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
    expect(await checkDatabase({ url, directUrl: url })).toEqual([]);
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
