import { Injectable } from '@nestjs/common';
import { CarryOutVerification } from '../api/audit/carry-out-verification.js';
import { CatchUp } from '../api/payments/inbox/catch-up.js';
import { PaymentJobs } from '../api/payments/inbox/payment-jobs.js';
import { PurgePayloads } from '../api/payments/inbox/purge-payloads.js';
import { SweepObjects } from '../api/payments/inbox/sweep-objects.js';
import { ResumeRefunds } from '../api/payments/refunds/resume-refunds.js';
import { TopUps } from '../api/payments/top-ups/top-ups.js';
import { EndClosed } from '../api/payments/subscriptions/end-closed.js';
import type { Processor, QueueName } from '../platform/queues/queues.js';
import { FIND_LOST_WEBHOOKS, FORGET_WEBHOOKS, WebhookJobs } from './deliveries/webhook-jobs.js';
import { FindEndingLots } from './jobs/find-ending-lots.js';
import { SweepApprovals } from './jobs/sweep-approvals.js';
import { SweepDue } from './jobs/sweep-due.js';
import { TidyUp } from './jobs/tidy-up.js';
import { FIND_LOST_MAILS, FORGET_MAILS, MailJobs } from './mails/mail-jobs.js';

/** Processors of a queue's jobs, by job name. */
export type JobHandlers = Readonly<Record<string, Processor>>;

/** A repeating job, run once for all workers. */
export interface Recurring {
  readonly name: string;
  readonly everyMs: number;
}

/** Maps every queue's job names to their processors. */
@Injectable()
export class Handlers {
  readonly of: Readonly<Record<QueueName, JobHandlers>>;

  /** Sweeps and their intervals. */
  readonly recurring: readonly Recurring[] = [
    { name: 'due', everyMs: 2_000 },
    { name: 'approvals', everyMs: 5_000 },
    { name: 'ending-lots', everyMs: 10_000 },
    { name: 'tidy-up', everyMs: 600_000 },
    { name: 'verification', everyMs: 2_000 },
    { name: 'stripe-events', everyMs: 5_000 },
    { name: 'stripe-refunds', everyMs: 30_000 },
    { name: 'stripe-top-ups', everyMs: 5_000 },
    { name: 'stripe-closed', everyMs: 30_000 },
    { name: 'stripe-catch-up', everyMs: 300_000 },
    { name: 'stripe-objects', everyMs: 600_000 },
    { name: 'stripe-payloads', everyMs: 86_400_000 },
    { name: FIND_LOST_WEBHOOKS, everyMs: 5_000 },
    { name: FORGET_WEBHOOKS, everyMs: 600_000 },
    { name: FIND_LOST_MAILS, everyMs: 5_000 },
    { name: FORGET_MAILS, everyMs: 600_000 },
  ];

  constructor(
    due: SweepDue,
    approvals: SweepApprovals,
    endingLots: FindEndingLots,
    tidyUp: TidyUp,
    verification: CarryOutVerification,
    webhooks: WebhookJobs,
    mails: MailJobs,
    payments: PaymentJobs,
    catchUp: CatchUp,
    sweepObjects: SweepObjects,
    purgePayloads: PurgePayloads,
    resumeRefunds: ResumeRefunds,
    endClosed: EndClosed,
    topUps: TopUps,
  ) {
    this.of = {
      sweeps: {
        due: async ({ signal }) => void (await due.run(signal)),
        approvals: ({ signal }) => approvals.run(signal),
        'ending-lots': async ({ signal }) => void (await endingLots.run(signal)),
        'tidy-up': () => tidyUp.run(),
        verification: ({ signal }) => verification.run(signal),
        'stripe-events': () => payments.findMissed(),
        'stripe-refunds': ({ signal }) => resumeRefunds.run(signal),
        'stripe-top-ups': () => topUps.findMissed(),
        'stripe-closed': ({ signal }) => endClosed.run(signal),
        'stripe-catch-up': ({ signal }) => catchUp.run(signal),
        'stripe-objects': ({ signal }) => sweepObjects.runIfDue(signal),
        'stripe-payloads': ({ signal }) => purgePayloads.run(signal),
        ...webhooks.sweeps,
        ...mails.sweeps,
      },
      payments: { ...payments.payments, ...topUps.payments },
      deliveries: { ...webhooks.deliveries, ...mails.deliveries },
    };
  }
}
