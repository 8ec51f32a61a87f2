import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { FindDebit } from '../debits/find-debit.js';
import { ModelsModule } from '../models/models.module.js';
import { MoneyModule } from '../money/money.module.js';
import { PaymentRefundsModule } from '../payments/payments.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { ApprovalStream } from './approval-stream.js';
import { AskOthers } from './ask-others.js';
import { ApprovalsController } from './approvals.controller.js';
import { ApproveHandler, RejectHandler, WithdrawHandler } from './decide-approval.js';
import { ExecuteApproved } from './execute-approved.js';
import { MoneyActions } from './frozen-command.js';
import { GetApproval } from './get-approval.js';
import { GrantApproved } from './grant-approved.js';
import { GrantsController } from './grants.controller.js';
import { ListApprovals } from './list-approvals.js';
import { PreviewGrant } from './preview-grant.js';
import { PublishApproved } from './publish-approved.js';
import { RefundApproved } from './refund-approved.js';
import { RequestApprovalHandler } from './request-approval.js';
import { RequestGrantHandler } from './request-grant.js';
import { ActorNames } from '../staff/actor-names.js';

/** Executes what was approved; for workers, too. */
@Module({
  imports: [AccountsModule, CatalogueModule, ModelsModule, PaymentRefundsModule],
  providers: [
    ApprovalStream,
    ExecuteApproved,
    FindDebit,
    GrantApproved,
    MoneyActions,
    PublishApproved,
    RefundApproved,
  ],
  exports: [ApprovalStream, ExecuteApproved, MoneyActions],
})
export class ApprovedModule {}

/** What is beyond a person's limit or role: asked for by one, decided by another. */
@Module({
  imports: [AccountsModule, ApprovedModule, MoneyModule, PaymentRefundsModule, StaffModule],
  controllers: [ApprovalsController, GrantsController],
  providers: [
    ApproveHandler,
    AskOthers,
    GetApproval,
    ListApprovals,
    PreviewGrant,
    RejectHandler,
    RequestApprovalHandler,
    RequestGrantHandler,
    ActorNames,
    WithdrawHandler,
  ],
})
export class ApprovalsModule {}
