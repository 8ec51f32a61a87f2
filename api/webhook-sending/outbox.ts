import type { QueryResultRow } from 'pg';
import { z } from 'zod';
import type { Instant } from '../../domain/instant.js';
import { loggedAs } from '../../platform/failures/expected-failure.js';
import type { Logger } from '../../platform/log.js';
import { QueuesUnavailable, type JobSpec, type Queues } from '../../platform/queues/queues.js';
import { newId } from './ids.js';
import type { WebhookMessage } from './messages.js';

/** Name of the job that makes one attempt. */
export const DELIVER_WEBHOOK = 'deliver-webhook';

/**
 * Data of an attempt's job; `waits` increases when it had to wait for others to the same endpoint.
 */
export const DeliverJob = z.strictObject({
  delivery_id: z.string(),
  round: z.number().int(),
  attempt: z.number().int(),
  waits: z.number().int(),
});
export type DeliverJob = z.output<typeof DeliverJob>;

/** A delivery to attempt. */
export interface DueDelivery {
  readonly id: string;
  readonly round: number;
  readonly attempts: number;
}

/** The job of the next attempt; adding it twice has no effect. */
export function deliverJob({ id, round, attempts }: DueDelivery, delayMs: number): JobSpec {
  return jobOf({ delivery_id: id, round, attempt: attempts + 1, waits: 0 }, delayMs);
}

/** The job of the same attempt, later. */
export function waitingJob(job: DeliverJob, delayMs: number): JobSpec {
  return jobOf({ ...job, waits: job.waits + 1 }, delayMs);
}

/** Replaces the lost job of an attempt; `now` makes its id different. */
export function lostJob(due: DueDelivery, now: Instant): JobSpec {
  const job = deliverJob(due, 0);
  return { ...job, jobId: `${job.jobId}-lost-${now}` };
}

function jobOf(data: DeliverJob, delayMs: number): JobSpec {
  const { delivery_id, round, attempt, waits } = data;
  const jobId = `${delivery_id}-${round}-${attempt}-${waits}`;
  return { queue: 'deliveries', name: DELIVER_WEBHOOK, data: { ...data }, jobId, delayMs };
}

/** A client of PostgreSQL within a transaction. */
export interface Queryable {
  query<Row extends QueryResultRow>(
    text: string,
    values: unknown[],
  ): Promise<{ readonly rows: Row[] }>;
}

/** Recipients of a message: all endpoints subscribed to its type, or a single one. */
export type Recipients = { readonly except: string | null } | { readonly only: string };

/**
 * Stores messages and one delivery per recipient: the outbox. Skips messages already stored or
 * without recipients. Returns the new deliveries.
 */
export async function storeMessages(
  client: Queryable,
  messages: readonly WebhookMessage[],
  audience: Recipients,
  now: Instant,
): Promise<DueDelivery[]> {
  if (messages.length === 0) return [];
  const endpoints = await endpointsOf(client, audience);
  const pairs = messages.flatMap((message) =>
    endpoints.filter(wants(message)).map((endpoint) => ({ message, endpoint })),
  );
  const told = [...new Set(pairs.map(({ message }) => message))];
  if (told.length === 0) return [];
  const at = new Date(now);
  await client.query(
    `INSERT INTO app.webhook_messages (id, type, account_id, body, created_at)
     SELECT new.id, new.type, new.account_id, new.body, $5
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       AS new (id, type, account_id, body)
     ON CONFLICT (id) DO NOTHING`,
    [
      told.map(({ id }) => id),
      told.map(({ type }) => type),
      told.map(({ accountId }) => accountId),
      told.map(({ body }) => body),
      at,
    ],
  );
  const { rows } = await client.query<DueDelivery>(
    `INSERT INTO app.webhook_deliveries (id, message_id, endpoint_id, state, created_at, due_at)
     SELECT new.id, new.message_id, new.endpoint_id, 'pending', $4, $4
     FROM unnest($1::text[], $2::text[], $3::text[]) AS new (id, message_id, endpoint_id)
     ON CONFLICT ON CONSTRAINT webhook_deliveries_once DO NOTHING
     RETURNING id, round, attempts`,
    [
      pairs.map(() => newId('whd')),
      pairs.map(({ message }) => message.id),
      pairs.map(({ endpoint }) => endpoint.id),
      at,
    ],
  );
  return rows;
}

/** Dependencies of adding jobs. */
interface EnqueueOptions {
  readonly queues: Queues;
  readonly log: Pick<Logger, 'warn'>;
}

/** Adds jobs of stored deliveries. If the queues are unavailable, the sweep adds overdue ones. */
export async function enqueue(
  { queues, log }: EnqueueOptions,
  jobs: readonly JobSpec[],
): Promise<void> {
  try {
    await queues.addAll(jobs);
  } catch (error) {
    if (!(error instanceof QueuesUnavailable)) throw error;
    log.warn({ ...loggedAs(error), jobs: jobs.length }, 'webhooks wait until the queues are back');
  }
}

interface AskingEndpoint {
  readonly id: string;
  /** Subscribed types; null: all, or messages addressed to it. */
  readonly events: readonly string[] | null;
}

const wants =
  ({ type }: WebhookMessage) =>
  ({ events }: AskingEndpoint): boolean =>
    events === null || events.includes(type);

async function endpointsOf(
  client: Queryable,
  audience: Recipients,
): Promise<readonly AskingEndpoint[]> {
  if ('only' in audience) return [{ id: audience.only, events: null }];
  const { rows } = await client.query<AskingEndpoint>(
    `SELECT id, events FROM app.webhook_endpoints
     WHERE enabled AND deleted_at IS NULL AND ($1::text IS NULL OR id <> $1)
     ORDER BY id`,
    [audience.except],
  );
  return rows;
}
