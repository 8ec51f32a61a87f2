import type { Socket } from 'node:net';
import type pg from 'pg';
import type { Logger } from '../log.js';
import { DatabaseClient, type ClientConfig } from './client.js';

/** How long a connection is in use, in milliseconds, before we look whether the server answers. */
export interface Patience {
  /** One that waits for the answer to a statement. */
  readonly askingMs: number;
  /** One that only listens, or is between two statements: nobody waits, so we look seldom. */
  readonly listeningMs: number;
}

const PATIENCE: Patience = { askingMs: 2_000, listeningMs: 15_000 };
const LOOK_EVERY_MS = 500;
/** A new connection takes milliseconds; a server that is frozen takes it and says nothing. */
const ANSWER_LIMIT_MS = 2_000;

/**
 * Gives up the connections of a pool that wait for a server which is there and does not answer: a
 * frozen machine keeps them open, and who waits would wait as long as it is frozen. Long work on a
 * server that answers is left alone. Takes one connection beside the pool while it looks.
 */
export function watchPulse(
  pool: pg.Pool,
  config: ClientConfig,
  log: Pick<Logger, 'warn'> | undefined,
  patience = PATIENCE,
): void {
  /** Since when, or when we last saw that the server answers. */
  const inUse = new Map<pg.PoolClient, number>();
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    const askedAtMs = performance.now();
    const isDue = ([client, sinceMs]: readonly [pg.PoolClient, number]) =>
      askedAtMs - sinceMs > (asks(client) ? patience.askingMs : patience.listeningMs);
    if (![...inUse].some(isDue)) return;
    const watched = [...inUse.keys()];
    if (await answers(config)) {
      const nowMs = performance.now();
      for (const client of watched) if (inUse.has(client)) inUse.set(client, nowMs);
      return;
    }
    const givenUp = [...inUse].flatMap(([client, ms]) => (ms < askedAtMs ? [client] : []));
    log?.warn({ connections: givenUp.length }, 'the database does not answer: connections closed');
    for (const client of givenUp) {
      inUse.delete(client);
      cutOff(client);
    }
  };
  const lookLater = () => {
    timer ??= setTimeout(() => {
      void look().finally(() => {
        timer = undefined;
        if (inUse.size > 0) lookLater();
      });
    }, LOOK_EVERY_MS).unref();
  };

  pool.on('acquire', (client) => {
    inUse.set(client, performance.now());
    lookLater();
  });
  pool.on('release', (_error, client) => inUse.delete(client));
  pool.on('remove', (client) => inUse.delete(client));
}

/** Whether a statement was sent whose answer has not come yet. */
const asks = (client: pg.PoolClient): boolean =>
  !(client as unknown as { readyForQuery: boolean }).readyForQuery;

/**
 * Breaks a connection as a lost network would: whoever waits on it, and whoever only listens on it,
 * is told by an error. After `end` a job queue would go on listening to nothing.
 */
function cutOff(client: pg.PoolClient): void {
  // Whoever holds it without an ear for errors must not end the process.
  client.on('error', () => undefined);
  const { connection } = client as unknown as { connection: { stream: Socket } };
  const error = new Error('Connection terminated: the database does not answer');
  connection.stream.destroy(error);
}

/** Whether the server lets a new connection in, or at least says why not. */
async function answers(config: ClientConfig): Promise<boolean> {
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
