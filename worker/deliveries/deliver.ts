import type { Pool } from 'pg';
import { SystemClock, type Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import type { Logger } from '../../platform/log.js';
import type { JobSpec, Queues } from '../../platform/queues/queues.js';
import type { SecretBox } from '../../platform/secret-box.js';
import {
  DeliverJob,
  deliverJob,
  enqueue,
  waitingJob,
  type DueDelivery,
} from '../../api/webhook-sending/outbox.js';
import { recordAttempt } from './record-attempt.js';
import { RETRY_POLICY, type RetryPolicy } from './schedule.js';
import { SENDER_LIMITS, succeeded, type Sender } from './sender.js';
import { openSecret, signatureHeaders } from '../../api/webhook-sending/signing.js';
import type { EndpointSlots } from './slots.js';

/** Dependencies of a delivery. */
export interface DeliveryResources {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly secrets: SecretBox;
  readonly sender: Sender;
  readonly slots: EndpointSlots;
  readonly log: Pick<Logger, 'warn'>;
  /** Called for each webhook sent, with whether its endpoint accepted it. */
  readonly onSent?: (succeeded: boolean) => void;
}

interface DeliveryRow extends DueDelivery {
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

/** An attempt still open after this was cut off: its own limit plus its transaction. */
const ATTEMPT_LIMIT_MS = SENDER_LIMITS.totalMs + 5_000;

/** Signatures carry real time, not that of a test clock. */
const REAL_CLOCK = new SystemClock();

/**
 * Makes one attempt and adds the job of the next one, if any. Of two jobs for the same attempt, one
 * makes it. If cut off, the delivery stays pending and the sweep finds it: at least once, with the
 * same id.
 */
export async function deliverWebhook(
  resources: DeliveryResources,
  data: unknown,
  policy: RetryPolicy = RETRY_POLICY,
): Promise<void> {
  const job = DeliverJob.parse(data);
  const row = await findDelivery(resources, job.delivery_id);
  // Resent by hand meanwhile, or done: another job is in charge, or none is needed.
  if (!row || row.state !== 'pending' || row.round !== job.round) return;
  await enqueue(resources, await nextJobs(resources, row, job, policy));
}

async function nextJobs(
  resources: DeliveryResources,
  row: DeliveryRow,
  job: DeliverJob,
  policy: RetryPolicy,
): Promise<JobSpec[]> {
  if (row.attempts >= job.attempt) {
    // The attempt was made, but its worker did not add the next job.
    const dueMs = row.due_at?.getTime() ?? 0;
    return [deliverJob(row, Math.max(0, dueMs - resources.clock.now()))];
  }
  if (!row.is_on) {
    await giveUp(resources, row.id);
    return [];
  }
  const slot = resources.slots.take(row.endpoint_id);
  if ('waitMs' in slot) {
    await putOff(resources, row.id, slot.waitMs);
    return [waitingJob(job, slot.waitMs)];
  }
  try {
    // Another job is making this attempt; if its worker dies, this one takes over.
    if (!(await begin(resources, row))) return [waitingJob(job, ATTEMPT_LIMIT_MS)];
    return await attempt(resources, row, policy);
  } finally {
    slot.release();
  }
}

async function attempt(
  resources: DeliveryResources,
  row: DeliveryRow,
  policy: RetryPolicy,
): Promise<JobSpec[]> {
  const { url, message_id: id, body } = row;
  const startedAt = resources.clock.now();
  const secrets = [row.secret, row.previous_secret].flatMap((stored) =>
    stored === null ? [] : [openSecret(resources.secrets, row.endpoint_id, stored)],
  );
  const headers = signatureHeaders({ id, sentAt: new Date(REAL_CLOCK.now()), body }, secrets);
  const attempted = await resources.sender.send({ url, headers, body });
  resources.onSent?.(succeeded(attempted));
  const now = resources.clock.now();
  const { next, notices, disabled } = await inTransaction(resources.pool, (client) =>
    recordAttempt(client, { deliveryId: row.id, attempted, startedAt, now, policy }),
  );
  if (disabled) {
    const said = { endpoint: row.endpoint_id, reason: disabled };
    resources.log.warn(said, 'a webhook endpoint was disabled');
  }
  return [
    ...(next ? [deliverJob(next, next.pauseMs)] : []),
    ...notices.map((notice) => deliverJob(notice, 0)),
  ];
}

/** Marks an attempt as active; false if one is active or has been made since. */
async function begin(
  { pool }: DeliveryResources,
  { id, round, attempts }: DueDelivery,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE app.webhook_deliveries
     SET busy_until = clock_timestamp() + $4 * interval '1 millisecond'
     WHERE id = $1 AND state = 'pending' AND round = $2 AND attempts = $3
       AND (busy_until IS NULL OR busy_until < clock_timestamp())`,
    [id, round, attempts, ATTEMPT_LIMIT_MS],
  );
  return rowCount === 1;
}

/** Postpones the next expected attempt, so that the sweep does not count it as lost. */
const putOff = ({ pool, clock }: DeliveryResources, id: string, waitMs: number) =>
  pool.query("UPDATE app.webhook_deliveries SET due_at = $2 WHERE id = $1 AND state = 'pending'", [
    id,
    new Date(clock.now() + waitMs),
  ]);

async function findDelivery(
  { pool, clock }: DeliveryResources,
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

const giveUp = ({ pool }: DeliveryResources, id: string) =>
  pool.query(
    `UPDATE app.webhook_deliveries
     SET state = 'failed', due_at = NULL, last_error = 'the endpoint is disabled'
     WHERE id = $1 AND state = 'pending'`,
    [id],
  );
