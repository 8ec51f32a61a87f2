/** What can be wrong between Stripe and the ledger, and how bad each is. */

/** How urgent a finding is, the least first. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
/** How urgent a finding is. */
export type Severity = (typeof SEVERITIES)[number];

/** Every class has one severity. */
export const FINDING_CLASSES = {
  /** Money arrived, and no credits were granted for it. */
  paid_not_granted: 'critical',
  /** Credits were granted for a payment that Stripe does not call succeeded. */
  granted_not_paid: 'critical',
  /** The ledger refuses a refund or a dispute that has happened. */
  refund_not_reflected: 'critical',
  dispute_not_reflected: 'critical',
  /** What was paid is not our price. */
  amount: 'critical',
  currency: 'critical',
  /** A paid line of an invoice for a part of a period: it grants nothing. */
  proration: 'critical',
  /** A paid line of a price that is not ours. */
  foreign_line: 'critical',
  /** A paid line of our price, and not once of it. */
  quantity: 'critical',
  /** A price at Stripe under our key is not the one that we sell. */
  price: 'critical',
  /** A session names another account than its purchase. */
  wrong_account: 'critical',
  /** A webhook of the other mode: test events at a live product, or the reverse. */
  live_test_mix: 'critical',
  /** A webhook that cannot be read, or of another API version. */
  unreadable_event: 'warning',
  /** One purchase was paid twice. */
  duplicate: 'warning',
  /** An account subscribed twice: the newer subscription was cancelled, and its money goes back. */
  subscribed_twice: 'warning',
  /** An invoice is noted as paid by other means than Stripe. */
  outside_stripe: 'warning',
  /** A payment that no purchase of ours explains. */
  unattributed: 'warning',
  /** A card's network calls a payment suspicious; a dispute may follow. */
  fraud_warning: 'warning',
  /** A bank has returned a payout. */
  payout_failed: 'warning',
  /** Figures of a balance transaction do not add up. */
  fee: 'warning',
  /** A payment has not reached the balance for days; resolved by itself once it has. */
  timing: 'info',
} as const satisfies Record<string, Severity>;

/** A class of findings. */
export type FindingClass = keyof typeof FINDING_CLASSES;

/** Money of a purchase has arrived and granted nothing: a person grants or refunds it. */
export const PAID_NOT_GRANTED = [
  'paid_not_granted',
  'amount',
  'currency',
] as const satisfies readonly FindingClass[];

/** Whether a finding of this class is about money that was paid and not granted. */
export const isPaidNotGranted = (name: FindingClass): boolean =>
  PAID_NOT_GRANTED.some((each) => each === name);
