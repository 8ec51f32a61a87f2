import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { AccountEvent } from '../../domain/account/events.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import type { Caller } from '../auth/caller.js';
import { CreditsText, PositiveCredits } from '../shapes/credits.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { FindDebit } from './find-debit.js';
import { MoveByHand } from './move-by-hand.js';
import {
  BalanceBefore,
  LotCredits,
  lotCredits,
  reasonBody,
  writeAnswer,
} from '../accounts/schemas.js';
import type { CommandResult } from '../accounts/command-result.js';
import { confirmation } from '../money/money-preview.js';
import { AccountId, DebitId, RefundId } from '../shapes/ids.js';
import { REFUNDED } from '../openapi/examples.js';
import { ReasonCode } from '../shapes/words.js';
import { InstantText } from '../shapes/time.js';

/** Credits to refund, and the reason. */
export const RefundBody = z
  .strictObject({
    credits: PositiveCredits.optional().describe('All that is left unless told.'),
    ...reasonBody,
    ...confirmation,
  })
  .meta({ id: 'NewRefund', examples: [{ reason_code: 'model_quality' }] });
export type RefundBody = z.output<typeof RefundBody>;

/** The same, before it is confirmed. */
export const RefundPreviewBody = RefundBody.omit({
  preview_hash: true,
  confirm_duplicate: true,
}).meta({ id: 'RefundToPreview', examples: [{ reason_code: 'model_quality' }] });
export type RefundPreviewBody = z.output<typeof RefundPreviewBody>;

/** credits = debt_repaid + lots + new_lots + not_returned. */
export const RefundAnswer = z
  .object({
    refund_id: RefundId,
    debit_id: DebitId,
    account_id: AccountId,
    credits: CreditsText,
    debt_repaid: CreditsText,
    lots: z.array(LotCredits).describe('Back to where they came from.'),
    new_lots: z
      .array(LotCredits.extend({ expires_at: InstantText.nullable() }))
      .describe('In place of lots that have ended since.'),
    not_returned: CreditsText.describe('Came from a lot that was clawed back.'),
    reason_code: ReasonCode,
    occurred_at: InstantText,
    balance_before: BalanceBefore,
    ...writeAnswer,
  })
  .meta({ id: 'RefundWritten', examples: [REFUNDED] });
export type RefundAnswer = z.input<typeof RefundAnswer>;

/** Refunds a debit in whole or part. */
export class RefundDebit extends Command<CommandResult<RefundAnswer>> {
  constructor(
    readonly accountId: string,
    readonly debitId: string,
    readonly body: RefundBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RefundDebit)
export class RefundDebitHandler implements ICommandHandler<RefundDebit> {
  constructor(
    private readonly findDebit: FindDebit,
    private readonly byHand: MoveByHand,
  ) {}

  async execute(asked: RefundDebit) {
    const command = await this.findDebit.refundOf(asked.accountId, asked.debitId, asked.body);
    const { event, figures, hit } = await this.byHand.execute(command, 'DebitRefunded', asked);
    return { answer: presentRefund(event, figures), hit };
  }
}

type RecordedRefund = Recorded<Extract<AccountEvent, { type: 'DebitRefunded' }>>;

function presentRefund(
  { fact: { data, occurredAt } }: RecordedRefund,
  figures: Pick<RefundAnswer, 'balance_before' | 'balance' | 'position'>,
): RefundAnswer {
  return {
    refund_id: data.refundId,
    debit_id: data.debitId,
    account_id: data.accountId,
    credits: formatCredits(data.credits),
    debt_repaid: formatCredits(data.repaid),
    lots: lotCredits(data.lots),
    new_lots: data.newLots.map(({ lotId, granted, expiresAt }) => ({
      lot_id: lotId,
      credits: formatCredits(granted),
      expires_at: expiresAt === null ? null : formatInstant(expiresAt),
    })),
    not_returned: formatCredits(data.lost),
    reason_code: data.reasonCode,
    occurred_at: formatInstant(occurredAt),
    ...figures,
  };
}
