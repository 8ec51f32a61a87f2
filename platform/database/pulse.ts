import type { Socket } from 'node:net';
import type pg from 'pg';
import type { Logger } from '../log.js';
import { DatabaseClient, type ClientConfig } from './client.js';

/** A connection that has been in use for so long makes us look whether the server still answers. */
const PATIENCE_MS = 2_000;
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
): void {
  const inUse = new Map<pg.PoolClient, number>();
  let timer: NodeJS.Timeout | undefined;
  const waitingSince = (ms: number) =>
    [...inUse].filter(([, sinceMs]) => sinceMs < ms).map(([client]) => client);

  const look = async () => {
    const askedAtMs = performance.now();
    const waiting = waitingSince(askedAtMs - PATIENCE_MS);
    if (waiting.length === 0) return;
    if (await answers(config)) {
      const nowMs = performance.now();
      for (const client of waiting) if (inUse.has(client)) inUse.set(client, nowMs);
      return;
    }
    const givenUp = waitingSince(askedAtMs);
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
