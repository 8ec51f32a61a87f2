import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Logger } from '../../platform/log.js';
import { beat, type Checkpoint } from './checkpoints.js';
import { connect, disconnect } from './connect.js';

/** A role that one process holds at a time. */
export interface Role {
  /** Of its advisory lock. Any number will do, as long as all who want the role take the same. */
  readonly lock: number;
  /** SQL for one text that changes with every sign of life of its holder. */
  readonly sign: string;
}

const RUNNER: Role = {
  lock: 7_274_702,
  sign: `greatest((SELECT max(updated_at) FROM app.checkpoints),
               (SELECT max(updated_at) FROM read.checkpoints))::text`,
};

/** What becoming the leader needs of the process around it. */
export interface LeaderOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** How often a stand-by looks whether it is needed. */
  readonly pollMs: number;
  /** A leader that has given no sign of life over so many looks is taken to be paused. */
  readonly patiencePolls: number;
  /** That of the projections' runner unless told. */
  readonly role?: Role;
}

/**
 * The right to work, held by an advisory lock on a connection of its own. It only spares stand-bys
 * the work: what keeps two runners from applying an event twice is the fence of each transaction.
 */
export class Leader {
  private constructor(
    readonly client: Client,
    private readonly schemas: readonly string[],
    /** Aborts when the connection, and with it the lock, is gone. */
    readonly lost: AbortSignal,
  ) {}

  /** Waits until nobody else leads; undefined when `signal` aborts first. */
  static async become(options: LeaderOptions): Promise<Leader | undefined> {
    const { databaseUrl, signal } = options;
    const lost = new AbortController();
    const client = await connect(databaseUrl, (error) => lost.abort(error));
    try {
      const leads = await standBy(client, options);
      if (leads && !signal.aborted) return new Leader(client, ['app', 'read'], lost.signal);
    } catch (error) {
      await disconnect(client);
      throw error;
    }
    await disconnect(client);
    return undefined;
  }

  /** A sign of life; gives all checkpoints as they are. */
  async beat(): Promise<Checkpoint[]> {
    const rows: Checkpoint[] = [];
    for (const schema of this.schemas) rows.push(...(await beat(this.client, schema)));
    return rows;
  }

  async resign(): Promise<void> {
    await disconnect(this.client);
  }
}

/** Looks for the lock until it is ours. A leader that is there but does not move is replaced. */
async function standBy(client: Client, options: LeaderOptions): Promise<boolean> {
  const { log, signal, pollMs, patiencePolls, role = RUNNER } = options;
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

/** Ends the connection that holds the lock; its runner finds out when it goes on. */
async function depose(client: Client, { lock }: Role): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND classid = 0 AND objid = $1 AND objsubid = 1 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [lock],
  );
}
