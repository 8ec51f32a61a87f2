import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import { BalanceStreamModule } from '../balance-stream/balance-stream.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { WidgetTokensModule } from '../widget-tokens/widget-tokens.module.js';
import { AdvanceTestClockHandler } from './advance-test-clock.js';
import { Announcements } from './announcements.js';
import { ReadFailedJobs } from './failed-jobs.js';
import { HealthController } from './health.controller.js';
import { JobFigures } from './job-figures.js';
import { ReadJobStates } from './job-states.js';
import { JobsController } from './jobs.controller.js';
import { Lifecycle } from './lifecycle.js';
import { Metrics } from './metrics.js';
import { ProjectionStates } from './projection-states.js';
import { ProjectionsController } from './projections.controller.js';
import { Readiness } from './readiness.js';
import { RebuildRecords } from './rebuild-records.js';
import { RetryJobHandler } from './retry-job.js';
import { StartRebuildHandler } from './start-rebuild.js';
import { StripeDouble } from './stripe-double.js';
import { TestClockController } from './test-clock.controller.js';

/** Operations: health, metrics, projections, jobs, the test clock. */
@Module({
  imports: [
    ApiKeysModule,
    BalanceStreamModule,
    CatalogueModule,
    SignInModule,
    StaffModule,
    WidgetTokensModule,
  ],
  controllers: [ProjectionsController, JobsController, TestClockController, HealthController],
  providers: [
    AdvanceTestClockHandler,
    Announcements,
    Lifecycle,
    JobFigures,
    Metrics,
    ProjectionStates,
    ReadFailedJobs,
    ReadJobStates,
    Readiness,
    RebuildRecords,
    RetryJobHandler,
    StartRebuildHandler,
    StripeDouble,
  ],
  exports: [Lifecycle, ProjectionStates],
})
export class OpsModule {}
