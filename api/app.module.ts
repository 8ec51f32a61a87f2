import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { EventStore } from '../platform/event-store.js';
import type { Logger } from '../platform/log.js';
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
import { KeyChanges } from './auth/key-changes.js';
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
import { HelpController } from './help/help.controller.js';
import { ApiDocument } from './http/api-document.js';
import { DocsController } from './http/docs.controller.js';
import { LOG } from './http/log.js';
import { ReadPosition } from './http/read-position.js';
import { ListModels } from './models/list-models.js';
import { ListRates } from './models/list-rates.js';
import { ModelsController } from './models/models.controller.js';
import { PublishModelRateHandler } from './models/publish-rate.js';
import { PutModelHandler } from './models/put-model.js';
import { QuotesController } from './models/quotes.controller.js';
import { RatesView } from './models/rates-view.js';
import { HealthController } from './ops/health.controller.js';
import { Lifecycle } from './ops/lifecycle.js';
import { Metrics } from './ops/metrics.js';
import { ProjectionsController } from './ops/projections.controller.js';
import { ProjectionStates } from './ops/projection-states.js';
import { Readiness } from './ops/readiness.js';
import { RebuildRecords } from './ops/rebuild-records.js';
import { StartRebuildHandler } from './ops/start-rebuild.js';
import { TestClockController } from './ops/test-clock.controller.js';
import { GetUsage } from './usage/get-usage.js';
import { UsageController } from './usage/usage.controller.js';
import { WidgetController } from './widget/widget.controller.js';
import { MintWidgetTokenHandler } from './widget-tokens/mint-widget-token.js';
import { RevokeWidgetTokensHandler } from './widget-tokens/revoke-widget-tokens.js';
import { WidgetTokens } from './widget-tokens/widget-tokens.js';
import { WidgetTokensController } from './widget-tokens/widget-tokens.controller.js';

/** What a process brings along: made before Nest, closed after it. */
export interface World {
  readonly config: Config;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly log: Logger;
}

const controllers = [
  AccountsController,
  BalanceController,
  BalanceStreamController,
  DebitsController,
  EstimatesController,
  MembersController,
  PlanChangesController,
  PackPurchasesController,
  UsageController,
  AuditController,
  ModelsController,
  QuotesController,
  CatalogueController,
  ApiKeysController,
  WidgetTokensController,
  ProjectionsController,
  TestClockController,
  HealthController,
  WidgetController,
  HelpController,
  DocsController,
];

const commandHandlers = [
  OpenAccountHandler,
  DebitCreditsHandler,
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
  CreateApiKeyHandler,
  RevokeApiKeyHandler,
  MintWidgetTokenHandler,
  RevokeWidgetTokensHandler,
  StartRebuildHandler,
];

const providers = [
  AccountStream,
  BuyPack,
  ExplainBalance,
  FindDebit,
  Freshness,
  GetAccount,
  GetBalance,
  GetEstimates,
  GetLedger,
  GetLots,
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
  KeyChanges,
  ListApiKeys,
  WidgetTokens,
  CatalogueFeed,
  CatalogueSeed,
  CatalogueView,
  ListOffers,
  RatesView,
  ListModels,
  ListRates,
  ReadPosition,
  Lifecycle,
  Metrics,
  ProjectionStates,
  Readiness,
  RebuildRecords,
];

/** One flat module: every route and every handler stands in the lists above. */
@Module({})
export class AppModule {
  static of({ config, pool, store, clock, log }: World): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      controllers,
      providers: [
        { provide: Config, useValue: config },
        { provide: Pool, useValue: pool },
        { provide: EventStore, useValue: store },
        { provide: Clock, useValue: clock },
        { provide: LOG, useValue: log },
        ...providers,
        ...commandHandlers,
      ],
    };
  }
}
