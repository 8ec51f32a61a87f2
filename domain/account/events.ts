import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, EventCatalogue, type FactOf } from '../event.js';
import { Instant } from '../instant.js';
import { Price, Usage } from '../model/price.js';
import { Allocation, LotGrant, Period } from './lot.js';
import { HoldExtended, HoldPlaced, HoldReleased, HoldSettled } from './hold-events.js';
import { MemberAdded, MemberLimitSet, MemberRemoved } from './member-events.js';
import { DisputeClosed, DisputeOpened, PackPurchased, PaymentRefunded } from './payment-events.js';
import { purpose } from './purpose.js';

/** Who renews a plan: the clock (free and operator-set plans) or a paid invoice. */
export const RenewedBy = z.enum(['clock', 'invoice']);

/** Why staff adjust or refund: codes, so that reports can count them. */
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
/** One of REASON_CODES. */
export const ReasonCode = z.enum(REASON_CODES);

/**
 * Why a person did it, and the case in a help desk that asked for it. The note's text lives outside
 * the log; its HMAC proves which text it was.
 */
const reason = {
  reasonCode: ReasonCode,
  noteHmac: z.string().optional(),
  ticket: z.string().optional(),
};

/** The account's first event; its first bundle stands beside it. */
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

/** Credits were used. Which lot gave what is a decision, and stored with the price it came from. */
export const CreditsDebited = defineEvent('CreditsDebited', {
  accountId: z.string(),
  debitId: z.string(),
  credits: Credits,
  /** What each lot gave, in order of consumption; with `overdrawn` it sums to `credits`. */
  lots: z.array(Allocation),
  /** Beyond what was available: became debt (`allow_debt` only). */
  overdrawn: Credits,
  ...purpose,
  /** When it counts for its member's limit, where that is not when it occurred. */
  countedAt: Instant.optional(),
  usage: Usage.optional(),
  price: Price.optional(),
});

/** credits = repaid + Σ lots + Σ newLots.granted + lost; Σ newLots.granted ≥ Σ expired. */
export const DebitRefunded = defineEvent('DebitRefunded', {
  accountId: z.string(),
  refundId: z.string(),
  debitId: z.string(),
  credits: Credits,
  repaid: Credits,
  /** Back to the lots it came from. */
  lots: z.array(Allocation),
  /** Those of `lots` that had been retired, as they were granted. */
  revived: z.array(LotGrant).optional(),
  /** The part of `lots` whose payment is disputed: frozen, not available. */
  frozen: z.array(Allocation).optional(),
  /** What came from lots that have ended since; the promo lot with 30 days holds it instead. */
  expired: z.array(Allocation),
  /** Instead of `expired`: a promo lot with 30 days. For debt repaid meanwhile: one without end. */
  newLots: z.array(LotGrant),
  /** Where the lot it came from was clawed back: returned nowhere. */
  lost: Credits,
  ...reason,
  /** The debit's own instants and purpose, for whoever counts usage. */
  debit: z.strictObject({ occurredAt: Instant, countedAt: Instant.optional(), ...purpose }),
});

/**
 * credits > 0: a lot of that size, of which `repaid` went to debt. credits < 0: taken from `lots`.
 */
export const CreditsAdjusted = defineEvent('CreditsAdjusted', {
  accountId: z.string(),
  adjustmentId: z.string(),
  credits: Credits,
  lot: LotGrant.optional(),
  repaid: Credits,
  lots: z.array(Allocation),
  ...reason,
});

/** When a change of plan takes effect. */
export const PlanChangeTime = z.enum(['now', 'renewal']);

/**
 * `now`: an upgrade, followed by PlanCreditsGranted. `renewal`: a scheduled change whose time came.
 */
export const PlanChanged = defineEvent('PlanChanged', {
  accountId: z.string(),
  from: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  renewedBy: RenewedBy,
  when: PlanChangeTime,
  /** Set by an upgrade (a new cycle begins); unchanged by a change at renewal. */
  anchor: Instant,
  /** The period that an upgrade begins, or the one that a change at renewal ends. */
  period: Period,
});

/** The next renewal brings another plan, unless it is withdrawn before. */
export const PlanChangeScheduled = defineEvent('PlanChangeScheduled', {
  accountId: z.string(),
  from: z.string(),
  plan: z.string(),
  effectiveAt: Instant,
});

/** The scheduled change is off: the next renewal brings the same plan. */
export const PlanChangeWithdrawn = defineEvent('PlanChangeWithdrawn', {
  accountId: z.string(),
  plan: z.string(),
});

/**
 * One event: what the old plan lots forfeited (each it ends, also with 0) and what the new one
 * holds.
 */
export const PeriodRenewed = defineEvent('PeriodRenewed', {
  accountId: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  period: Period,
  forfeited: z.array(Allocation),
  lot: LotGrant.optional(),
  repaid: Credits,
});

/**
 * Used-up lots leave the folded state, so that it does not grow with all that was ever bought. They
 * live on: what they were granted as stands in the event that their id leads to, and a refund may
 * still return to them.
 */
export const LotsRetired = defineEvent('LotsRetired', {
  accountId: z.string(),
  /** Ids, oldest first. */
  lots: z.array(z.string()),
});

/** Time took a lot, empty or not: what was neither held nor frozen is forfeited. */
export const LotExpired = defineEvent('LotExpired', {
  accountId: z.string(),
  lotId: z.string(),
  forfeited: Credits,
});

/** No debits and no holds from now on; settles, refunds, adjustments and renewals go on. */
export const AccountSuspended = defineEvent('AccountSuspended', {
  accountId: z.string(),
  ...reason,
});
/** The suspension is over. */
export const AccountReinstated = defineEvent('AccountReinstated', {
  accountId: z.string(),
  ...reason,
});
/** The end: time stops for the account; only holds still end, and refunds still change it. */
export const AccountClosed = defineEvent('AccountClosed', { accountId: z.string(), ...reason });

/** How much is left, in words: above 20 %, at most that, nothing, debt. */
export const BalanceLevel = z.enum(['ok', 'low', 'empty', 'overdrawn']);
export type BalanceLevel = z.output<typeof BalanceLevel>;

/** What crossed a level: credits that came in or went out, or neither (a used-up lot ended). */
export const Direction = z.enum(['in', 'out', 'none']);
export type Direction = z.output<typeof Direction>;

/**
 * Stands in the same append as its cause; once per crossing. Percent: at most two decimals, or
 * null.
 */
export const BalanceLevelChanged = defineEvent('BalanceLevelChanged', {
  accountId: z.string(),
  from: BalanceLevel,
  to: BalanceLevel,
  percentLeft: z.number().nullable(),
  /** Absent in what was written before it was told. */
  direction: Direction.optional(),
});

/** Every event of an account, by its type. */
export const accountEvents = new EventCatalogue({
  AccountOpened,
  PlanCreditsGranted,
  CreditsDebited,
  HoldPlaced,
  HoldExtended,
  HoldSettled,
  HoldReleased,
  DebitRefunded,
  CreditsAdjusted,
  MemberAdded,
  MemberLimitSet,
  MemberRemoved,
  PlanChanged,
  PlanChangeScheduled,
  PlanChangeWithdrawn,
  PeriodRenewed,
  LotExpired,
  LotsRetired,
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
