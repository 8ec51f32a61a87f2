import { ConfigError } from '../config/config.js';

/** What a process needs of PostgreSQL beside its pool. */
export interface Needs {
  /** Whose they are, for a message. */
  readonly process: string;
  /** Connections that listen or hold a lock for as long as the process runs. */
  readonly standing: number;
  /** Connections for job queues; 0 where they are in Redis. */
  readonly queues: number;
}

/** How the connections of a process are divided. */
export interface Shares {
  readonly pool: number;
  readonly queues: number;
}

const SMALLEST_POOL = 2;

/** Divides DATABASE_POOL_SIZE, which bounds all of a process. Throws ConfigError if too small. */
export function shareConnections(total: number, { process, standing, queues }: Needs): Shares {
  const pool = total - standing - queues;
  if (pool >= SMALLEST_POOL) return { pool, queues };
  const least = standing + queues + SMALLEST_POOL;
  throw new ConfigError([
    `DATABASE_POOL_SIZE: ${process} needs at least ${least} connections, not ${total}` +
      (queues > 2 ? '; with REDIS_URL fewer, as its job queues are in PostgreSQL now' : ''),
  ]);
}
