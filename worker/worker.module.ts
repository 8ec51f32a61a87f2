import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from '../api/accounts/accounts.module.js';
import { ApprovedModule } from '../api/approvals/approvals.module.js';
import type { Resources } from '../api/resources.js';
import { ResourcesModule } from '../api/resources.module.js';
import { AuditModule } from '../api/audit/audit.module.js';
import { MailOutboxModule } from '../api/mails/mails.module.js';
import { OpsModule } from '../api/ops/ops.module.js';
import {
  PaymentRefundsModule,
  PaymentsCoreModule,
  SubscribingModule,
  TopUpsModule,
} from '../api/payments/payments.module.js';
import { WidgetTokensModule } from '../api/widget-tokens/widget-tokens.module.js';
import { WebhookJobs } from './deliveries/webhook-jobs.js';
import { Handlers } from './handlers.js';
import { FindEndingLots } from './jobs/find-ending-lots.js';
import { JobCounters } from './metrics/job-counters.js';
import { SweepApprovals } from './jobs/sweep-approvals.js';
import { SweepDue } from './jobs/sweep-due.js';
import { TidyUp } from './jobs/tidy-up.js';
import { MailJobs } from './mails/mail-jobs.js';
import { WorkerHealth } from './worker-health.js';
import { Worker } from './worker.js';

/** Scheduled jobs, reactions and webhooks; requires `ResourcesModule`. */
@Module({
  imports: [
    AccountsModule,
    ApprovedModule,
    AuditModule,
    MailOutboxModule,
    OpsModule,
    PaymentRefundsModule,
    PaymentsCoreModule,
    SubscribingModule,
    TopUpsModule,
    WidgetTokensModule,
  ],
  providers: [
    FindEndingLots,
    Handlers,
    JobCounters,
    MailJobs,
    SweepApprovals,
    SweepDue,
    TidyUp,
    Worker,
    WorkerHealth,
    WebhookJobs,
  ],
})
export class WorkerModule {}

/** The worker process: its jobs over its opened resources. */
@Module({})
export class WorkerProcessModule {
  static of(resources: Resources): DynamicModule {
    return {
      module: WorkerProcessModule,
      imports: [ResourcesModule.of(resources), WorkerModule],
    };
  }
}
