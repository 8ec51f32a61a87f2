import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import type { Logger } from '../../platform/log.js';
import { Queues, type Processor } from '../../platform/queues/queues.js';
import { SecretBox } from '../../platform/secret-box.js';
import { LOG } from '../../api/http/log.js';
import { JobCounters } from '../metrics/job-counters.js';
import { DELIVER_WEBHOOK } from '../../api/webhook-sending/outbox.js';
import { deliverWebhook, type DeliveryResources } from './deliver.js';
import { Sender } from './sender.js';
import { EndpointSlots } from './slots.js';
import { findLostDeliveries, forgetMessages } from './lost-deliveries.js';
import { Targets } from '../../api/webhook-sending/targets.js';

/** Name of the sweep that finds deliveries without a job. */
export const FIND_LOST_WEBHOOKS = 'lost-webhooks';
/** Name of the sweep that deletes old messages. */
export const FORGET_WEBHOOKS = 'webhooks';

/** Handles the jobs of webhooks by name. */
@Injectable()
export class WebhookJobs implements OnModuleDestroy {
  private readonly resources: DeliveryResources;

  constructor(
    pool: Pool,
    clock: Clock,
    queues: Queues,
    targets: Targets,
    secrets: SecretBox,
    counters: JobCounters,
    @Inject(LOG) log: Logger,
  ) {
    const sender = new Sender(targets);
    const slots = new EndpointSlots();
    this.resources = { pool, clock, queues, secrets, sender, slots, log, onSent: counters.sent };
  }

  readonly deliveries: Readonly<Record<string, Processor>> = {
    [DELIVER_WEBHOOK]: ({ data }) => deliverWebhook(this.resources, data),
  };
  readonly sweeps: Readonly<Record<string, Processor>> = {
    [FIND_LOST_WEBHOOKS]: async () => void (await findLostDeliveries(this.resources)),
    [FORGET_WEBHOOKS]: async () => void (await forgetMessages(this.resources)),
  };

  onModuleDestroy(): void {
    this.resources.sender.close();
  }
}
