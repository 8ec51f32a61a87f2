import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccountStream } from '../../accounts/account-stream.js';
import type { CommandResult } from '../../accounts/command-result.js';
import type { Caller } from '../../auth/caller.js';
import type { IdempotencyKey } from '../../http/idempotency.js';
import { grantOf } from '../converge/ledger-back.js';
import { FindingLog } from '../findings/finding-log.js';
import type { PaymentRefundPreview, PaymentRefundWritten } from '../refunds/bodies.js';
import { PreviewRefund } from '../refunds/preview-refund.js';
import { GiveBack } from '../refunds/refund-payment.js';
import { RefundRequests } from '../refunds/refund-requests.js';
import type { FindingRefundBody, RemedyPreviewBody } from './bodies.js';
import { NotGranted, notActionable } from './not-granted.js';

/** All that is left, of which nothing was spent: nothing was granted. */
const WHOLE = { amount: undefined, spent: 'written_off' } as const;

/** Shows what refunding the money of a finding would come to. */
@Injectable()
export class PreviewFindingRefund {
  constructor(
    private readonly notGranted: NotGranted,
    private readonly accounts: AccountStream,
    private readonly previewRefund: PreviewRefund,
  ) {}

  /** Nothing is written. Throws as `NotGranted.money` and `PreviewRefund.of`. */
  async of(
    findingId: string,
    body: RemedyPreviewBody,
    caller: Caller,
  ): Promise<PaymentRefundPreview> {
    const { finding, paymentId } = await this.notGranted.money(findingId);
    await requireNotGranted(this.accounts, finding.accountId, paymentId);
    return this.previewRefund.of(paymentId, { ...body, ...WHOLE }, caller);
  }
}

/** Gives all that is left of the money of a finding back. */
export class RefundFinding extends Command<CommandResult<PaymentRefundWritten>> {
  constructor(
    readonly findingId: string,
    readonly body: FindingRefundBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RefundFinding)
export class RefundFindingHandler implements ICommandHandler<RefundFinding> {
  constructor(
    private readonly notGranted: NotGranted,
    private readonly accounts: AccountStream,
    private readonly requests: RefundRequests,
    private readonly giveBack: GiveBack,
    private readonly log: FindingLog,
  ) {}

  async execute(asked: RefundFinding): Promise<CommandResult<PaymentRefundWritten>> {
    const { findingId, body, key, caller } = asked;
    const { accountId } = await this.notGranted.finding(findingId);
    const paymentId = await this.paymentOf(asked, accountId);
    const allow = async () => {
      // Somebody may have resolved it, or granted it, since.
      await this.notGranted.money(findingId);
      await requireNotGranted(this.accounts, accountId, paymentId);
    };
    const back = { paymentId, body: { ...body, ...WHOLE }, key, caller };
    const result = await this.giveBack.once(back, allow);
    const { refund_id: link } = result.answer;
    await this.log.note(findingId, { did: 'refunding', actor: caller.actor, link });
    return result;
  }

  /** That of the request under this key, whatever has become of the finding since. */
  private async paymentOf({ findingId, key }: RefundFinding, accountId: string): Promise<string> {
    const { commandId, inputHash } = key;
    const known = () => this.requests.find(accountId, { key: commandId, inputHash });
    const before = await known();
    if (before) return before.paymentId;
    try {
      return (await this.notGranted.money(findingId)).paymentId;
    } catch (error) {
      // What refuses it may be this request.
      const begun = await known();
      if (!begun) throw error;
      return begun.paymentId;
    }
  }
}

/** Refuses a payment that has granted: its own refund takes the credits. */
async function requireNotGranted(
  accounts: AccountStream,
  accountId: string,
  paymentId: string,
): Promise<void> {
  if (!(await grantOf(accounts, accountId, paymentId))) return;
  throw notActionable(`the payment has granted its credits: refund the payment ${paymentId}`, {
    payment_id: paymentId,
  });
}
