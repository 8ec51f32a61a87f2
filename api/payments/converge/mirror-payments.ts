import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/log.js';
import { Queues } from '../../../platform/queues/queues.js';
import { LOG } from '../../http/log.js';
import { deliverJob, enqueue } from '../../webhook-sending/outbox.js';
import type { PaymentNow } from '../plan/tree.js';
import type { Lease } from './account-lease.js';
import { mirrorPayment, type PaidFor } from './mirror.js';

/** Mirrors payments, and sends the webhooks about what is new of them at once. */
@Injectable()
export class MirrorPayments {
  constructor(
    private readonly clock: Clock,
    private readonly queues: Queues,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Throws AccountBusy. A job of a webhook that is lost is missed and added again. */
  async mirror(lease: Lease, payment: PaymentNow, whose: PaidFor): Promise<void> {
    const now = this.clock.now();
    const due = await lease.write((manager) => mirrorPayment(manager, payment, whose, now));
    const jobs = due.map((delivery) => deliverJob(delivery, 0));
    await enqueue({ queues: this.queues, log: this.log }, jobs);
  }
}
