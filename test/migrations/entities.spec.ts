import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { entities } from '../../api/entities.js';
import { migrate } from '../../migrations/run.js';
import { createDataSource } from '../../platform/database/data-source.js';
import { createPool } from '../../platform/database/database.js';
import { createDatabase, type TestDatabase } from '../support/stores/postgres.js';

let database: TestDatabase;
let pool: pg.Pool;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createDatabase();
  await migrate(database.url);
  const { url } = database;
  // One connection, so that a transaction of the test is TypeORM's too.
  pool = createPool({ url, application: 'test', maxConnections: 1, statementTimeoutMs: 10_000 });
  dataSource = await createDataSource(pool, entities).initialize();
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

/** What TypeORM would do to make the tables those that the entities declare. */
const wanted = async () =>
  (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

/**
 * TypeORM compares columns (type, default, nullability, comment), primary keys, foreign keys, and
 * the names of indexes and CHECKs. It does not see indexes on expressions, the order of an index,
 * the text of a CHECK, and storage parameters.
 */
describe('entities and migrations', () => {
  it('declare the same tables', async () => {
    expect(dataSource.entityMetadatas.length).toBe(entities.length);
    expect(await wanted()).toEqual([]);
  });

  it.each([
    [
      'a column that is missing',
      'ALTER TABLE app.api_keys DROP COLUMN rate_limit',
      /ADD "rate_limit"/,
    ],
    ['another type', 'ALTER TABLE app.api_keys ALTER rate_limit TYPE bigint', /"rate_limit"/],
    [
      'a column that may be null',
      'ALTER TABLE app.api_keys ALTER name DROP NOT NULL',
      /SET NOT NULL/,
    ],
    ['a column too many', 'ALTER TABLE app.api_keys ADD extra text', /DROP COLUMN "extra"/],
    ['an index that is missing', 'DROP INDEX app.api_keys_created', /CREATE INDEX/],
    [
      'a CHECK that is missing',
      'ALTER TABLE app.api_keys DROP CONSTRAINT api_keys_hash_check',
      /CHECK/,
    ],
    [
      'another primary key',
      'ALTER TABLE app.api_keys DROP CONSTRAINT api_keys_pkey',
      /PRIMARY KEY/,
    ],
  ])('differ by %s', async (_difference, change, told) => {
    await pool.query('BEGIN');
    await pool.query(change);
    expect((await wanted()).join('\n')).toMatch(told);
    await pool.query('ROLLBACK');
  });
});
