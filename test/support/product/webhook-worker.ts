import type { Resources } from '../../../api/resources.js';
import { messagesOf } from '../../../worker/reactions/reactions.js';
import { deliverWebhook, type DeliveryResources } from '../../../worker/deliveries/deliver.js';
import { deliverJob, enqueue, storeMessages } from '../../../api/webhook-sending/outbox.js';
import { RETRY_POLICY, type RetryPolicy } from '../../../worker/deliveries/schedule.js';
import { Sender, type SenderLimits } from '../../../worker/deliveries/sender.js';
import { EndpointSlots } from '../../../worker/deliveries/slots.js';
import { Targets } from '../../../api/webhook-sending/targets.js';
import { inTransaction } from '../../../platform/database/database.js';
import { decodeRecorded } from '../../../platform/event-store/records/recorded.js';
import { Queues } from '../../../platform/queues/queues.js';

/** Pauses of milliseconds instead of hours. */
export const IMPATIENT: RetryPolicy = {
  ...RETRY_POLICY,
  schedule: { firstPauseMs: 5, longestPauseMs: 20, maxAttempts: 5 },
};

/** How a receiver is waited for in tests. */
export const SHORT_LIMITS: SenderLimits = { answerMs: 300, totalMs: 600 };

/** The part of the worker that webhooks need, with less patience. */
export interface WebhookWorker {
  readonly harness: DeliveryResources;
  /** Reacts to every event in the log each time it is called. */
  react(): Promise<void>;
  close(): Promise<void>;
}

/** Takes the jobs of webhooks in this process, on queues of its own. */
export async function startWebhookWorker(
  { pool, clock, log, store, secrets }: Resources,
  databaseUrl: string,
  policy: RetryPolicy = IMPATIENT,
): Promise<WebhookWorker> {
  const queues = new Queues({ databaseUrl, redisUrl: undefined, maxConnections: 8, log });
  const sender = new Sender(new Targets({ anywhere: true }), SHORT_LIMITS);
  const harness = { pool, clock, queues, secrets, sender, slots: new EndpointSlots(), log };
  await queues.work('deliveries', { concurrency: 16 }, ({ data }) =>
    deliverWebhook(harness, data, policy),
  );
  return {
    harness,
    async react() {
      for await (const page of store.connection.allPages(null)) {
        const facts = page.map(decodeRecorded).filter((fact) => fact !== undefined);
        const messages = facts.flatMap((fact) => messagesOf(fact));
        const due = await inTransaction(pool, (client) =>
          storeMessages(client, messages, { except: null }, clock.now()),
        );
        const jobs = due.map((delivery) => deliverJob(delivery, 0));
        await enqueue(harness, jobs);
      }
    },
    async close() {
      await queues.close(0);
      sender.close();
    },
  };
}
