import { Module, type DynamicModule } from '@nestjs/common';
import type { Resources } from './resources.js';
import { ResourcesModule } from './resources.module.js';
import { AccountStatusModule } from './account-status/account-status.module.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { AdjustmentsModule } from './adjustments/adjustments.module.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { ProposalsModule } from './proposals/proposals.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BalanceModule } from './balance/balance.module.js';
import { BalanceStreamModule } from './balance-stream/balance-stream.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { ConsoleModule } from './console/console.module.js';
import { DebitsModule } from './debits/debits.module.js';
import { DocsModule } from './docs/docs.module.js';
import { EventsModule } from './events/events.module.js';
import { GateModule } from './gate/gate.module.js';
import { HelpModule } from './help/help.module.js';
import { HoldsModule } from './holds/holds.module.js';
import { MailsModule } from './mails/mails.module.js';
import { MembersModule } from './members/members.module.js';
import { ModelsModule } from './models/models.module.js';
import { OpsModule } from './ops/ops.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { PlansModule } from './plans/plans.module.js';
import { QuotesModule } from './quotes/quotes.module.js';
import { SearchModule } from './search/search.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { SingleSignOnModule } from './single-sign-on/single-sign-on.module.js';
import { StaffActionsModule } from './staff-actions/staff-actions.module.js';
import { StaffModule } from './staff/staff.module.js';
import { UsageModule } from './usage/usage.module.js';
import { ViewsModule } from './views/views.module.js';
import { WebhookEndpointsModule } from './webhook-endpoints/webhook-endpoints.module.js';
import { WidgetModule } from './widget/widget.module.js';
import { WidgetTokensModule } from './widget-tokens/widget-tokens.module.js';
import { WorkModule } from './work/work.module.js';

/** The API: one module per folder, over the process's resources. */
@Module({})
export class AppModule {
  static of(resources: Resources): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ResourcesModule.of(resources),
        AccountStatusModule,
        AccountsModule,
        AdjustmentsModule,
        ApiKeysModule,
        ApprovalsModule,
        ProposalsModule,
        AuditModule,
        BalanceModule,
        BalanceStreamModule,
        CatalogueModule,
        ConsoleModule,
        DebitsModule,
        DocsModule,
        EventsModule,
        GateModule,
        HelpModule,
        HoldsModule,
        MailsModule,
        MembersModule,
        ModelsModule,
        OpsModule,
        PaymentsModule,
        PlansModule,
        QuotesModule,
        SearchModule,
        SignInModule,
        SingleSignOnModule,
        StaffActionsModule,
        StaffModule,
        UsageModule,
        ViewsModule,
        WebhookEndpointsModule,
        WidgetModule,
        WidgetTokensModule,
        WorkModule,
      ],
    };
  }
}
