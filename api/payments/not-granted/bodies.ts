/** Bodies and answers of the routes that refund or grant what was paid and not granted. */
import { z } from 'zod';
import { formatCredits } from '../../../domain/credits.js';
import { reasonBody } from '../../accounts/schemas.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { confirmation, MoneyPreview, PreviewHash } from '../../money/money-preview.js';
import { CreditsText } from '../../shapes/credits.js';
import { CatalogueName } from '../../shapes/ids.js';
import { PaymentId, PurchaseId } from '../records/ids.js';
import type { GrantAction } from './grant-action.js';

const EXAMPLE = { reason_code: 'billing_error' };

/** Why all that is left of the payment goes back. */
export const FindingRefundBody = z
  .strictObject({ ...reasonBody, ...confirmation })
  .meta({ id: 'NewFindingRefund', examples: [EXAMPLE] });
export type FindingRefundBody = z.output<typeof FindingRefundBody>;

/** Why what a finding is about is to be granted or refunded, before that is confirmed. */
export const RemedyPreviewBody = z
  .strictObject(reasonBody)
  .meta({ id: 'RemedyToPreview', examples: [EXAMPLE] });
export type RemedyPreviewBody = z.output<typeof RemedyPreviewBody>;

/** Why what was bought is to be granted, with the preview that was seen. */
export const GrantBody = z.strictObject({ ...reasonBody, preview_hash: PreviewHash }).meta({
  id: 'NewGrant',
  examples: [{ ...EXAMPLE, preview_hash: 'k3Jd9a0Q.Xb2P81aa.c0ffee00.00000000.mZ8q1w2e.0a1b2c3d' }],
});
export type GrantBody = z.output<typeof GrantBody>;

/** What was bought, and what has arrived for it. */
export const BoughtCredits = z
  .object({
    payment_id: PaymentId,
    purchase_id: PurchaseId,
    pack: CatalogueName,
    credits: CreditsText.describe('Those of the purchase.'),
    price: MoneyAnswer.describe('What the purchase was to cost.'),
    paid: MoneyAnswer.describe('What has arrived, without tax.'),
  })
  .meta({ id: 'BoughtCredits' });

/** What a grant would come to; nothing is written. */
export const GrantPreview = MoneyPreview.extend({ bought: BoughtCredits }).meta({
  id: 'GrantPreview',
});
export type GrantPreview = z.input<typeof GrantPreview>;

/** Presents what was bought. */
export const boughtOf = ({ command, price }: GrantAction): GrantPreview['bought'] => ({
  payment_id: command.paymentId,
  purchase_id: command.purchaseId,
  pack: command.pack,
  credits: formatCredits(command.credits),
  price: presentMoney(price),
  paid: presentMoney(command.paid),
});
