import { Inject, Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import { loggedAs } from '../../../platform/failures/expected-failure.js';
import type { Logger } from '../../../platform/log.js';
import { LOG } from '../../http/log.js';
import { Problem } from '../../http/problem.js';
import { RefundRequest } from '../records/refund-request.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { RefundRequests } from './refund-requests.js';

/** Whoever asked has had an answer by then, or never gets one. */
const LEFT_ALONE_MS = 60_000;
const BATCH = 50;

/** Asks Stripe again for refunds whose process died, or to which Stripe gave no answer. */
@Injectable()
export class ResumeRefunds {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly requests: RefundRequests,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Safe to run concurrently, and to interrupt. Throws what the stores throw. */
  async run(signal: AbortSignal): Promise<void> {
    if (!this.stripe.settings) return;
    const createdAt = LessThan(new Date(this.clock.now() - LEFT_ALONE_MS));
    const begun = await this.dataSource.getRepository(RefundRequest).find({
      where: { state: 'begun', createdAt },
      order: { createdAt: 'ASC' },
      take: BATCH,
    });
    for (const { requestId, accountId } of begun) {
      signal.throwIfAborted();
      await this.resume(requestId, accountId);
    }
  }

  private async resume(requestId: string, accountId: string): Promise<void> {
    try {
      await this.requests.resume(requestId, accountId);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.log.warn({ ...loggedAs(error), requestId }, 'a refund is asked for again later');
    }
  }
}
