import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { AccountEvent } from '../../domain/account/events.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { CreditsText, SignedCredits } from '../shapes/credits.js';
import { InstantText, RequestInstant } from '../shapes/time.js';
import {
  BalanceBefore,
  LotCredits,
  lotCredits,
  requiredReason,
  writeAnswer,
} from '../accounts/schemas.js';
import { confirmation } from '../money/money-preview.js';
import { AccountId, AdjustmentId } from '../shapes/ids.js';
import { ReasonCode } from '../shapes/words.js';
import { MoveByHand } from './move-by-hand.js';
import { AccountRequest } from '../accounts/account-request.js';

/** Credits to grant (+) or take (−), and the reason. */
export const AdjustmentBody = z
  .strictObject({
    credits: SignedCredits,
    ...requiredReason,
    expires_at: RequestInstant.optional().describe('Of what is given; never by default.'),
    ...confirmation,
  })
  .meta({
    id: 'NewAdjustment',
    examples: [{ credits: '50', reason_code: 'goodwill', note: 'For the long outage' }],
  });
export type AdjustmentBody = z.output<typeof AdjustmentBody>;

/** The same, before somebody has said why. */
export const AdjustmentPreviewBody = z
  .strictObject({
    ...AdjustmentBody.shape,
    note: AdjustmentBody.shape.note.optional(),
  })
  .omit({ preview_hash: true, confirm_duplicate: true })
  .meta({ id: 'AdjustmentToPreview', examples: [{ credits: '50', reason_code: 'goodwill' }] });
export type AdjustmentPreviewBody = z.output<typeof AdjustmentPreviewBody>;

/** The command of a body; its note is kept elsewhere. */
export const adjustmentCommand = ({
  credits,
  expires_at: expiresAt,
  reason_code: reasonCode,
}: AdjustmentPreviewBody) => ({
  type: 'AdjustCredits' as const,
  credits,
  reason: { reasonCode },
  expiresAt,
});

/** Answer to an adjustment. */
export const AdjustmentAnswer = z
  .object({
    adjustment_id: AdjustmentId,
    account_id: AccountId,
    status: z.literal('applied'),
    credits: CreditsText,
    debt_repaid: CreditsText,
    lots: z.array(LotCredits).describe('The new lot, or what was taken from which.'),
    reason_code: ReasonCode,
    ticket: z.string().nullable(),
    expires_at: InstantText.nullable(),
    occurred_at: InstantText,
    balance_before: BalanceBefore,
    ...writeAnswer,
  })
  .meta({ id: 'AdjustmentWritten' });
export type AdjustmentAnswer = z.input<typeof AdjustmentAnswer>;

/** Grants or takes credits by hand. */
export class AdjustCredits extends AccountRequest<AdjustmentBody, AdjustmentAnswer> {}

@CommandHandler(AdjustCredits)
export class AdjustCreditsHandler implements ICommandHandler<AdjustCredits> {
  constructor(private readonly byHand: MoveByHand) {}

  async execute(asked: AdjustCredits) {
    const command = adjustmentCommand(asked.body);
    const { event, figures, hit } = await this.byHand.execute(command, 'CreditsAdjusted', asked);
    return { answer: presentAdjustment(event, figures), hit };
  }
}

type RecordedAdjustment = Recorded<Extract<AccountEvent, { type: 'CreditsAdjusted' }>>;

function presentAdjustment(
  { fact: { data, occurredAt } }: RecordedAdjustment,
  figures: Pick<AdjustmentAnswer, 'balance_before' | 'balance' | 'position'>,
): AdjustmentAnswer {
  const { lot } = data;
  return {
    adjustment_id: data.adjustmentId,
    account_id: data.accountId,
    status: 'applied',
    credits: formatCredits(data.credits),
    debt_repaid: formatCredits(data.repaid),
    lots: lot
      ? [{ lot_id: lot.lotId, credits: formatCredits(lot.granted) }]
      : lotCredits(data.lots.map(({ lotId, credits }) => ({ lotId, credits: -credits }))),
    reason_code: data.reasonCode,
    ticket: data.ticket ?? null,
    expires_at: lot && lot.expiresAt !== null ? formatInstant(lot.expiresAt) : null,
    occurred_at: formatInstant(occurredAt),
    ...figures,
  };
}
