import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { EventStore } from '../platform/event-store.js';
import type { Logger } from '../platform/log.js';
import { Queues } from '../platform/queues.js';
import { SecretBox } from '../platform/secret-box.js';
import { AccountStream } from './accounts/account-stream.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AdjustCreditsHandler } from './accounts/adjust-credits.js';
import { BalanceController } from './accounts/balance.controller.js';
import { BuyPack } from './accounts/buy-pack.js';
import { ChangePlanHandler, WithdrawPlanChangeHandler } from './accounts/change-plan.js';
import { ChangeStatusHandler } from './accounts/change-status.js';
import { DebitCreditsHandler } from './accounts/debit-credits.js';
import { DebitsController } from './accounts/debits.controller.js';
import { EstimatesController } from './accounts/estimates.controller.js';
import { ExplainBalance } from './accounts/explain-balance.js';
import { FindDebit } from './accounts/find-debit.js';
import { Freshness } from './accounts/freshness.js';
import { GetAccount } from './accounts/get-account.js';
import { GetBalance } from './accounts/get-balance.js';
import { GetEstimates } from './accounts/get-estimates.js';
import { GetLedger } from './accounts/get-ledger.js';
import { GetLots } from './accounts/get-lots.js';
import { ListAccounts } from './accounts/list-accounts.js';
import { ListMembers } from './accounts/list-members.js';
import { MembersController } from './accounts/members.controller.js';
import { MessageBasis } from './accounts/message-basis.js';
import { Notes } from './accounts/notes.js';
import { OpenAccountHandler } from './accounts/open-account.js';
import { PackPurchasesController } from './accounts/pack-purchases.controller.js';
import { PlanChangesController } from './accounts/plan-changes.controller.js';
import { PriceRequests } from './accounts/price-request.js';
import { PreviewPlanChange } from './accounts/preview-plan-change.js';
import { Profiles } from './accounts/profiles.js';
import { PutMemberHandler } from './accounts/put-member.js';
import { RefundDebitHandler } from './accounts/refund-debit.js';
import { RemoveMemberHandler } from './accounts/remove-member.js';
import { AuditController } from './audit/audit.controller.js';
import { ListAnchors } from './audit/list-anchors.js';
import { Verify } from './audit/verify.js';
import { ApiKeys } from './auth/api-keys.js';
import { ApiKeysController } from './auth/api-keys.controller.js';
import { CreateApiKeyHandler } from './auth/create-api-key.js';
import { ListApiKeys } from './auth/list-api-keys.js';
import { RevokeApiKeyHandler } from './auth/revoke-api-key.js';
import { BalanceStreamController } from './balance-stream/balance-stream.controller.js';
import { BalanceStreams } from './balance-stream/balance-streams.js';
import { Credentials } from './balance-stream/credentials.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { CatalogueFeed } from './catalogue/feed.js';
import { CatalogueSeed } from './catalogue/seed.js';
import { CatalogueView } from './catalogue/catalogue-view.js';
import { ListOffers } from './catalogue/list-offers.js';
import { PutPackHandler } from './catalogue/publish-pack.js';
import { PutPlanHandler } from './catalogue/publish-plan.js';
import { AccountsAsOf } from './gate/account-as-of.js';
import { AskGate } from './gate/ask-gate.js';
import { GateController } from './gate/gate.controller.js';
import { PutGatePolicyHandler } from './gate/publish-policy.js';
import { ExtendHoldHandler } from './holds/extend-hold.js';
import { FindHold } from './holds/find-hold.js';
import { HoldsController } from './holds/holds.controller.js';
import { PlaceHoldHandler } from './holds/place-hold.js';
import { ReadHolds } from './holds/read-holds.js';
import { ReleaseHoldHandler } from './holds/release-hold.js';
import { SettleHoldHandler } from './holds/settle-hold.js';
import { HelpController } from './help/help.controller.js';
import { ApiDocument } from './http/api-document.js';
import { DocsController } from './http/docs.controller.js';
import { LOG } from './http/log.js';
import { ReadPosition } from './http/read-position.js';
import { FindEndingLots } from './jobs/find-ending-lots.js';
import { Handlers } from './jobs/handlers.js';
import { JobCounters } from './jobs/job-counters.js';
import { SweepDue } from './jobs/sweep-due.js';
import { TidyUp } from './jobs/tidy-up.js';
import { WorkerHealth } from './jobs/worker-health.js';
import { Worker } from './jobs/worker.js';
import { ListModels } from './models/list-models.js';
import { ListRates } from './models/list-rates.js';
import { ModelsController } from './models/models.controller.js';
import { PublishModelRateHandler } from './models/publish-rate.js';
import { PutModelHandler } from './models/put-model.js';
import { QuotesController } from './models/quotes.controller.js';
import { RatesView } from './models/rates-view.js';
import { Announcements } from './ops/announcements.js';
import { HealthController } from './ops/health.controller.js';
import { JobFigures } from './ops/job-figures.js';
import { ReadJobStates } from './ops/job-states.js';
import { JobsController } from './ops/jobs.controller.js';
import { Lifecycle } from './ops/lifecycle.js';
import { Metrics } from './ops/metrics.js';
import { ProjectionsController } from './ops/projections.controller.js';
import { ProjectionStates } from './ops/projection-states.js';
import { Readiness } from './ops/readiness.js';
import { RebuildRecords } from './ops/rebuild-records.js';
import { StartRebuildHandler } from './ops/start-rebuild.js';
import { TestClockController } from './ops/test-clock.controller.js';
import { BatchController } from './usage/batch.controller.js';
import { DebitBatch } from './usage/debit-batch.js';
import { AccountPeriods } from './usage/account-periods.js';
import { GetUsage } from './usage/get-usage.js';
import { UsageController } from './usage/usage.controller.js';
import { WidgetController } from './widget/widget.controller.js';
import { MintWidgetTokenHandler } from './widget-tokens/mint-widget-token.js';
import { RevokeWidgetTokensHandler } from './widget-tokens/revoke-widget-tokens.js';
import { RotateWidgetKeyHandler } from './widget-tokens/rotate-widget-key.js';
import { SigningKeys } from './widget-tokens/signing-keys.js';
import { WidgetTokens } from './widget-tokens/widget-tokens.js';
import { WidgetTokensController } from './widget-tokens/widget-tokens.controller.js';
import { CreateWebhookEndpointHandler } from './webhook-endpoints/create-endpoint.js';
import { DeleteWebhookEndpointHandler } from './webhook-endpoints/delete-endpoint.js';
import { WebhookJobs } from './webhook-endpoints/jobs.js';
import { GetWebhookDelivery } from './webhook-endpoints/get-delivery.js';
import { ListWebhookDeliveries } from './webhook-endpoints/list-deliveries.js';
import { ListWebhookEndpoints } from './webhook-endpoints/list-endpoints.js';
import { PingWebhookEndpointHandler } from './webhook-endpoints/ping-endpoint.js';
import { PutWebhookEndpointHandler } from './webhook-endpoints/put-endpoint.js';
import { ResendWebhookDeliveryHandler } from './webhook-endpoints/resend-delivery.js';
import { RotateWebhookSecretHandler } from './webhook-endpoints/rotate-secret.js';
import { Targets } from './webhook-endpoints/targets.js';
import { WebhookDeliveriesController } from './webhook-endpoints/webhook-deliveries.controller.js';
import { WebhookEndpointsController } from './webhook-endpoints/webhook-endpoints.controller.js';

