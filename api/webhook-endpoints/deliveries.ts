import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Instant } from '../../domain/instant.js';
import type { JobSpec } from '../../platform/queues.js';
import { newId } from './ids.js';
import type { WebhookMessage } from './messages.js';

/** Name of the job that makes one attempt. */
export const DELIVER_WEBHOOK = 'deliver-webhook';

/** What one attempt is told; `waits` grows when it had to wait for others to the same endpoint. */
export const DeliverJob = z.strictObject({
  delivery_id: z.string(),
  round: z.number().int(),
  attempt: z.number().int(),
  waits: z.number().int(),
});
export type DeliverJob = z.output<typeof DeliverJob>;

/** A delivery that is to be attempted. */
export interface Due {
  readonly id: string;
  readonly round: number;
  readonly attempts: number;
}

/** The job of the next attempt; adding it twice is adding it once. */
export function deliverJob({ id, round, attempts }: Due, delayMs: number): JobSpec {
  return jobOf({ delivery_id: id, round, attempt: attempts + 1, waits: 0 }, delayMs);
}

/** The job of the same attempt, later. */
export function waitingJob(job: DeliverJob, delayMs: number): JobSpec {
  return jobOf({ ...job, waits: job.waits + 1 }, delayMs);
}

/** The job of an attempt that should long have been made; `hour` lets it be added again. */
export function lostJob(due: Due, hour: number): JobSpec {
  const job = deliverJob(due, 0);
  return { ...job, jobId: `${job.jobId}-lost-${hour}` };
}

function jobOf(data: DeliverJob, delayMs: number): JobSpec {
  const { delivery_id, round, attempt, waits } = data;
  const jobId = `${delivery_id}-${round}-${attempt}-${waits}`;
  return { queue: 'deliveries', name: DELIVER_WEBHOOK, data: { ...data }, jobId, delayMs };
}

/** Who gets a message: everybody who asked for its type, or one endpoint alone. */
export type Audience = { readonly except: string | null } | { readonly only: string };

/**
 * Stores a message and one delivery for each endpoint of its audience, once however often it is
 * called; gives the deliveries that nobody has attempted yet. Nobody to tell: stores nothing.
 */
export async function storeMessage(
  client: PoolClient,
  message: WebhookMessage,
  audience: Audience,
  now: Instant,
): Promise<Due[]> {
  const endpoints = await endpointsOf(client, message, audience);
  if (endpoints.length === 0) return [];
  const { id, type, accountId, body } = message;
  const at = new Date(now);
  await client.query(
    `INSERT INTO app.webhook_messages (id, type, account_id, body, created_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
    [id, type, accountId, body, at],
  );
  await client.query(
    `INSERT INTO app.webhook_deliveries (id, message_id, endpoint_id, state, created_at, due_at)
     SELECT new.id, $1, new.endpoint_id, 'pending', $4, $4
     FROM unnest($2::text[], $3::text[]) AS new (id, endpoint_id)
     ON CONFLICT ON CONSTRAINT webhook_deliveries_once DO NOTHING`,
    [id, endpoints.map(() => newId('whd')), endpoints, at],
  );
  const { rows } = await client.query<Due>(
    `SELECT id, round, attempts FROM app.webhook_deliveries
     WHERE message_id = $1 AND state = 'pending' AND attempts = 0`,
    [id],
  );
  return rows;
}

async function endpointsOf(
  client: PoolClient,
  { type }: WebhookMessage,
  audience: Audience,
): Promise<string[]> {
  if ('only' in audience) return [audience.only];
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM app.webhook_endpoints
     WHERE enabled AND deleted_at IS NULL AND (events IS NULL OR $1 = ANY (events))
       AND ($2::text IS NULL OR id <> $2)
     ORDER BY id`,
    [type, audience.except],
  );
  return rows.map(({ id }) => id);
}
