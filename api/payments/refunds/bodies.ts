/** Bodies and answers of the routes that give money back. */
import { z } from 'zod';
import { formatCredits } from '../../../domain/credits.js';
import { formatInstant } from '../../../domain/instant.js';
import { reasonBody } from '../../accounts/schemas.js';
import { PaidBody } from '../../catalogue/bodies.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { confirmation, MoneyPreview } from '../../money/money-preview.js';
import { CreditsText } from '../../shapes/credits.js';
import { AccountId } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { ReasonCode } from '../../shapes/words.js';
import { SpentPolicyName } from '../reads/refund-row.js';
import { PaymentId, RefundRequestId, StripeRefundId } from '../records/ids.js';
import type { RefundRequest } from '../records/refund-request.entity.js';

const EXAMPLE = { reason_code: 'duplicate_charge', amount: { minor: 2_500, currency: 'usd' } };

/** Money that is to go back, and the reason. */
export const PaymentRefundBody = z
  .strictObject({
    amount: PaidBody.optional().describe('Tax included. All that is left unless told.'),
    spent: SpentPolicyName.default('written_off'),
    ...reasonBody,
    ...confirmation,
  })
  .meta({ id: 'NewPaymentRefund', examples: [EXAMPLE] });
export type PaymentRefundBody = z.output<typeof PaymentRefundBody>;

/** The same, before it is confirmed. */
export const PaymentRefundPreviewBody = PaymentRefundBody.omit({
  preview_hash: true,
  confirm_duplicate: true,
}).meta({ id: 'PaymentRefundToPreview', examples: [EXAMPLE] });
export type PaymentRefundPreviewBody = z.output<typeof PaymentRefundPreviewBody>;

/** What a refund comes to in money and in credits. */
export const RefundedMoney = z
  .object({
    payment_id: PaymentId,
    amount: MoneyAnswer,
    received: MoneyAnswer.describe('What the payment brought, tax included.'),
    refunded: MoneyAnswer.describe('What went back before.'),
    left: MoneyAnswer.describe('What can still go back afterwards.'),
    spent: SpentPolicyName,
    clawed_back: CreditsText.describe('Taken of what is unspent or held.'),
    written_off: CreditsText.describe('Spent already, and given up.'),
    debt: CreditsText.describe('Spent already, and owed.'),
    kept: CreditsText.describe('What stays of the lots that it bought.'),
  })
  .meta({ id: 'RefundedMoney' });

/** What a refund would come to; nothing is written, and Stripe is not asked for it. */
export const PaymentRefundPreview = MoneyPreview.extend({ money: RefundedMoney }).meta({
  id: 'PaymentRefundPreview',
});
export type PaymentRefundPreview = z.input<typeof PaymentRefundPreview>;

/** A refund that Stripe has. */
export const PaymentRefundWritten = z
  .object({
    request_id: RefundRequestId,
    refund_id: StripeRefundId,
    payment_id: PaymentId,
    account_id: AccountId,
    amount: MoneyAnswer,
    spent: SpentPolicyName,
    credits: CreditsText.describe('What the money stands for.'),
    state: z
      .literal('submitted')
      .describe(
        'Stripe has the refund. The credits are taken as soon as it has been looked at, in ' +
          'seconds; should it fail later, all of it is given back.',
      ),
    reason_code: ReasonCode.nullable(),
    created_at: InstantText,
  })
  .meta({ id: 'PaymentRefundWritten' });
export type PaymentRefundWritten = z.input<typeof PaymentRefundWritten>;

/** Presents a request that was submitted. */
export const presentRequest = (request: RefundRequest): PaymentRefundWritten => ({
  request_id: request.requestId,
  refund_id: request.refundId ?? '',
  payment_id: request.paymentId,
  account_id: request.accountId,
  amount: presentMoney({ minor: request.amount, currency: request.currency }),
  spent: request.policy,
  credits: formatCredits(request.credits),
  state: 'submitted',
  reason_code: request.reasonCode === null ? null : ReasonCode.parse(request.reasonCode),
  created_at: formatInstant(request.createdAt.getTime()),
});
