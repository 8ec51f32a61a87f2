/** What went back of a payment, and how the payment stands after it. */
import { z } from 'zod';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { LOST } from '../plan/disputes.js';

/** How a payment stands. */
export const PaymentStanding = z
  .enum(['unpaid', 'paid', 'partly_refunded', 'refunded', 'disputed', 'lost'])
  .meta({
    id: 'PaymentStanding',
    description:
      '`disputed`: a dispute is open, or keeps money. `lost`: a lost dispute keeps it. Otherwise ' +
      'what was paid, and how much of it went back by refunds.',
  });
export type PaymentStanding = z.output<typeof PaymentStanding>;

/** Whether a payment can be refunded. */
export const PaymentRefundable = z
  .object({
    left: MoneyAnswer.describe('Received less refunded.'),
    why_not: z
      .enum(['no_account', 'nothing_paid', 'disputed', 'all_back'])
      .nullable()
      .describe(
        'Why no refund of it can be made here; null: one can. `no_account`: nobody here has ' +
          'bought anything with it. `disputed`: a dispute says that its charge cannot be refunded.',
      ),
  })
  .meta({
    id: 'PaymentRefundable',
    description: 'As Stripe had it when it was last looked at; it is asked again at each refund.',
  });
export type PaymentRefundable = z.input<typeof PaymentRefundable>;

/** A dispute of a payment, as PostgreSQL gives it; amounts in minor units, as text. */
interface DisputeOf {
  readonly status: string;
  readonly is_charge_refundable: boolean;
  /** Withdrawn and not reinstated. */
  readonly gone: string;
  readonly fee: string;
  readonly net: string;
}

/** A row of what went back of a payment. */
export interface BackRow {
  /** What refunds moved on the balance; null: there are none. */
  readonly refunds_net: string | null;
  readonly disputes: readonly DisputeOf[] | null;
}

/** The same, reckoned; amounts in minor units. */
export interface Back {
  readonly disputed: bigint;
  readonly disputeFee: bigint;
  /** What refunds and disputes moved on the balance; negative where they took from it. */
  readonly net: bigint;
  readonly isOpen: boolean;
  readonly isLost: boolean;
  readonly isRefundable: boolean;
}

/** The columns of BackRow. */
export const BACK_COLUMNS = 'refunded_by.net AS refunds_net, disputed_by.disputes';

/** Joins to payments, under an alias, what the balance says of their refunds and disputes. */
export const joinBack = (payment: string) => `
  LEFT JOIN LATERAL (
    SELECT sum(t.net) AS net
    FROM app.refunds r
    JOIN app.balance_transactions t
      ON t.id IN (r.balance_transaction_id, r.failure_balance_transaction_id)
    WHERE r.payment_id = ${payment}.payment_id
  ) refunded_by ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
      'status', d.status, 'is_charge_refundable', d.is_charge_refundable,
      'gone', (d.withdrawn - d.reinstated)::text,
      'fee', coalesce(t.fee, 0)::text, 'net', coalesce(t.net, 0)::text
    )) AS disputes
    FROM app.disputes d
    LEFT JOIN LATERAL (
      SELECT sum(fee) AS fee, sum(net) AS net
      FROM app.balance_transactions WHERE source_id = d.dispute_id
    ) t ON true
    WHERE d.payment_id = ${payment}.payment_id
  ) disputed_by ON true`;

const OPEN: ReadonlySet<string> = new Set(['needs_response', 'under_review']);

/** Reckons what went back of a payment. */
export function backOf({ refunds_net, disputes }: BackRow): Back {
  const all = disputes ?? [];
  const total = (of: (dispute: DisputeOf) => string) =>
    all.reduce((sum, dispute) => sum + BigInt(of(dispute)), 0n);
  const keeps = (dispute: DisputeOf) => BigInt(dispute.gone) > 0n;
  return {
    disputed: total(({ gone }) => gone),
    disputeFee: total(({ fee }) => fee),
    net: BigInt(refunds_net ?? '0') + total(({ net }) => net),
    isOpen: all.some((dispute) => OPEN.has(dispute.status) || keeps(dispute)),
    isLost: all.some((dispute) => LOST.has(dispute.status) && keeps(dispute)),
    isRefundable: all.every((dispute) => dispute.is_charge_refundable),
  };
}

/** Minor units of a payment. */
interface Paid {
  readonly received: bigint;
  readonly refunded: bigint;
}

/** How a payment stands. A dispute outweighs refunds, and a lost one those that are open. */
export function standingOf({ received, refunded }: Paid, back: Back): PaymentStanding {
  if (received <= 0n) return 'unpaid';
  if (back.isLost) return 'lost';
  if (back.isOpen) return 'disputed';
  if (refunded <= 0n) return 'paid';
  return refunded >= received ? 'refunded' : 'partly_refunded';
}

/** Why no refund can be made, in the order in which a refund is refused; null: one can. */
export function whyNotRefundable(
  { received, refunded }: Paid,
  isOwned: boolean,
  back: Back,
): PaymentRefundable['why_not'] {
  if (!isOwned) return 'no_account';
  if (received <= 0n) return 'nothing_paid';
  if (!back.isRefundable) return 'disputed';
  return refunded >= received ? 'all_back' : null;
}
