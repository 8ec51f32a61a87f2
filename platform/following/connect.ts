/** Connections of processes that follow the log. */
import type pg from 'pg';
import { clientConfig, DatabaseClient } from '../database/client.js';
import { inTime } from '../patience/timeout.js';

/** Name in `pg_stat_activity`. */
export const APPLICATION = 'scrip-projections';
/** PostgreSQL ends the transaction of a runner paused within one. */
const IDLE_IN_TRANSACTION_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 120_000;
const END_LIMIT_MS = 1_000;

/**
 * Few prepared statements find rows by key, whatever the statistics of tables being filled say. A
 * crash may lose the last commits, but with their checkpoint: they are read from the log again, so
 * no commit waits for the disk.
 */
const SETTINGS = [
  'SET synchronous_commit = off',
  'SET plan_cache_mode = force_generic_plan',
  'SET enable_seqscan = off',
  'SET enable_hashjoin = off',
  'SET enable_mergejoin = off',
  'SET jit = off',
];

/** Connects for a lane or the leader; `onLost` is called if the connection breaks. */
export async function connect(url: string, onLost: (error: Error) => void): Promise<pg.Client> {
  const client = new DatabaseClient(
    clientConfig({
      url,
      application: APPLICATION,
      idleInTransactionMs: IDLE_IN_TRANSACTION_MS,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      pipeline: true,
    }),
  );
  client.on('error', onLost);
  await client.connect();
  await client.query(SETTINGS.join('; '));
  return client;
}

/** Ends a connection without waiting for a server that does not answer. */
export async function disconnect(client: pg.Client): Promise<void> {
  await inTime(client.end(), END_LIMIT_MS);
}
