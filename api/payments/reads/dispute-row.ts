/** A dispute as it is read from our tables, and as it is shown. */
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { AccountId } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { DisputeId, PaymentId } from '../records/ids.js';
import { joinPaid, PAID_COLUMNS, PaidAnswer, presentPaid, type PaidRow } from './paid-for.js';
import { moneyOf } from './payment-row.js';
import { presentTaken, takenFields, type TakenRow } from './refund-row.js';

/** A dispute of a payment. */
export const DisputeAnswer = z
  .object({
    dispute_id: DisputeId,
    payment_id: PaymentId,
    paid: PaidAnswer,
    account_id: AccountId.nullable(),
    amount: MoneyAnswer,
    reason: z.string().meta({ examples: ['fraudulent'] }),
    status: z.string().meta({
      description: "Stripe's word for it: `needs_response`, `won`, `lost`, `warning_closed` …",
      examples: ['needs_response'],
    }),
    is_charge_refundable: z.boolean().describe('False: its payment cannot be refunded.'),
    evidence_due_at: InstantText.nullable().describe('Until when Stripe takes evidence.'),
    in_ledger: z.enum(['none', 'open', 'lost']).meta({
      id: 'DisputeInLedger',
      description:
        '`open`: the credits that the withdrawn money bought are frozen. `lost`: they are taken. ' +
        '`none`: no money was withdrawn, or all of it came back.',
    }),
    ...takenFields,
    created_at: InstantText,
  })
  .meta({ id: 'Dispute' });
export type DisputeAnswer = z.input<typeof DisputeAnswer>;

/** A row of DISPUTES. */
export interface DisputeRow extends TakenRow, PaidRow {
  readonly dispute_id: string;
  readonly payment_id: string;
  readonly account_id: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly status: string;
  readonly is_charge_refundable: boolean;
  readonly evidence_due_at: Date | null;
  readonly in_ledger: DisputeAnswer['in_ledger'];
  readonly created_at: Date;
}

/** Selects disputes `d`. */
export const DISPUTES = `
  SELECT d.dispute_id, d.payment_id, d.account_id, d.amount, d.currency, d.reason, d.status,
         d.is_charge_refundable, d.evidence_due_at, d.in_ledger, d.clawed_back, d.written_off,
         d.debt, d.created_at, ${PAID_COLUMNS}
  FROM app.disputes d ${joinPaid('d')}`;

/** Presents a dispute. */
export const presentDispute = ({
  amount,
  currency,
  clawed_back,
  written_off,
  debt,
  evidence_due_at,
  created_at,
  paid_at,
  paid_received,
  paid_currency,
  paid_name,
  paid_plan,
  ...row
}: DisputeRow): DisputeAnswer => ({
  ...row,
  paid: presentPaid({ paid_at, paid_received, paid_currency, paid_name, paid_plan }),
  amount: moneyOf(amount, currency),
  evidence_due_at: evidence_due_at === null ? null : formatInstant(evidence_due_at.getTime()),
  ...presentTaken({ clawed_back, written_off, debt }),
  created_at: formatInstant(created_at.getTime()),
});