/** What a process brings along: made before Nest, closed after it. */
export interface World {
  readonly config: Config;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly secrets: SecretBox;
  readonly log: Logger;
}

const controllers = [
  AccountsController,
  BalanceController,
  BalanceStreamController,
  DebitsController,
  HoldsController,
  GateController,
  EstimatesController,
  MembersController,
  PlanChangesController,
  PackPurchasesController,
  UsageController,
  BatchController,
  AuditController,
  ModelsController,
  QuotesController,
  CatalogueController,
  ApiKeysController,
  WidgetTokensController,
  WebhookEndpointsController,
  WebhookDeliveriesController,
  ProjectionsController,
  JobsController,
  TestClockController,
  HealthController,
  WidgetController,
  HelpController,
  DocsController,
];

const commandHandlers = [
  OpenAccountHandler,
  DebitCreditsHandler,
  PlaceHoldHandler,
  ExtendHoldHandler,
  SettleHoldHandler,
  ReleaseHoldHandler,
  RefundDebitHandler,
  AdjustCreditsHandler,
  ChangePlanHandler,
  WithdrawPlanChangeHandler,
  ChangeStatusHandler,
  PutMemberHandler,
  RemoveMemberHandler,
  PutModelHandler,
  PublishModelRateHandler,
  PutPlanHandler,
  PutPackHandler,
  PutGatePolicyHandler,
  CreateApiKeyHandler,
  RevokeApiKeyHandler,
  MintWidgetTokenHandler,
  RevokeWidgetTokensHandler,
  RotateWidgetKeyHandler,
  StartRebuildHandler,
  CreateWebhookEndpointHandler,
  PutWebhookEndpointHandler,
  DeleteWebhookEndpointHandler,
  RotateWebhookSecretHandler,
  PingWebhookEndpointHandler,
  ResendWebhookDeliveryHandler,
];

const providers = [
  AccountStream,
  BuyPack,
  ExplainBalance,
  FindDebit,
  FindHold,
  ReadHolds,
  PriceRequests,
  AccountsAsOf,
  AskGate,
  DebitBatch,
  Freshness,
  GetAccount,
  GetBalance,
  GetEstimates,
  GetLedger,
  GetLots,
  AccountPeriods,
  GetUsage,
  ListAccounts,
  ListAnchors,
  ListMembers,
  MessageBasis,
  Notes,
  PreviewPlanChange,
  Profiles,
  Verify,
  BalanceStreams,
  Credentials,
  ApiDocument,
  ApiKeys,
  Announcements,
  ListApiKeys,
  SigningKeys,
  WidgetTokens,
  CatalogueFeed,
  CatalogueSeed,
  CatalogueView,
  ListOffers,
  RatesView,
  ListModels,
  ListRates,
  ReadPosition,
  FindEndingLots,
  Handlers,
  JobCounters,
  SweepDue,
  TidyUp,
  Worker,
  WorkerHealth,
  Lifecycle,
  JobFigures,
  Metrics,
  ProjectionStates,
  ReadJobStates,
  Readiness,
  RebuildRecords,
  ListWebhookEndpoints,
  ListWebhookDeliveries,
  GetWebhookDelivery,
  WebhookJobs,
];

/** One flat module: every route and every handler stands in the lists above. */
@Module({})
export class AppModule {
  static of({ config, pool, store, clock, queues, secrets, log }: World): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      controllers,
      providers: [
        { provide: Config, useValue: config },
        { provide: Pool, useValue: pool },
        { provide: EventStore, useValue: store },
        { provide: Clock, useValue: clock },
        { provide: Queues, useValue: queues },
        { provide: SecretBox, useValue: secrets },
        { provide: LOG, useValue: log },
        { provide: Targets, useValue: new Targets({ anywhere: config.sandbox }) },
        ...providers,
        ...commandHandlers,
      ],
    };
  }
}
