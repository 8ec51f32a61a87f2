/** What brings the ledger to agree with refunds and disputes. Pure. */
import type { Reason, SpentPolicy } from '../../../domain/account/commands.js';
import type { Money } from '../../../domain/money.js';
import { disputeFindings, disputeSteps } from './disputes.js';
import { feeFindings } from './fees.js';
import type { FindingDraft } from './plan.js';
import { portions } from './portions.js';
import { refundSteps } from './refunds.js';
import type { BackStep } from './steps.js';
import type { BackNow, PaymentNow } from './tree.js';

/** A payment with what has gone back of it. */
export interface Tree {
  readonly payment: PaymentNow;
  readonly back: BackNow;
}

/** A lot that a payment paid for, as our rows have it. */
export interface Granted {
  readonly paymentId: string;
  /** The lot's source; absent: the payment itself, as of a pack. */
  readonly paidBy?: string | undefined;
  /** What the lot was paid with by any means, tax included. */
  readonly gross: Money;
  /** What of it this payment paid, where it has paid for more than this lot; else all. */
  readonly part?: bigint | undefined;
  /** Refunds that somebody here asked for, by request. */
  readonly requests: ReadonlyMap<string, RefundTerms>;
}

/** What is to become of credits that are spent already, who asked for it, and why. */
export interface RefundTerms {
  readonly policy: SpentPolicy;
  readonly actor: string;
  readonly reason: Reason | undefined;
}

/** What the ledger has of a payment: the refunds and disputes that count now. */
export interface LedgerBack {
  readonly refunded: ReadonlySet<string>;
  readonly disputed: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

/** Refunds and disputes of one payment: what is to be done about a lot, in their own order. */
export function planBack(
  { payment, back }: Tree,
  granted: Granted,
  ledger: LedgerBack,
  others: readonly Granted[] = [],
): BackStep[] {
  const lot = { ...granted, portionOf: portions(payment, back, granted, others) };
  return [
    ...back.refunds.flatMap((refund) => refundSteps(refund, lot, ledger)),
    ...back.disputes.flatMap((dispute) => disputeSteps(dispute, lot, ledger)),
  ];
}

/** What a person has to look at, whatever the ledger has. */
export function backFindings({ payment, back }: Tree): FindingDraft[] {
  const { refunds, disputes, warnings } = back;
  const balances = [
    payment.charge?.balance,
    ...refunds.flatMap(({ balance, failure }) => [balance, failure]),
    ...disputes.flatMap((dispute) => dispute.balances),
  ];
  return [
    ...warnings.map(({ warningId: objectId, fraudType: theirs }) => ({
      class: 'fraud_warning' as const,
      objectId,
      ours: null,
      theirs,
    })),
    ...disputes.flatMap(disputeFindings),
    ...feeFindings(balances.flatMap((balance) => balance ?? [])),
  ];
}
