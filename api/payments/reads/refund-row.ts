/** A refund of a payment as it is read from our tables, and as it is shown. */
import { z } from 'zod';
import { formatCredits } from '../../../domain/credits.js';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { CreditsText } from '../../shapes/credits.js';
import { AccountId } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { ReasonCode } from '../../shapes/words.js';
import { PaymentId, RefundRequestId, StripeRefundId } from '../records/ids.js';
import { joinPaid, PAID_COLUMNS, PaidAnswer, presentPaid, type PaidRow } from './paid-for.js';
import { moneyOf } from './payment-row.js';

/** What becomes of credits that were spent before their money went back. */
export const SpentPolicyName = z.enum(['written_off', 'debt']).meta({
  id: 'SpentPolicy',
  description: 'What becomes of credits that were spent before their money went back.',
});

const inLedger = (description: string) =>
  CreditsText.nullable().describe(`${description} Null: nothing is taken for it.`);

/** What money that went back takes in the ledger. */
export const takenFields = {
  clawed_back: inLedger('Taken of what was unspent.'),
  written_off: inLedger('Spent before, and given up.'),
  debt: inLedger('Spent before, and owed.'),
};

/** A refund of a payment. */
export const PaymentRefundAnswer = z
  .object({
    refund_id: StripeRefundId,
    payment_id: PaymentId,
    paid: PaidAnswer,
    account_id: AccountId.nullable(),
    amount: MoneyAnswer.describe('Tax included.'),
    status: z.string().meta({
      description:
        "Stripe's word for it: `pending`, `succeeded`, `failed` … What failed is given back " +
        'in the ledger too.',
      examples: ['succeeded'],
    }),
    failure_reason: z
      .string()
      .nullable()
      .meta({ examples: ['lost_or_stolen_card'] }),
    spent: SpentPolicyName,
    ...takenFields,
    request: z
      .object({
        request_id: RefundRequestId,
        actor: z.string().meta({ examples: ['staff:stf_3k9d'] }),
        reason_code: ReasonCode.nullable(),
        ticket: z.string().nullable(),
      })
      .meta({ id: 'RefundRequestOf' })
      .nullable()
      .describe('Who asked for it here; null: it was made in Stripe.'),
    created_at: InstantText,
  })
  .meta({ id: 'PaymentRefund' });
export type PaymentRefundAnswer = z.input<typeof PaymentRefundAnswer>;

/** Credits that are taken in the ledger, as PostgreSQL gives them. */
export interface TakenRow {
  readonly clawed_back: string | null;
  readonly written_off: string | null;
  readonly debt: string | null;
}

/** A row of REFUNDS. */
export interface RefundRow extends TakenRow, PaidRow {
  readonly refund_id: string;
  readonly payment_id: string;
  readonly account_id: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly status: string;
  readonly failure_reason: string | null;
  readonly policy: z.output<typeof SpentPolicyName>;
  readonly request_id: string | null;
  readonly actor: string;
  readonly reason_code: string | null;
  readonly ticket: string | null;
  readonly created_at: Date;
}

/** Selects refunds `r` with the requests that they come from. */
export const REFUNDS = `
  SELECT r.refund_id, r.payment_id, r.account_id, r.amount, r.currency, r.status,
         r.failure_reason, r.policy, r.clawed_back, r.written_off, r.debt, r.created_at,
         q.request_id, q.actor, q.reason_code, q.ticket, ${PAID_COLUMNS}
  FROM app.refunds r
  LEFT JOIN app.refund_requests q ON q.request_id = r.request_id ${joinPaid('r')}`;

const creditsOf = (micro: string | null) => (micro === null ? null : formatCredits(BigInt(micro)));

/** Presents what is taken in the ledger. */
export const presentTaken = ({ clawed_back, written_off, debt }: TakenRow) => ({
  clawed_back: creditsOf(clawed_back),
  written_off: creditsOf(written_off),
  debt: creditsOf(debt),
});

/** Presents a refund. */
export function presentRefund(row: RefundRow): PaymentRefundAnswer {
  const { refund_id, payment_id, account_id, status, failure_reason, request_id } = row;
  return {
    refund_id,
    payment_id,
    paid: presentPaid(row),
    account_id,
    amount: moneyOf(row.amount, row.currency),
    status,
    failure_reason,
    spent: row.policy,
    ...presentTaken(row),
    request:
      request_id === null
        ? null
        : {
            request_id,
            actor: row.actor,
            reason_code: row.reason_code === null ? null : ReasonCode.parse(row.reason_code),
            ticket: row.ticket,
          },
    created_at: formatInstant(row.created_at.getTime()),
  };
}
