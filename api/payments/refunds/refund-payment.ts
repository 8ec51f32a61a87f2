import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult } from '../../accounts/command-result.js';
import type { Caller } from '../../auth/caller.js';
import type { IdempotencyKey } from '../../http/idempotency.js';
import { MoneyChecks } from '../../money/money-checks.js';
import { ReasonNotes } from '../../personal/reason-notes.js';
import type { Lease } from '../converge/account-lease.js';
import type { RefundRequest } from '../records/refund-request.entity.js';
import { presentRequest, type PaymentRefundBody, type PaymentRefundWritten } from './bodies.js';
import { RefundActions, type RefundAction, type RefundTerms } from './refund-action.js';
import { RefundRequests } from './refund-requests.js';

/** Who gives how much of which payment back. */
export interface GivingBack {
  readonly paymentId: string;
  readonly body: PaymentRefundBody;
  readonly key: IdempotencyKey;
  readonly caller: Caller;
}

/** Gives money of a payment back. */
export class RefundPaymentMoney
  extends Command<CommandResult<PaymentRefundWritten>>
  implements GivingBack
{
  constructor(
    readonly paymentId: string,
    readonly body: PaymentRefundBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What a body says of a refund. */
export const termsOf = (
  paymentId: string,
  { amount, spent, reason_code }: Pick<PaymentRefundBody, 'amount' | 'spent' | 'reason_code'>,
): RefundTerms => ({ paymentId, amount, policy: spent, reason: { reasonCode: reason_code } });

/** Gives money back for whoever asks, as every other money action is done. */
@Injectable()
export class GiveBack {
  constructor(
    private readonly actions: RefundActions,
    private readonly requests: RefundRequests,
    private readonly checks: MoneyChecks,
    private readonly notes: ReasonNotes,
  ) {}

  /**
   * One refund, however often it is asked for under its key. `allow` is asked before a new one is
   * begun, while nobody else works on the account's payments, and throws where there must be none.
   */
  async once(
    asked: GivingBack,
    allow: () => Promise<void> = () => Promise.resolve(),
  ): Promise<CommandResult<PaymentRefundWritten>> {
    const { paymentId, body, key } = asked;
    const { accountId } = await this.actions.payment(paymentId);
    const { commandId, inputHash } = key;
    const { request, hit } = await this.requests.once(
      accountId,
      { key: commandId, inputHash },
      () => this.actions.of(termsOf(paymentId, body)),
      async (lease, action) => {
        await allow();
        return this.begin(lease, action, asked);
      },
    );
    return { answer: presentRequest(request), hit };
  }

  /** Checks it as every other money action, and writes it before Stripe is asked. */
  private begin(
    lease: Lease,
    action: RefundAction,
    { body, key, caller }: GivingBack,
  ): Promise<RefundRequest> {
    const { accountId } = action;
    const { commandId, inputHash } = key;
    const asking = { key: commandId, inputHash, actor: caller.actor };
    return this.checks.limited(action, { caller, body, key }, async (review) => {
      const refusal = review?.(await this.checks.outcomeOf(action));
      if (refusal) throw refusal;
      return this.notes.keepFor({ accountId, caller, body }, (reason) =>
        this.requests.begin(lease, action, reason, asking),
      );
    });
  }
}

@CommandHandler(RefundPaymentMoney)
export class RefundPaymentHandler implements ICommandHandler<RefundPaymentMoney> {
  constructor(private readonly giveBack: GiveBack) {}

  execute(asked: RefundPaymentMoney): Promise<CommandResult<PaymentRefundWritten>> {
    return this.giveBack.once(asked);
  }
}
