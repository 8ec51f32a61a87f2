import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ActiveJob, Processor } from '../../../platform/queues/queues.js';
import { Converge } from '../converge/converge.js';
import { briefOf, isStripeFailure } from '../stripe/client.js';
import { Inbox } from './inbox.js';
import { CONVERGE, ConvergeJob, convergeJob } from './jobs.js';

const MAX_MISSED_PER_SWEEP = 500;
/** Pauses between tries of the sweep double up to this. */
const LONGEST_PAUSE_SECONDS = 3_600;
const MAX_DOUBLINGS = 7;
const MAX_ERROR_CHARS = 200;

interface MissedRow {
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
    private readonly inbox: Inbox,
  ) {}

  /**
   * Adds jobs of webhooks whose job was lost, or was given up: later each time, but for ever, since
   * only `done` ends one. Safe to run concurrently.
   */
  async findMissed(): Promise<void> {
    const { rows } = await this.pool.query<MissedRow>(
      `UPDATE app.stripe_events SET attempts = attempts + 1,
         due_at = clock_timestamp()
           + least($1, 30 * 2 ^ least(attempts, $2)) * interval '1 second'
       WHERE id IN (
         SELECT id FROM app.stripe_events
         WHERE state = 'received' AND due_at < clock_timestamp()
         ORDER BY due_at LIMIT ${MAX_MISSED_PER_SWEEP} FOR UPDATE SKIP LOCKED)
       RETURNING id, object_id, attempts`,
      [LONGEST_PAUSE_SECONDS, MAX_DOUBLINGS],
    );
    await this.inbox.enqueue(
      rows.map(({ id, object_id, attempts }) => convergeJob(`${id}-${attempts}`, object_id, id)),
    );
  }

  private async converge({ data }: ActiveJob): Promise<void> {
    const { object_id: objectId, event_id: eventId } = ConvergeJob.parse(data);
    const accountId = await this.look(objectId, eventId);
    if (eventId === null) return;
    await this.pool.query(
      `UPDATE app.stripe_events
       SET state = 'done', account_id = $2, done_at = clock_timestamp(), due_at = NULL, error = NULL
       WHERE id = $1 AND state = 'received'`,
      [eventId, accountId],
    );
  }

  private async look(objectId: string, eventId: string | null): Promise<string | null> {
    try {
      return await this.converging.look(objectId, eventId ?? undefined);
    } catch (error) {
      if (eventId !== null) await this.note(eventId, error);
      throw error;
    }
  }

  /** Keeps why a webhook is not done yet, for whoever looks at the inbox. */
  private async note(eventId: string, error: unknown): Promise<void> {
    const said = isStripeFailure(error) ? briefOf(error) : error instanceof Error && error.name;
    await this.pool
      .query(`UPDATE app.stripe_events SET error = $2 WHERE id = $1 AND state = 'received'`, [
        eventId,
        String(said || 'unknown').slice(0, MAX_ERROR_CHARS),
      ])
      .catch(() => undefined);
  }
}
