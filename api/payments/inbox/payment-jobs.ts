import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Queues, type ActiveJob, type Processor } from '../../../platform/queues/queues.js';
import { AccountLeases } from '../converge/account-lease.js';
import { Converge } from '../converge/converge.js';
import { briefOf, isStripeFailure } from '../stripe/client.js';
import { Inbox } from './inbox.js';
import { CONVERGE, ConvergeJob, convergeJob, jobIdOf, MISSED_AFTER } from './jobs.js';

const MAX_MISSED_PER_SWEEP = 500;
/** Webhooks that one look settles, or one sweep asks for; more wait for the next. */
const MAX_UNSEEN = 2_000;
/** Pauses between tries of the sweep double up to this. */
const LONGEST_PAUSE_SECONDS = 3_600;
const MAX_DOUBLINGS = 7;
const MAX_ERROR_CHARS = 200;

/** A webhook whose object is still to be looked at, and how often it was asked for. */
interface Unseen {
  readonly id: string;
  readonly object_id: string;
  readonly attempts: number;
}

/** The worker's part of payments. */
@Injectable()
export class PaymentJobs {
  /** Processors of the queue `payments`. */
  readonly payments: Readonly<Record<string, Processor>> = {
    [CONVERGE]: (job) => this.converge(job),
  };

  constructor(
    private readonly pool: Pool,
    private readonly converging: Converge,
    private readonly leases: AccountLeases,
    private readonly inbox: Inbox,
    private readonly queues: Queues,
  ) {}

  /**
   * Adds a job of each object that webhooks wait for while no job of theirs waits or runs: it was
   * lost, or given up. Later each time, but for ever, since only `done` ends a webhook. Safe to run
   * concurrently. Throws QueuesUnavailable: all is then missed again.
   */
  async findMissed(): Promise<void> {
    const due = await this.takeDue();
    if (due.length === 0) return;
    const unseen = await this.unseen(due);
    const jobOf = ({ id, attempts }: Unseen) => jobIdOf(id, attempts);
    const unfinished = await this.queues.unfinished('payments', unseen.map(jobOf));
    const expected = new Set(
      unseen.filter((row) => unfinished.has(jobOf(row))).map((row) => row.object_id),
    );
    const missed = await this.askAgain(unseen.filter((row) => !expected.has(row.object_id)));
    const onePerObject = new Map(missed.map((row) => [row.object_id, row]));
    await this.inbox.enqueue(
      [...onePerObject.values()].map((row) => convergeJob(jobOf(row), row.object_id, row.id)),
    );
  }

  /** Objects that a webhook waits for longer than a job takes. */
  private async takeDue(): Promise<string[]> {
    const { rows } = await this.pool.query<{ object_id: string }>(
      `UPDATE app.stripe_events SET due_at = clock_timestamp() + ${MISSED_AFTER}
       WHERE id IN (
         SELECT id FROM app.stripe_events
         WHERE state = 'received' AND due_at < clock_timestamp()
         ORDER BY due_at LIMIT ${MAX_MISSED_PER_SWEEP} FOR UPDATE SKIP LOCKED)
       RETURNING object_id`,
    );
    return [...new Set(rows.map(({ object_id: id }) => id))];
  }

  /** Webhooks of these objects that no look has settled. */
  private async unseen(objectIds: readonly string[]): Promise<Unseen[]> {
    const { rows } = await this.pool.query<Unseen>(
      `SELECT id, object_id, attempts FROM app.stripe_events
       WHERE object_id = ANY($1) AND state = 'received'
       ORDER BY received_at LIMIT ${MAX_UNSEEN}`,
      [objectIds],
    );
    return rows;
  }

  private async askAgain(unseen: readonly Unseen[]): Promise<Unseen[]> {
    const { rows } = await this.pool.query<Unseen>(
      `UPDATE app.stripe_events SET attempts = attempts + 1,
         due_at = clock_timestamp()
           + least($1, 30 * 2 ^ least(attempts, $2)) * interval '1 second'
       WHERE id IN (
         SELECT id FROM app.stripe_events
         WHERE id = ANY($3) AND state = 'received' FOR UPDATE SKIP LOCKED)
       RETURNING id, object_id, attempts`,
      [LONGEST_PAUSE_SECONDS, MAX_DOUBLINGS, unseen.map(({ id }) => id)],
    );
    return rows;
  }

  /**
   * Looks at an object, one job at a time; a webhook is only a reason to look. So a look settles
   * all that had come before it began, and their jobs do nothing. One that comes meanwhile has a
   * job that waits for the look to end, and looks again.
   */
  private async converge({ data }: ActiveJob): Promise<void> {
    const { object_id: objectId, event_id: eventId } = ConvergeJob.parse(data);
    // No account is called so: the look holds the lease of its account beside this one.
    await this.leases.hold(`look at ${objectId}`, async () => {
      const unseen = await this.unseen([objectId]);
      if (eventId !== null && unseen.length === 0) return;
      try {
        await this.settle(unseen, await this.converging.look(objectId, eventId ?? undefined));
      } catch (error) {
        await this.note(unseen, error);
        throw error;
      }
    });
  }

  /** Those that were replayed meanwhile, which counts as an attempt, are looked at once more. */
  private async settle(seen: readonly Unseen[], accountId: string | null): Promise<void> {
    if (seen.length === 0) return;
    await this.pool.query(
      `UPDATE app.stripe_events
       SET state = 'done', account_id = $3, done_at = clock_timestamp(), due_at = NULL, error = NULL
       WHERE state = 'received'
         AND (id, attempts) IN (SELECT * FROM unnest($1::text[], $2::integer[]))`,
      [seen.map(({ id }) => id), seen.map(({ attempts }) => attempts), accountId],
    );
  }

  /** Keeps why webhooks are not done yet, for whoever looks at the inbox. */
  private async note(unseen: readonly Unseen[], error: unknown): Promise<void> {
    const said = isStripeFailure(error) ? briefOf(error) : error instanceof Error && error.name;
    await this.pool
      .query(`UPDATE app.stripe_events SET error = $2 WHERE id = ANY($1) AND state = 'received'`, [
        unseen.map(({ id }) => id),
        String(said || 'unknown').slice(0, MAX_ERROR_CHARS),
      ])
      .catch(() => undefined);
  }
}
