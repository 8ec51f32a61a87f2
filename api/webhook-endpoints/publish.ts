import type { Pool } from 'pg';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database.js';
import type { JobSpec, Queues } from '../../platform/queues.js';
import { deliverJob, storeMessage } from './deliveries.js';
import type { Recorded } from '../../platform/event-store/recorded.js';
import {
  ExpiringLot,
  lotExpiring,
  webhookOf,
  type ToldEvent,
  type WebhookMessage,
} from './messages.js';
import { SUBSCRIBED_TYPES } from './types.js';

/** Name of the job that makes deliveries of a message. */
export const PUBLISH_WEBHOOK = 'publish-webhook';

const PublishJob = z.strictObject({
  id: z.string(),
  type: z.enum(SUBSCRIBED_TYPES),
  account_id: z.string().nullable(),
  body: z.string(),
});

/** The job that tells everybody who asked for it. Added twice, it is told once. */
export function publishJob({ id, type, accountId, body }: WebhookMessage): JobSpec {
  const data = { id, type, account_id: accountId, body };
  return { queue: 'reactions', name: PUBLISH_WEBHOOK, data, jobId: id };
}

/** What follows for the outside from an event. */
export function tellWebhooks(recorded: Recorded<ToldEvent>): readonly JobSpec[] {
  const message = webhookOf(recorded);
  return message ? [publishJob(message)] : [];
}

/** What publishing stands on. */
export interface PublishingWorld {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queues: Queues;
}

/** Does a job of `publishJob`. */
export async function publishWebhook(world: PublishingWorld, data: unknown): Promise<void> {
  const { account_id: accountId, ...job } = PublishJob.parse(data);
  await publish(world, { ...job, accountId });
}

/** Does a job that says that a lot ends soon. */
export async function publishLotExpiring(world: PublishingWorld, data: unknown): Promise<void> {
  await publish(world, lotExpiring(ExpiringLot.parse(data)));
}

/** Stores one delivery an endpoint and adds the job of its first attempt. */
async function publish({ pool, clock, queues }: PublishingWorld, message: WebhookMessage) {
  const due = await inTransaction(pool, (client) =>
    storeMessage(client, message, { except: null }, clock.now()),
  );
  // After a crash here the job is done again: what is stored stays as it is, the rest is added.
  await queues.addAll(due.map((delivery) => deliverJob(delivery, 0)));
}
