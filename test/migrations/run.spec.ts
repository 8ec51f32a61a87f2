import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrations } from '../../migrations/all.js';
import { isMigrated, migrate } from '../../migrations/run.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

describe('migrating', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('runs each migration once, also when three processes start at once', async () => {
    expect(await isMigrated(client)).toBe(false);
    const results = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    const ran = results.flatMap((result) => result.ran);
    expect(ran).toHaveLength(migrations.length);
    expect(new Set(ran).size).toBe(migrations.length);
    expect(await isMigrated(client)).toBe(true);
  });

  it('does nothing when nothing is new', async () => {
    expect(await migrate(database.url)).toEqual({ ran: [] });
  });

  it('can be taken back step by step to an empty database', async () => {
    const { DataSource } = await import('typeorm');
    const source = new DataSource({
      type: 'postgres',
      url: database.url,
      schema: 'app',
      migrations: [...migrations],
      migrationsTableName: 'migrations',
      migrationsTransactionMode: 'each',
    });
    await source.initialize();
    for (const _ of migrations) await source.undoLastMigration();
    await source.destroy();
    const left = await client.query(
      "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('app', 'read')",
    );
    expect(left.rows).toEqual([{ schemaname: 'app', tablename: 'migrations' }]);
  });
});
