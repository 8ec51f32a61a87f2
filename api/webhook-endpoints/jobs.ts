import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock.js';
import type { Logger } from '../../platform/log.js';
import { Queues, type Processor } from '../../platform/queues.js';
import { LOG } from '../http/log.js';
import { JobCounters } from '../jobs/job-counters.js';
import { LOT_EXPIRING } from '../reactions/lot-expiring.js';
import { DELIVER_WEBHOOK } from './deliveries.js';
import { deliverWebhook, type DeliveryWorld } from './deliver.js';
import { PUBLISH_WEBHOOK, publishLotExpiring, publishWebhook } from './publish.js';
import { Sender } from './sender.js';
import { EndpointSlots } from './slots.js';
import { sweepWebhooks } from './sweep.js';
import { Targets } from './targets.js';

/** Name of the sweep over deliveries. */
export const SWEEP_WEBHOOKS = 'webhooks';

/** What the worker does for webhooks, by the names of jobs. */
@Injectable()
export class WebhookJobs implements OnModuleDestroy {
  private readonly world: DeliveryWorld;

  constructor(
    pool: Pool,
    clock: Clock,
    queues: Queues,
    targets: Targets,
    counters: JobCounters,
    @Inject(LOG) log: Logger,
  ) {
    const sender = new Sender(targets);
    const slots = new EndpointSlots();
    this.world = { pool, clock, queues, sender, slots, log, onSent: counters.sent };
  }

  readonly reactions: Readonly<Record<string, Processor>> = {
    [PUBLISH_WEBHOOK]: ({ data }) => publishWebhook(this.world, data),
    [LOT_EXPIRING]: ({ data }) => publishLotExpiring(this.world, data),
  };
  readonly deliveries: Readonly<Record<string, Processor>> = {
    [DELIVER_WEBHOOK]: ({ data }) => deliverWebhook(this.world, data),
  };
  readonly sweeps: Readonly<Record<string, Processor>> = {
    [SWEEP_WEBHOOKS]: async () => {
      await sweepWebhooks(this.world);
    },
  };

  onModuleDestroy(): void {
    this.world.sender.close();
  }
}
