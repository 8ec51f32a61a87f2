import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/log.js';
import { Queues } from '../../../platform/queues/queues.js';
import { LOG } from '../../http/log.js';
import { deliverJob, enqueue, storeMessages } from '../../webhook-sending/outbox.js';
import { topUpFailed, type FailedTopUp } from '../../webhook-sending/topup-messages.js';
import type { Lease } from '../converge/account-lease.js';
import { asClient } from '../converge/mirror.js';

/** Tells, by webhook, of top-ups that were due and not paid. */
@Injectable()
export class TellOfTopUps {
  constructor(
    private readonly clock: Clock,
    private readonly queues: Queues,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Tells of a subject in one transaction with what is kept of it; not where that is no news. */
  async with(
    lease: Lease,
    subject: string,
    failed: FailedTopUp,
    keep: (manager: EntityManager) => Promise<boolean>,
  ): Promise<void> {
    const now = this.clock.now();
    const due = await lease.write(async (manager) => {
      if (!(await keep(manager))) return [];
      const messages = [topUpFailed(failed, subject, now)];
      return storeMessages(asClient(manager), messages, { except: null }, now);
    });
    const jobs = due.map((delivery) => deliverJob(delivery, 0));
    await enqueue({ queues: this.queues, log: this.log }, jobs);
  }
}
