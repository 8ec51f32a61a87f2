import type { PoolClient } from 'pg';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { storeMessages, type DueDelivery } from '../../api/webhook-sending/outbox.js';
import { endpointDisabled } from '../../api/webhook-sending/messages.js';
import { pauseAfter, type RetryPolicy } from './schedule.js';
import { succeeded, type SendResult } from './sender.js';

/** Limit of stored attempts, since resending by hand adds more; the oldest are dropped. */
const MAX_KEPT_ATTEMPTS = 100;
const GONE = 410;

/** A finished attempt. */
export interface FinishedAttempt {
  readonly deliveryId: string;
  readonly attempted: SendResult;
  readonly startedAt: Instant;
  readonly now: Instant;
  readonly policy: RetryPolicy;
}

/** Consequences of an attempt. */
export interface AttemptResult {
  /** The next attempt, after this pause. */
  readonly next?: DueDelivery & { readonly pauseMs: number };
  /** Deliveries of the notice that the endpoint was disabled. */
  readonly notices: readonly DueDelivery[];
  /** Why it was disabled; undefined if it was not. */
  readonly disabled?: Disabled;
}

type Disabled = 'failing' | 'gone';

interface DeliveryRow {
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly round: number;
  readonly round_attempts: number;
  readonly attempts: number;
  readonly endpoint_id: string;
}

/** Records an attempt and decides what follows, in one transaction. */
export async function recordAttempt(
  client: PoolClient,
  finished: FinishedAttempt,
): Promise<AttemptResult> {
  const { deliveryId, attempted, now, policy } = finished;
  const { rows } = await client.query<DeliveryRow>(
    `SELECT state, round, round_attempts, attempts, endpoint_id
     FROM app.webhook_deliveries WHERE id = $1 FOR UPDATE`,
    [deliveryId],
  );
  const [row] = rows;
  if (!row) return { notices: [] };
  await logAttempt(client, finished, row.attempts + 1);
  const isDone = succeeded(attempted) || row.state === 'succeeded';
  const disabled = await judgeEndpoint(client, row.endpoint_id, finished);
  const pauseMs =
    isDone || disabled
      ? undefined
      : pauseAfter(row.round_attempts + 1, policy.schedule, attempted.retryAfterMs);
  const state = isDone ? 'succeeded' : pauseMs === undefined ? 'failed' : 'pending';
  await client.query(
    `UPDATE app.webhook_deliveries
     SET state = $2, attempts = attempts + 1, round_attempts = round_attempts + 1,
         last_status = $3, last_error = $4, attempted_at = $5, due_at = $6, busy_until = NULL
     WHERE id = $1`,
    [
      deliveryId,
      state,
      attempted.status,
      attempted.error,
      new Date(finished.startedAt),
      pauseMs === undefined ? null : new Date(now + pauseMs),
    ],
  );
  const notices = disabled ? await notify(client, row.endpoint_id, disabled, now) : [];
  const due = { id: deliveryId, round: row.round, attempts: row.attempts + 1 };
  return {
    notices,
    ...(pauseMs !== undefined && { next: { ...due, pauseMs } }),
    ...(disabled && { disabled }),
  };
}

async function logAttempt(
  client: PoolClient,
  { deliveryId, attempted, startedAt }: FinishedAttempt,
  n: number,
): Promise<void> {
  const { durationMs, status, error, answer } = attempted;
  await client.query(
    `INSERT INTO app.webhook_attempts
       (delivery_id, n, started_at, duration_ms, status, error, answer)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [deliveryId, n, new Date(startedAt), durationMs, status, error, answer],
  );
  if (n <= MAX_KEPT_ATTEMPTS) return;
  await client.query('DELETE FROM app.webhook_attempts WHERE delivery_id = $1 AND n <= $2', [
    deliveryId,
    n - MAX_KEPT_ATTEMPTS,
  ]);
}

/** Records since when an endpoint has been failing; disables it after too long. */
async function judgeEndpoint(
  client: PoolClient,
  id: string,
  { attempted, now, policy }: FinishedAttempt,
): Promise<Disabled | undefined> {
  if (succeeded(attempted)) {
    await client.query(
      `UPDATE app.webhook_endpoints SET failing_since = NULL
       WHERE id = $1 AND failing_since IS NOT NULL`,
      [id],
    );
    return undefined;
  }
  const at = new Date(now);
  await client.query(
    `UPDATE app.webhook_endpoints SET failing_since = $2
     WHERE id = $1 AND failing_since IS NULL`,
    [id, at],
  );
  const reason: Disabled = attempted.status === GONE ? 'gone' : 'failing';
  const { rowCount } = await client.query(
    `UPDATE app.webhook_endpoints
     SET enabled = false, disabled_reason = $2, disabled_at = $3
     WHERE id = $1 AND enabled AND deleted_at IS NULL AND ($2 = 'gone' OR failing_since <= $4)`,
    [id, reason, at, new Date(now - policy.failingMs)],
  );
  return rowCount === 1 ? reason : undefined;
}

/** Notifies all other endpoints. */
async function notify(
  client: PoolClient,
  id: string,
  reason: Disabled,
  now: Instant,
): Promise<DueDelivery[]> {
  const { rows } = await client.query<{ failing_since: Date }>(
    'SELECT failing_since FROM app.webhook_endpoints WHERE id = $1',
    [id],
  );
  const since = rows[0]?.failing_since.getTime();
  const data = {
    endpoint_id: id,
    reason,
    failing_since: since === undefined ? null : formatInstant(since),
    disabled_at: formatInstant(now),
  };
  return storeMessages(client, [endpointDisabled(data)], { except: id }, now);
}
