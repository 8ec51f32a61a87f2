import { ConfigError } from '../config/config.js';

/** Connections that a process needs besides its pool. */
export interface ConnectionNeeds {
  /** Name of the process, for the message. */
  readonly process: string;
  /** Held for the process's lifetime, to listen or hold a lock. */
  readonly dedicated: number;
  /** For job queues; 0 if they are in Redis. */
  readonly queues: number;
}

/** Splits a process's connections between its pool and the rest. */
export interface ConnectionBudget {
  readonly pool: number;
  readonly queues: number;
}

const SMALLEST_POOL = 2;

/** Splits DATABASE_POOL_SIZE, the limit of a whole process. Throws ConfigError if too small. */
export function budgetConnections(
  total: number,
  { process, dedicated, queues }: ConnectionNeeds,
): ConnectionBudget {
  const pool = total - dedicated - queues;
  if (pool >= SMALLEST_POOL) return { pool, queues };
  const least = dedicated + queues + SMALLEST_POOL;
  throw new ConfigError([
    `DATABASE_POOL_SIZE: ${process} needs at least ${least} connections, not ${total}` +
      (queues > 2 ? '; with REDIS_URL fewer, as its job queues are in PostgreSQL now' : ''),
  ]);
}
