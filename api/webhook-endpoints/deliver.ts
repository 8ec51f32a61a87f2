import type { Pool } from 'pg';
import { SystemClock, type Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database.js';
import type { Logger } from '../../platform/log.js';
import type { JobSpec, Queues } from '../../platform/queues.js';
import { DeliverJob, deliverJob, waitingJob, type Due } from './deliveries.js';
import { recordAttempt } from './record-attempt.js';
import { PATIENCE, type Patience } from './schedule.js';
import { succeeded, type Sender } from './sender.js';
import { signatureHeaders } from './signing.js';
import type { EndpointSlots } from './slots.js';

/** What a delivery stands on. */
export interface DeliveryWorld {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly sender: Sender;
  readonly slots: EndpointSlots;
  readonly log: Pick<Logger, 'warn'>;
  /** Told of every webhook that was sent, and whether its endpoint took it. */
  readonly onSent?: (succeeded: boolean) => void;
}

interface DeliveryRow extends Due {
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly due_at: Date | null;
  readonly endpoint_id: string;
  readonly message_id: string;
  readonly body: string;
  readonly url: string;
  readonly is_on: boolean;
  readonly secret: string;
  readonly previous_secret: string | null;
}

/** Signatures carry the receiver's time, not that of a test clock. */
const REAL_CLOCK = new SystemClock();

/**
 * Makes one attempt and says what is next: the job of the next attempt, or nothing. Done twice,
 * or cut off anywhere, it leaves the delivery with a job: at least once, with the same id.
 */
export async function deliverWebhook(
  world: DeliveryWorld,
  data: unknown,
  patience: Patience = PATIENCE,
): Promise<void> {
  const job = DeliverJob.parse(data);
  const row = await findDelivery(world, job.delivery_id);
  // Sent again by hand meanwhile, or done: another job is in charge, or none is needed.
  if (!row || row.state !== 'pending' || row.round !== job.round) return;
  await world.queues.addAll(await nextJobs(world, row, job, patience));
}

async function nextJobs(
  world: DeliveryWorld,
  row: DeliveryRow,
  job: DeliverJob,
  patience: Patience,
): Promise<JobSpec[]> {
  if (row.attempts >= job.attempt) {
    // This attempt was made by somebody who did not come to add the next one.
    const dueMs = row.due_at?.getTime() ?? 0;
    return [deliverJob(row, Math.max(0, dueMs - world.clock.now()))];
  }
  if (!row.is_on) {
    await giveUp(world, row.id);
    return [];
  }
  const slot = world.slots.take(row.endpoint_id);
  if ('waitMs' in slot) return [waitingJob(job, slot.waitMs)];
  try {
    return await attempt(world, row, patience);
  } finally {
    slot.release();
  }
}

async function attempt(
  world: DeliveryWorld,
  row: DeliveryRow,
  patience: Patience,
): Promise<JobSpec[]> {
  const { url, message_id: id, body, secret, previous_secret } = row;
  const startedAt = world.clock.now();
  const secrets = previous_secret === null ? [secret] : [secret, previous_secret];
  const headers = signatureHeaders({ id, sentAt: new Date(REAL_CLOCK.now()), body }, secrets);
  const attempted = await world.sender.send({ url, headers, body });
  world.onSent?.(succeeded(attempted));
  const now = world.clock.now();
  const { next, notices, disabled } = await inTransaction(world.pool, (client) =>
    recordAttempt(client, { deliveryId: row.id, attempted, startedAt, now, patience }),
  );
  if (disabled) {
    const said = { endpoint: row.endpoint_id, reason: disabled };
    world.log.warn(said, 'a webhook endpoint was switched off');
  }
  return [
    ...(next ? [deliverJob(next, next.pauseMs)] : []),
    ...notices.map((notice) => deliverJob(notice, 0)),
  ];
}

async function findDelivery(
  { pool, clock }: DeliveryWorld,
  id: string,
): Promise<DeliveryRow | undefined> {
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT d.id, d.state, d.round, d.attempts, d.due_at, d.endpoint_id, d.message_id, m.body,
            e.url, e.enabled AND e.deleted_at IS NULL AS is_on, e.secret,
            CASE WHEN e.previous_secret_until > $2 THEN e.previous_secret END AS previous_secret
     FROM app.webhook_deliveries d
     JOIN app.webhook_messages m ON m.id = d.message_id
     JOIN app.webhook_endpoints e ON e.id = d.endpoint_id
     WHERE d.id = $1`,
    [id, new Date(clock.now())],
  );
  return rows[0];
}

const giveUp = ({ pool }: DeliveryWorld, id: string) =>
  pool.query(
    `UPDATE app.webhook_deliveries
     SET state = 'failed', due_at = NULL, last_error = 'the endpoint is switched off'
     WHERE id = $1 AND state = 'pending'`,
    [id],
  );
