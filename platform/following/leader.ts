import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Logger } from '../log.js';
import { connect, disconnect } from './connect.js';

/** A role held by one process at a time. */
export interface Role {
  /** Advisory lock key: arbitrary, but the same in all processes. */
  readonly lock: number;
  /** SQL for a text that changes with every heartbeat of the holder. */
  readonly sign: string;
}

/** Options of leader election. */
export interface LeaderOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** How often a stand-by checks for the lock. */
  readonly pollMs: number;
  /** A leader without a heartbeat over this many checks is taken to be paused. */
  readonly patiencePolls: number;
  readonly role: Role;
}

/**
 * Leadership, held by an advisory lock on a separate connection. It only saves work on stand-bys:
 * each transaction's fence prevents two runners from applying an event twice.
 */
export class Leader {
  private constructor(
    readonly client: Client,
    /** Aborts when the connection, and with it the lock, is lost. */
    readonly lost: AbortSignal,
  ) {}

  /** Waits for leadership; undefined if `signal` aborts first. */
  static async become(options: LeaderOptions): Promise<Leader | undefined> {
    const { databaseUrl, signal } = options;
    const lost = new AbortController();
    const client = await connect(databaseUrl, (error) => lost.abort(error));
    try {
      const leads = await standBy(client, options);
      if (leads && !signal.aborted) return new Leader(client, lost.signal);
    } catch (error) {
      await disconnect(client);
      throw error;
    }
    await disconnect(client);
    return undefined;
  }

  async resign(): Promise<void> {
    await disconnect(this.client);
  }
}

/** Polls for the lock; replaces a leader that makes no progress. */
async function standBy(client: Client, options: LeaderOptions): Promise<boolean> {
  const { log, signal, pollMs, patiencePolls, role } = options;
  let lastSign: string | undefined;
  let unchanged = 0;
  for (let polls = 0; !signal.aborted; polls += 1) {
    const { locked, sign } = await look(client, role);
    if (locked) return true;
    if (polls === 0) log.info('another process is at work: standing by');
    unchanged = sign === lastSign ? unchanged + 1 : 0;
    lastSign = sign;
    if (unchanged >= patiencePolls) {
      log.warn('the process at work gives no sign of life: taking over');
      await depose(client, role);
      unchanged = 0;
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function look(client: Client, role: Role): Promise<{ locked: boolean; sign: string }> {
  const { rows } = await client.query<{ locked: boolean; sign: string }>({
    name: 'stand-by',
    text: `SELECT pg_try_advisory_lock($1) AS locked, ${role.sign} AS sign`,
    values: [role.lock],
  });
  return rows[0] ?? { locked: false, sign: '' };
}

/** Ends the connection that holds the lock; its runner notices when it resumes. */
async function depose(client: Client, { lock }: Role): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND classid = 0 AND objid = $1 AND objsubid = 1 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [lock],
  );
}
