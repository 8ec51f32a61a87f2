import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientBase } from 'pg';
import type { Clock } from '../../platform/clock/clock.js';
import type { EventStore } from '../../platform/event-store/event-store.js';
import type { Logger } from '../../platform/log.js';
import { ThrottledWarnings } from '../../platform/failures/throttled-warnings.js';
import { retrying, type RetryOptions } from '../../platform/patience/back-off.js';
import type { Queues } from '../../platform/queues/queues.js';
import { Leader, type Role } from '../../platform/following/leader.js';
import { mailNewsOf } from '../../api/mails/news.js';
import { mailJob, type MailOutbox } from '../../api/mails/outbox.js';
import { accountsToSee, askedBy, keepAsked } from '../../api/payments/top-ups/asks.js';
import { deliverJob, enqueue, storeMessages } from '../../api/webhook-sending/outbox.js';
import { messagesOf, reactions as allReactions, type Reactions } from './reactions.js';

/** Options of following the log. */
export interface FollowOptions {
  readonly databaseUrl: string;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly mails: MailOutbox;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Those of reactions.ts by default. */
  readonly reactions?: Reactions;
}

const ROLE: Role = {
  lock: 7_274_704,
  sign: '(SELECT max(updated_at) FROM app.reaction_checkpoint)::text',
};
const STAND_BY_POLL_MS = 500;
const PATIENCE_POLLS = 20;
const HEARTBEAT_MS = 1_000;
const MAX_BATCH_EVENTS = 500;
const PAUSES = { firstMs: 250, longestMs: 15_000 };
/** After a session this long, the next failure is retried soon. */
const SETTLED_MS = 10_000;

/**
 * Turns facts into webhooks, mails and top-ups to see to, in order, until `signal` aborts: one
 * process at a time, others stand by. What a fact causes is written in the transaction that moves
 * the checkpoint past it, so none is lost; its jobs are added afterwards. The very first start
 * begins at the end of the log: earlier events are not announced. An unreadable fact stops
 * everything after it; nothing is skipped.
 */
export async function followLog(options: FollowOptions): Promise<void> {
  const { log, signal } = options;
  const complaints = new ThrottledWarnings(log);
  const retries: RetryOptions = {
    pauses: PAUSES,
    signal,
    settledMs: SETTLED_MS,
    onFailure: (error, pauseMs) =>
      complaints.warn(error, { pauseMs }, 'following the log was interrupted: trying again'),
  };
  while (!signal.aborted) await retrying(() => lead(options), retries);
}

async function lead(options: FollowOptions): Promise<void> {
  const { databaseUrl, log, signal } = options;
  const leader = await Leader.become({
    databaseUrl,
    log,
    signal,
    pollMs: STAND_BY_POLL_MS,
    patiencePolls: PATIENCE_POLLS,
    role: ROLE,
  });
  if (!leader) return;
  const failed = new AbortController();
  const ended = AbortSignal.any([signal, leader.lost, failed.signal]);
  let beating: Promise<void> | undefined;
  try {
    const checkpoint = await Checkpoint.open(leader.client, options.store);
    beating = beat(checkpoint, ended).catch((error: unknown) => failed.abort(error));
    await follow(options, checkpoint, ended);
    if (!signal.aborted) throw ended.reason;
  } finally {
    failed.abort();
    await beating;
    await leader.resign();
  }
}

async function follow(
  { store, clock, queues, mails, log, reactions = allReactions }: FollowOptions,
  checkpoint: Checkpoint,
  signal: AbortSignal,
): Promise<void> {
  const after = checkpoint.position < 0n ? null : checkpoint.position;
  const asked = { after, signal, prefixes: ['account-'], maxBatchEvents: MAX_BATCH_EVENTS };
  for await (const { events, position } of store.subscribe(asked)) {
    const messages = events.flatMap((recorded) => messagesOf(recorded, reactions));
    const news = mails.isOn ? events.flatMap(mailNewsOf) : [];
    const asked = askedBy(events);
    const toSee = await checkpoint.read((client) => accountsToSee(client, asked));
    // Facts that cause nothing are cheap to reread: the next heartbeat saves their position.
    const causes = [...messages, ...news, ...toSee, ...asked.consents];
    if (causes.length === 0) {
      if (position !== null) checkpoint.reached(position);
      continue;
    }
    const jobs = await checkpoint.saveWith(position, async (client) => {
      const now = clock.now();
      const due = await storeMessages(client, messages, { except: null }, now);
      const dueMails = await mails.take(client, news, now);
      return [
        ...due.map((delivery) => deliverJob(delivery, 0)),
        ...dueMails.map((mail) => mailJob(mail)),
        ...(await keepAsked(client, asked, toSee)),
      ];
    });
    await enqueue({ queues, log }, jobs);
  }
}

async function beat(checkpoint: Checkpoint, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await checkpoint.save();
    await sleep(HEARTBEAT_MS, undefined, { signal }).catch(() => undefined);
  }
  if (checkpoint.isBehind) await checkpoint.save();
}

/** Position of the reactions, in `app.reaction_checkpoint`. */
class Checkpoint {
  private saved: bigint;
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: Client,
    public position: bigint,
  ) {
    this.saved = position;
  }

  static async open(client: Client, store: EventStore): Promise<Checkpoint> {
    const read = async () => {
      const { rows } = await client.query<{ position: string }>(
        'SELECT position FROM app.reaction_checkpoint',
      );
      return rows[0];
    };
    const known = await read();
    if (known) return new Checkpoint(client, BigInt(known.position));
    await client.query(
      'INSERT INTO app.reaction_checkpoint (position) VALUES ($1) ON CONFLICT DO NOTHING',
      [(await store.head()) ?? -1n],
    );
    return new Checkpoint(client, BigInt((await read())?.position ?? -1));
  }

  get isBehind(): boolean {
    return this.saved !== this.position;
  }

  /** Of facts that cause nothing: the next heartbeat saves it. */
  reached(position: bigint): void {
    this.position = position;
  }

  /** Saves the position, also as a heartbeat; throws if another process has moved it. */
  save(): Promise<void> {
    return this.inTurn(() => this.write());
  }

  /** Reads what only this process writes. */
  read<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    return this.inTurn(() => work(this.client));
  }

  /**
   * Moves to a position in one transaction with `work`; returns its result. No heartbeat saves the
   * position before.
   */
  saveWith<T>(reached: bigint | null, work: (client: ClientBase) => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      const { client, saved, position } = this;
      try {
        await client.query('BEGIN');
        const result = await work(client);
        this.position = reached ?? position;
        await this.write();
        await client.query('COMMIT');
        return result;
      } catch (error) {
        this.saved = saved;
        this.position = position;
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  /** Serializes use of the connection. */
  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.turn.then(act);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async write(): Promise<void> {
    const { position, saved } = this;
    const { rowCount } = await this.client.query(
      `UPDATE app.reaction_checkpoint SET position = $1, updated_at = clock_timestamp()
       WHERE position = $2`,
      [position, saved],
    );
    if (rowCount !== 1) throw new Error('another process reacts to facts');
    this.saved = position;
  }
}
