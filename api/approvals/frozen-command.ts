/** What people ask approval for: as it is asked, as it is stored, and as the account takes it. */
import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Reason } from '../../domain/account/commands.js';
import { FrozenCommand } from '../../domain/approval/events.js';
import type { Credits } from '../../domain/credits.js';
import { canonicalJson } from '../../platform/canonical.js';
import { reasonBody, requiredReason } from '../accounts/schemas.js';
import { PaidBody } from '../catalogue/bodies.js';
import { FindDebit } from '../debits/find-debit.js';
import type { AccountAction, MoneyAction } from '../money/money-action.js';
import { SpentPolicyName } from '../payments/reads/refund-row.js';
import { PaymentId } from '../payments/records/ids.js';
import { GrantActions } from '../payments/not-granted/grant-action.js';
import { RefundActions } from '../payments/refunds/refund-action.js';
import { PositiveCredits, SignedCredits } from '../shapes/credits.js';
import { AccountId, CatalogueName, DebitId, HoldId } from '../shapes/ids.js';
import { RequestInstant } from '../shapes/time.js';
import { PlanChangeTime } from '../shapes/words.js';

const account_id = AccountId;
/** As their own routes take it: what moves credits without a debit behind it needs a note. */
const noted = { account_id, ...requiredReason };
const reasoned = { account_id, ...reasonBody };
const ofType = <Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  id: string,
  shape: Shape,
) => z.strictObject({ type: z.literal(type), ...shape }).meta({ id });

/** The command that somebody is to approve: what its own route takes, and the account. */
export const CommandToApprove = z
  .discriminatedUnion('type', [
    ofType('adjustment', 'AdjustmentToApprove', {
      ...noted,
      credits: SignedCredits,
      expires_at: RequestInstant.optional(),
    }),
    ofType('refund', 'RefundToApprove', {
      ...reasoned,
      debit_id: DebitId,
      credits: PositiveCredits.optional(),
    }),
    ofType('plan_change', 'PlanChangeToApprove', {
      ...reasoned,
      plan: CatalogueName,
      when: PlanChangeTime,
    }),
    ofType('hold_release', 'HoldReleaseToApprove', { ...reasoned, hold_id: HoldId }),
    ofType('suspend', 'SuspendToApprove', noted),
    ofType('reinstate', 'ReinstateToApprove', noted),
    ofType('close', 'CloseToApprove', noted),
    ofType('payment_refund', 'PaymentRefundToApprove', {
      ...reasoned,
      payment_id: PaymentId,
      amount: PaidBody,
      spent: SpentPolicyName.default('written_off'),
    }),
  ])
  .meta({ id: 'CommandToApprove' });
export type CommandToApprove = z.output<typeof CommandToApprove>;

/** SHA-256 of the stored command, base64url. */
export const hashOf = (command: FrozenCommand): string =>
  hash('sha256', canonicalJson(z.encode(FrozenCommand, command)), 'base64url');

/** Freezes a command. `moved`: what its preview moves, for a refund that names no amount. */
export function frozen(command: CommandToApprove, reason: Reason, moved: Credits): FrozenCommand {
  switch (command.type) {
    case 'adjustment': {
      const { credits, expires_at: expiresAt } = command;
      return { type: 'AdjustCredits', credits, expiresAt, reason };
    }
    case 'refund': {
      const { debit_id: debitId, credits = moved } = command;
      return { type: 'RefundDebit', debitId, credits, reason };
    }
    case 'plan_change':
      return { type: 'ChangePlan', plan: command.plan, when: command.when, reason };
    case 'hold_release':
      return { type: 'ReleaseHold', holdId: command.hold_id, reason };
    case 'suspend':
      return { type: 'SuspendAccount', reason };
    case 'reinstate':
      return { type: 'ReinstateAccount', reason };
    case 'close':
      return { type: 'CloseAccount', reason };
    case 'payment_refund': {
      const { payment_id: paymentId, amount, spent: policy } = command;
      return { type: 'RefundPayment', paymentId, amount, policy, reason };
    }
  }
}

/** Makes the commands that accounts take. */
@Injectable()
export class MoneyActions {
  constructor(
    private readonly findDebit: FindDebit,
    private readonly refunds: RefundActions,
    private readonly grants: GrantActions,
  ) {}

  /**
   * What is asked for. Throws DomainError `debit_not_found` or `account_not_found`, and as
   * `RefundActions.of` and `GrantActions.stored`.
   */
  async asked(command: CommandToApprove): Promise<MoneyAction> {
    const { account_id: accountId, reason_code: reasonCode } = command;
    if (command.type !== 'refund')
      return this.stored(accountId, frozen(command, { reasonCode }, 0n));
    return {
      accountId,
      command: await this.findDebit.refundOf(accountId, command.debit_id, command),
    };
  }

  /** What was asked for. Throws as `asked` does. */
  async stored(accountId: string, command: FrozenCommand): Promise<MoneyAction> {
    if (command.type === 'RefundPayment') return this.refunds.ofAccount(accountId, command);
    if (command.type === 'RecordPackPurchase') return this.grants.stored(command);
    return this.onAccount(accountId, command);
  }

  /** The same of what the account itself executes. */
  async onAccount(
    accountId: string,
    command: Exclude<FrozenCommand, { type: 'RefundPayment' | 'RecordPackPurchase' }>,
  ): Promise<AccountAction> {
    if (command.type !== 'RefundDebit') return { accountId, command };
    const { debitId, credits, reason } = command;
    const body = { credits, reason_code: reason.reasonCode };
    const refund = await this.findDebit.refundOf(accountId, debitId, body);
    return { accountId, command: { ...refund, reason } };
  }
}
