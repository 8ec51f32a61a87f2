import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, EventCatalogue, type FactOf } from '../event.js';
import { Instant } from '../instant.js';
import { Money } from '../money.js';
import { Label, Outcome, Price, Usage } from '../model/price.js';
import { Allocation, LotGrant, Period } from './lot.js';

/** Who renews a plan: the clock (free and operator-set plans) or a paid invoice. */
export const RenewedBy = z.enum(['clock', 'invoice']);

export const REASON_CODES = [
  'service_outage',
  'model_quality',
  'duplicate_charge',
  'billing_error',
  'late_refund_alternative',
  'goodwill',
  'sales_promise',
  'migration_correction',
  'fraud_reversal',
  'test_data',
  'other',
] as const;
export const ReasonCode = z.enum(REASON_CODES);

/** Why a person did it. The note's text lives outside the log; its HMAC proves which text it was. */
const reason = { reasonCode: ReasonCode, noteHmac: z.string().optional() };

/** What a debit was for; repeated by its refund, so that usage needs no look-up. */
const purpose = {
  model: z.string().optional(),
  mode: Label.optional(),
  complexity: Label.optional(),
  action: Label.optional(),
  feature: Label.optional(),
  memberId: z.string().optional(),
  outcome: Outcome,
};

export const AccountOpened = defineEvent('AccountOpened', {
  accountId: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  renewedBy: RenewedBy,
  timeZone: z.string(),
  /** Renewal n is always computed from here, in the account's time zone. */
  anchor: Instant,
  period: Period,
});

/** A whole bundle, given when a plan begins: at opening and at an upgrade. */
export const PlanCreditsGranted = defineEvent('PlanCreditsGranted', {
  accountId: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  lot: LotGrant,
  repaid: Credits,
});

export const CreditsDebited = defineEvent('CreditsDebited', {
  accountId: z.string(),
  debitId: z.string(),
  credits: Credits,
  /** What each lot gave, in order of consumption; with `overdrawn` it sums to `credits`. */
  lots: z.array(Allocation),
  /** Beyond what was available: became debt (`allow_debt` only). */
  overdrawn: Credits,
  ...purpose,
  usage: Usage.optional(),
  price: Price.optional(),
});

/** credits = repaid + Σ lots + Σ newLots.granted + lost. */
export const DebitRefunded = defineEvent('DebitRefunded', {
  accountId: z.string(),
  refundId: z.string(),
  debitId: z.string(),
  credits: Credits,
  repaid: Credits,
  /** Back to the lots it came from. */
  lots: z.array(Allocation),
  /** Where the lot it came from has expired: promo lots with 30 days. */
  newLots: z.array(LotGrant),
  /** Where the lot it came from was clawed back: returned nowhere. */
  lost: Credits,
  ...reason,
  /** The debit's own instant and purpose, for whoever counts usage. */
  debit: z.strictObject({ occurredAt: Instant, ...purpose }),
});

/** credits > 0: a lot of that size, of which `repaid` went to debt. credits < 0: taken from `lots`. */
export const CreditsAdjusted = defineEvent('CreditsAdjusted', {
  accountId: z.string(),
  adjustmentId: z.string(),
  credits: Credits,
  lot: LotGrant.optional(),
  repaid: Credits,
  lots: z.array(Allocation),
  ticket: z.string().optional(),
  ...reason,
});

/** `source` is what paid for it; absent when the change waited for the renewal. */
export const PlanChanged = defineEvent('PlanChanged', {
  accountId: z.string(),
  from: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  renewedBy: RenewedBy,
  when: z.enum(['now', 'renewal']),
  /** Set by an upgrade (a new cycle begins); unchanged by a change at renewal. */
  anchor: Instant,
  period: Period,
});

export const PlanChangeScheduled = defineEvent('PlanChangeScheduled', {
  accountId: z.string(),
  from: z.string(),
  plan: z.string(),
  effectiveAt: Instant,
});

export const PlanChangeWithdrawn = defineEvent('PlanChangeWithdrawn', {
  accountId: z.string(),
  plan: z.string(),
});

/** One event: what the old plan lots forfeited and what the new one holds. */
export const PeriodRenewed = defineEvent('PeriodRenewed', {
  accountId: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  period: Period,
  forfeited: z.array(Allocation),
  lot: LotGrant.optional(),
  repaid: Credits,
});

/** An invoice renewed a plan whose old lot is already gone, or time took a lot: `remaining − held` is forfeited. */
export const LotExpired = defineEvent('LotExpired', {
  accountId: z.string(),
  lotId: z.string(),
  forfeited: Credits,
});

export const PackPurchased = defineEvent('PackPurchased', {
  accountId: z.string(),
  purchaseId: z.string(),
  paymentId: z.string(),
  pack: z.string(),
  packVersion: z.number().int(),
  lot: LotGrant,
  repaid: Credits,
});

/** Money went back: the unspent part of what it bought is taken, the spent part is written off or debt. */
export const PaymentRefunded = defineEvent('PaymentRefunded', {
  accountId: z.string(),
  paymentRefundId: z.string(),
  paymentId: z.string(),
  amount: Money,
  clawedBack: z.array(Allocation),
  writtenOff: Credits,
  debt: Credits,
});

export const DisputeOpened = defineEvent('DisputeOpened', {
  accountId: z.string(),
  disputeId: z.string(),
  paymentId: z.string(),
  frozen: z.array(Allocation),
});

/** Won: `thawed` exactly what was frozen (of which `repaid` went to debt). Lost: `clawedBack`, the spent part is `debt`. */
export const DisputeClosed = defineEvent('DisputeClosed', {
  accountId: z.string(),
  disputeId: z.string(),
  paymentId: z.string(),
  outcome: z.enum(['won', 'lost']),
  thawed: z.array(Allocation),
  /** What the thawed lots gave to debt at once, by lot. */
  repaid: z.array(Allocation),
  clawedBack: z.array(Allocation),
  debt: Credits,
});

export const AccountSuspended = defineEvent('AccountSuspended', {
  accountId: z.string(),
  ...reason,
});
export const AccountReinstated = defineEvent('AccountReinstated', {
  accountId: z.string(),
  ...reason,
});
export const AccountClosed = defineEvent('AccountClosed', { accountId: z.string(), ...reason });

export const BalanceLevel = z.enum(['ok', 'low', 'empty', 'overdrawn']);
export type BalanceLevel = z.output<typeof BalanceLevel>;

/** Stands in the same append as its cause; once per crossing. Percent: at most two decimals, or null. */
export const BalanceLevelChanged = defineEvent('BalanceLevelChanged', {
  accountId: z.string(),
  from: BalanceLevel,
  to: BalanceLevel,
  percentLeft: z.number().nullable(),
});

export const accountEvents = new EventCatalogue({
  AccountOpened,
  PlanCreditsGranted,
  CreditsDebited,
  DebitRefunded,
  CreditsAdjusted,
  PlanChanged,
  PlanChangeScheduled,
  PlanChangeWithdrawn,
  PeriodRenewed,
  LotExpired,
  PackPurchased,
  PaymentRefunded,
  DisputeOpened,
  DisputeClosed,
  AccountSuspended,
  AccountReinstated,
  AccountClosed,
  BalanceLevelChanged,
});

/** Everything that can happen to an account, as a discriminated union. */
export type AccountEvent = {
  [Type in keyof typeof accountEvents.types]: FactOf<(typeof accountEvents.types)[Type]>;
}[keyof typeof accountEvents.types];
