import type { PoolClient } from 'pg';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { storeMessages, type Due } from '../../api/webhook-endpoints/deliveries.js';
import { endpointDisabled } from '../../api/webhook-endpoints/messages.js';
import { pauseAfter, type Patience } from './schedule.js';
import { succeeded, type Attempted } from './sender.js';

/** Of more attempts than this, made by hand, the oldest are forgotten. */
const MAX_KEPT_ATTEMPTS = 100;
const GONE = 410;

/** An attempt that was made. */
export interface MadeAttempt {
  readonly deliveryId: string;
  readonly attempted: Attempted;
  readonly startedAt: Instant;
  readonly now: Instant;
  readonly patience: Patience;
}

/** What follows from an attempt. */
export interface AfterAttempt {
  /** Another attempt, after so long. */
  readonly next?: Due & { readonly pauseMs: number };
  /** Deliveries of the notice that the endpoint was switched off. */
  readonly notices: readonly Due[];
  /** Why it was; undefined when it was not. */
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

/** Writes an attempt into the log of its delivery and decides what is next, in one transaction. */
export async function recordAttempt(client: PoolClient, made: MadeAttempt): Promise<AfterAttempt> {
  const { deliveryId, attempted, now, patience } = made;
  const { rows } = await client.query<DeliveryRow>(
    `SELECT state, round, round_attempts, attempts, endpoint_id
     FROM app.webhook_deliveries WHERE id = $1 FOR UPDATE`,
    [deliveryId],
  );
  const [row] = rows;
  if (!row) return { notices: [] };
  await logAttempt(client, made, row.attempts + 1);
  const isDone = succeeded(attempted) || row.state === 'succeeded';
  const disabled = await judgeEndpoint(client, row.endpoint_id, made);
  const pauseMs =
    isDone || disabled
      ? undefined
      : pauseAfter(row.round_attempts + 1, patience.schedule, attempted.retryAfterMs);
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
      new Date(made.startedAt),
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
  { deliveryId, attempted, startedAt }: MadeAttempt,
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

/** Remembers since when nothing arrives at an endpoint; switches it off when that is too long. */
async function judgeEndpoint(
  client: PoolClient,
  id: string,
  { attempted, now, patience }: MadeAttempt,
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
    [id, reason, at, new Date(now - patience.failingMs)],
  );
  return rowCount === 1 ? reason : undefined;
}

/** Everybody else is told. */
async function notify(
  client: PoolClient,
  id: string,
  reason: Disabled,
  now: Instant,
): Promise<Due[]> {
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
