import type pg from 'pg';
import { openClient, poolConfig } from '../platform/database/client.js';
import { refuseSharedSession } from '../platform/database/pooling.js';
import { checkSetUp } from '../platform/database/set-up.js';
import { migrations } from './all.js';
import { makeSchemas } from './schemas.js';

const APPLICATION = 'scrip-migrations';

/** Advisory lock key, the same in all processes. */
const LOCK = 7_274_701;
const LOCK_TIMEOUT_MS = 60_000;

/** Result of `migrate`. */
export interface Migrated {
  /** Names of the migrations run, oldest first. */
  readonly ran: readonly string[];
}

/** Options of migrating. */
export interface MigrateOptions {
  /** Role that owns what is created, if the connecting role is a member of it. */
  readonly owner?: string;
}

/**
 * Migrates a database to the newest schema. Safe to run concurrently: each process waits for the
 * active one. Three queries if nothing is to do. Throws a Refusal if the server or role does not
 * allow it.
 */
export async function migrate(url: string, { owner }: MigrateOptions = {}): Promise<Migrated> {
  const client = await openClient({ url, application: APPLICATION });
  client.on('error', () => undefined);
  try {
    await checkSetUp(client);
    await refuseSharedSession(client, { url, application: APPLICATION });
    if ((await countApplied(client)) >= migrations.length) return { ran: [] };
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await makeSchemas(client, owner);
    return { ran: await runPending(url, owner) };
  } finally {
    await client.end();
  }
}

/** Whether the database has every migration of this build. */
export async function isMigrated(queryable: Pick<pg.Client, 'query'>): Promise<boolean> {
  return (await countApplied(queryable)) >= migrations.length;
}

async function countApplied(queryable: Pick<pg.Client, 'query'>): Promise<number> {
  const found = await queryable.query<{ there: boolean }>(
    "SELECT to_regclass('app.migrations') IS NOT NULL AS there",
  );
  if (!found.rows[0]?.there) return 0;
  const counted = await queryable.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM app.migrations',
  );
  return counted.rows[0]?.n ?? 0;
}

async function runPending(url: string, owner: string | undefined): Promise<string[]> {
  // Loaded on demand: a start without migrations does not need it.
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    type: 'postgres',
    schema: 'app',
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 1,
    extra: poolConfig({
      url,
      application: APPLICATION,
      ...(owner !== undefined && { role: owner }),
    }),
  });
  await source.initialize();
  try {
    return (await source.runMigrations()).map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}
