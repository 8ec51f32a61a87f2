import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Problem } from '../../http/problem.js';
import { Inbox } from '../inbox/inbox.js';
import { convergeJob, jobIdOf } from '../inbox/jobs.js';
import {
  EVENT_COLUMNS,
  presentEvent,
  type EventRow,
  type StripeEventAnswer,
} from './present-event.js';
import { ReplayedObject } from './replayed-object.js';

/**
 * Has the object of a webhook looked at again, whatever its state, parked ones too: what Stripe
 * says of the object decides, not the webhook. 404; 409 where it names no object.
 */
export class ReplayStripeEvent extends Command<StripeEventAnswer> {
  constructor(
    readonly eventId: string,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(ReplayStripeEvent)
export class ReplayStripeEventHandler implements ICommandHandler<ReplayStripeEvent> {
  constructor(
    private readonly pool: Pool,
    private readonly objects: ReplayedObject,
    private readonly inbox: Inbox,
  ) {}

  async execute({ eventId, actor }: ReplayStripeEvent): Promise<StripeEventAnswer> {
    const objectId = await this.objects.of(eventId);
    const { rows } = await this.pool.query<EventRow>(
      `UPDATE app.stripe_events
       SET state = 'received', object_id = $2, attempts = attempts + 1, error = NULL,
         done_at = NULL, due_at = clock_timestamp() + interval '30 seconds',
         replayed_at = clock_timestamp(), replayed_by = $3
       WHERE id = $1 RETURNING ${EVENT_COLUMNS}`,
      [eventId, objectId, actor],
    );
    const [row] = rows;
    if (!row) throw new Problem('not_found');
    await this.inbox.enqueue([convergeJob(jobIdOf(eventId, row.attempts), objectId, eventId)]);
    return presentEvent(row);
  }
}
