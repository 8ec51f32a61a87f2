import type { Socket } from 'node:net';
import type pg from 'pg';
import type { Logger } from '../log.js';
import { DatabaseClient, type ClientConfig } from './client.js';

/** How long, in milliseconds, a connection is in use before the server is checked. */
export interface WatchdogLimits {
  /** For connections waiting for a result. */
  readonly busyMs: number;
  /** For connections that listen or are idle in a transaction. */
  readonly idleMs: number;
}

const LIMITS: WatchdogLimits = { busyMs: 2_000, idleMs: 15_000 };
const CHECK_EVERY_MS = 500;
/** A frozen server still accepts TCP connections, but does not answer in this time. */
const ANSWER_LIMIT_MS = 2_000;

/**
 * Closes the pool's connections in use when the server stops answering: a frozen machine keeps them
 * open, and callers would wait for as long. Does not disturb long statements on a server that
 * answers. Opens one connection besides the pool to check.
 */
export function watchConnections(
  pool: pg.Pool,
  config: ClientConfig,
  log: Pick<Logger, 'warn'> | undefined,
  limits = LIMITS,
): void {
  /** By connection: time of acquisition, or of the last successful check. */
  const acquired = new Map<pg.PoolClient, number>();
  let timer: NodeJS.Timeout | undefined;

  const check = async () => {
    const askedAtMs = performance.now();
    const isDue = ([client, sinceMs]: readonly [pg.PoolClient, number]) =>
      askedAtMs - sinceMs > (isBusy(client) ? limits.busyMs : limits.idleMs);
    if (![...acquired].some(isDue)) return;
    const watched = [...acquired.keys()];
    if (await isResponsive(config)) {
      const nowMs = performance.now();
      for (const client of watched) if (acquired.has(client)) acquired.set(client, nowMs);
      return;
    }
    const closed = [...acquired].flatMap(([client, ms]) => (ms < askedAtMs ? [client] : []));
    log?.warn({ connections: closed.length }, 'the database does not answer: connections closed');
    for (const client of closed) {
      acquired.delete(client);
      destroy(client);
    }
  };
  const schedule = () => {
    timer ??= setTimeout(() => {
      void check().finally(() => {
        timer = undefined;
        if (acquired.size > 0) schedule();
      });
    }, CHECK_EVERY_MS).unref();
  };

  pool.on('acquire', (client) => {
    acquired.set(client, performance.now());
    schedule();
  });
  pool.on('release', (_error, client) => acquired.delete(client));
  pool.on('remove', (client) => acquired.delete(client));
}

/** Whether a query is pending. */
const isBusy = (client: pg.PoolClient): boolean =>
  !(client as unknown as { readyForQuery: boolean }).readyForQuery;

/**
 * Breaks a connection as a lost network would, so that callers and listeners get an error. After
 * `end`, a job queue would keep listening on a dead connection.
 */
function destroy(client: pg.PoolClient): void {
  // A holder without an error listener must not end the process.
  client.on('error', () => undefined);
  const { connection } = client as unknown as { connection: { stream: Socket } };
  const error = new Error('Connection terminated: the database does not answer');
  connection.stream.destroy(error);
}

/** Whether the server accepts a connection, or at least refuses with a reason. */
async function isResponsive(config: ClientConfig): Promise<boolean> {
  const client = new DatabaseClient({ ...config, connectionTimeoutMillis: ANSWER_LIMIT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return cause instanceof Error && 'severity' in cause;
  } finally {
    void client.end().catch(() => undefined);
  }
}
