import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { clientConfig, DatabaseClient } from '../../../platform/database/client.js';

/** Another node writes to this database. */
export class LockHeld extends Error {
  constructor() {
    super('another event store node is writing to this database; it takes one at a time');
    this.name = 'LockHeld';
  }
}

/** How long a starting node waits for the backend of a killed one to go. */
const LOCK_WAIT_MS = 3_000;
const LOCK_RETRY_MS = 100;
/** Advisory lock that makes its holder the only writer: "Scri", "p es". */
const LOCK = '1399026281, 1881171315';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS eventstore.events (
    position bigint CONSTRAINT events_pkey PRIMARY KEY,
    stream text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    is_json boolean NOT NULL,
    data bytea NOT NULL,
    metadata bytea NOT NULL,
    created bigint NOT NULL,
    CONSTRAINT events_stream_revision_key UNIQUE (stream, revision)
  );
  COMMENT ON COLUMN eventstore.events.created IS '100 ns ticks since 1970';
  CREATE INDEX IF NOT EXISTS events_stream_id_idx ON eventstore.events (stream, id);
`;

/** The one connection that may write, and where the log ended when it was opened. */
export interface WriterSession {
  readonly client: pg.Client;
  /** Position of the last event, 0 in an empty log. */
  readonly last: number;
}

/**
 * Connects, takes the writer's lock and prepares the schema. The connection that writes also holds
 * the lock, so that losing one means losing the other. Throws `LockHeld`, or the error of
 * PostgreSQL or the network.
 */
export async function openSession(databaseUrl: string): Promise<WriterSession> {
  const client = new DatabaseClient(
    clientConfig({ url: databaseUrl, application: 'event store sandbox: writer' }),
  );
  // Failures surface in the statements; without a listener the event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await takeLock(client);
    await client.query("SET synchronous_commit = 'on'; SET client_min_messages = 'warning'");
    await makeSchema(client);
    return { client, last: await lastPosition(client) };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Asks for the schema only where it is not there: a role that owns it may make no others. */
async function makeSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regnamespace('eventstore') IS NOT NULL AS there",
  );
  if (!rows[0]?.there) await client.query('CREATE SCHEMA IF NOT EXISTS eventstore');
  await client.query(SCHEMA);
}

async function takeLock(client: pg.Client): Promise<void> {
  const deadline = performance.now() + LOCK_WAIT_MS;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(${LOCK}) AS taken`,
    );
    if (rows[0]?.taken) return;
    if (performance.now() > deadline) throw new LockHeld();
    await delay(LOCK_RETRY_MS);
  }
}

async function lastPosition(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ last: string | null }>(
    'SELECT max(position) AS last FROM eventstore.events',
  );
  return Number(rows[0]?.last ?? 0);
}

/** How long the database may stay away before the node gives up. */
const RECOVERY_MS = 30_000;
const RECOVERY_RETRY_MS = 200;

/**
 * Opens a session after the last one was lost, while the database comes back. Throws when another
 * node has the lock by then, after half a minute, and when `stopped`.
 */
export async function reopenSession(
  databaseUrl: string,
  stopped: () => boolean,
): Promise<WriterSession> {
  const deadline = performance.now() + RECOVERY_MS;
  for (;;) {
    try {
      const session = await openSession(databaseUrl);
      if (!stopped()) return session;
      await session.client.end();
      throw new LockHeld();
    } catch (error) {
      if (error instanceof LockHeld || stopped() || performance.now() > deadline) throw error;
      await delay(RECOVERY_RETRY_MS);
    }
  }
}
