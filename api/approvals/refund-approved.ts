import { Injectable } from '@nestjs/common';
import type { FrozenCommand } from '../../domain/approval/events.js';
import type { CommandMeta } from '../../platform/event-store/event-store.js';
import { AccountStream } from '../accounts/account-stream.js';
import type { Outcome } from '../accounts/review.js';
import type { MoneyAction } from '../money/money-action.js';
import { RefundActions } from '../payments/refunds/refund-action.js';
import { RefundRequests } from '../payments/refunds/refund-requests.js';

type FrozenRefund = Extract<FrozenCommand, { type: 'RefundPayment' }>;

/** Gives back the money of refunds that somebody has approved. */
@Injectable()
export class RefundApproved {
  constructor(
    private readonly actions: RefundActions,
    private readonly requests: RefundRequests,
    private readonly accounts: AccountStream,
  ) {}

  /**
   * One refund, however often it is called; null, because the event follows once Stripe has it.
   * Throws what `changed` objects to, `not_found`, `validation_failed` where less is left of the
   * payment, `payment_not_refundable`, `payment_refund_refused`, and `payments_unavailable` while
   * it is not known.
   */
  async of(
    accountId: string,
    command: FrozenRefund,
    { commandId, inputHash = '', actor }: CommandMeta,
    changed: (action: MoneyAction, outcome: Outcome) => Error | undefined,
  ): Promise<null> {
    const asking = { key: commandId, inputHash, actor };
    await this.requests.once(
      accountId,
      asking,
      () => this.actions.ofAccount(accountId, command),
      async (lease, action) => {
        const outcome = await this.accounts.preview(accountId, ...action.command.records);
        const objection = changed(action, outcome);
        if (objection) throw objection;
        return this.requests.begin(lease, action, command.reason, asking);
      },
    );
    return null;
  }
}
