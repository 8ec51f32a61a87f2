import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditController } from './audit.controller.js';
import { CarryOutVerification } from './carry-out-verification.js';
import { CheckSlots } from './check-slots.js';
import { ListAnchors } from './list-anchors.js';
import { RecomputeBalance } from './recompute-balance.js';
import { RecomputedBalanceController } from './recomputed-balance.controller.js';
import { RequestVerificationHandler } from './request-verification.js';
import { VerificationsController } from './verifications.controller.js';
import { Verifications } from './verifications.js';
import { Verify } from './verify.js';

/** Verification of the log and its anchors. */
@Module({
  imports: [AccountsModule],
  controllers: [AuditController, RecomputedBalanceController, VerificationsController],
  providers: [
    CarryOutVerification,
    CheckSlots,
    ListAnchors,
    RecomputeBalance,
    RequestVerificationHandler,
    Verifications,
    Verify,
  ],
  exports: [CarryOutVerification],
})
export class AuditModule {}
