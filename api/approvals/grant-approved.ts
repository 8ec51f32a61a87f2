import { Injectable } from '@nestjs/common';
import type { CommandMeta } from '../../platform/event-store/event-store.js';
import { AccountStream } from '../accounts/account-stream.js';
import type { Outcome } from '../accounts/review.js';
import type { MoneyAction } from '../money/money-action.js';
import { AccountLeases } from '../payments/converge/account-lease.js';
import { grantOf } from '../payments/converge/ledger-back.js';
import { Inbox } from '../payments/inbox/inbox.js';
import { convergeJob } from '../payments/inbox/jobs.js';
import {
  GrantActions,
  grantedAlready,
  type FrozenGrant,
} from '../payments/not-granted/grant-action.js';

/** Grants what somebody has approved of what was paid and not granted. */
@Injectable()
export class GrantApproved {
  constructor(
    private readonly grants: GrantActions,
    private readonly accounts: AccountStream,
    private readonly leases: AccountLeases,
    private readonly inbox: Inbox,
  ) {}

  /**
   * The id of the event, the same however often it is called. The command's id is the payment's, as
   * if Scrip granted it by itself: whoever is first, it is granted once. Throws what `changed`
   * objects to, as `GrantActions.stored` does, and `payments_unavailable` while Stripe is silent.
   */
  async of(
    accountId: string,
    command: FrozenGrant,
    { actor, cause: approvalId = '' }: CommandMeta,
    changed: (action: MoneyAction, outcome: Outcome) => Error | undefined,
  ): Promise<string | null> {
    const { paymentId } = command;
    const eventId = await this.leases.alone(accountId, async () => {
      const before = await grantOf(this.accounts, accountId, paymentId);
      if (before?.approvalId === approvalId) return before.eventId;
      const action = await this.grants.stored(command);
      const { findingId: _, reason: __, ...record } = action.command;
      const { events } = await this.accounts.execute(
        accountId,
        record,
        { commandId: paymentId, actor, cause: approvalId },
        undefined,
        (outcome) => changed(action, outcome),
      );
      const [granted] = events;
      if (granted?.meta.cause !== approvalId) throw grantedAlready();
      return granted.id;
    });
    // The purchase and the finding follow.
    await this.inbox.enqueue([convergeJob(approvalId, paymentId)]);
    return eventId;
  }
}
