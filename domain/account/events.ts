import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, EventCatalogue, type FactOf } from '../event.js';
import { Instant } from '../instant.js';
import { Price, Usage } from '../model/price.js';
import { Allocation, LotGrant, Period } from './lot.js';
import { HoldExtended, HoldPlaced, HoldReleased, HoldSettled } from './hold-events.js';
import { MemberAdded, MemberLimitSet, MemberRemoved } from './member-events.js';
import {
  DisputeClosed,
  DisputeOpened,
  DisputeReinstated,
  PackPurchased,
  PaymentRefunded,
  PaymentRefundUndone,
} from './payment-events.js';
import { purpose } from './purpose.js';
import { reason, reasonIfAny } from './reason.js';
import {
  AutoTopUpConfigured,
  AutoTopUpFailed,
  AutoTopUpSucceeded,
  AutoTopUpTurnedOff,
} from './topup-events.js';

/** Who renews a plan: the clock (free and operator-set plans) or a paid invoice. */
export const RenewedBy = z.enum(['clock', 'invoice']);

/** When the invoice that pays for it was paid; absent where none does. */
const paidAt = Instant.optional();

/** An account was opened; its first bundle follows in the same append. */
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

/**
 * A full bundle was granted: at the start of a plan (on opening or upgrading), or for an invoice
 * line of another period than the current one.
 */
export const PlanCreditsGranted = defineEvent('PlanCreditsGranted', {
  accountId: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  lot: LotGrant,
  repaid: Credits,
  /** The line's period is not the current one, which goes on as it is. */
  beside: z.literal(true).optional(),
  paidAt,
  ...reasonIfAny,
});

/** Credits were charged. The allocation to lots and the price are stored with it. */
export const CreditsDebited = defineEvent('CreditsDebited', {
  accountId: z.string(),
  debitId: z.string(),
  credits: Credits,
  /** Allocations in order of consumption; with `overdrawn` they sum to `credits`. */
  lots: z.array(Allocation),
  /** Beyond what was available: became debt (`allow_debt` only). */
  overdrawn: Credits,
  ...purpose,
  /** When it counts towards its member's limit, if not when it occurred. */
  countedAt: Instant.optional(),
  usage: Usage.optional(),
  price: Price.optional(),
});

/**
 * A debit was refunded: credits = repaid + Σ lots + Σ newLots.granted + lost; Σ newLots.granted ≥ Σ
 * expired.
 */
export const DebitRefunded = defineEvent('DebitRefunded', {
  accountId: z.string(),
  refundId: z.string(),
  debitId: z.string(),
  credits: Credits,
  repaid: Credits,
  /** Returned to the lots they came from. */
  lots: z.array(Allocation),
  /** Those of `lots` that had been retired, as they were granted. */
  revived: z.array(LotGrant).optional(),
  /** The part of `lots` whose payment is disputed: frozen, not available. */
  frozen: z.array(Allocation).optional(),
  /** From lots that have ended since; replaced by the 30-day promo lot. */
  expired: z.array(Allocation),
  /** Replaces `expired`: a promo lot of 30 days. For debt repaid since: one without expiry. */
  newLots: z.array(LotGrant),
  /** From clawed back lots: not returned. */
  lost: Credits,
  ...reason,
  /** Times and purpose of the debit, for usage statistics. */
  debit: z.strictObject({ occurredAt: Instant, countedAt: Instant.optional(), ...purpose }),
});

/**
 * Credits were adjusted by hand. credits > 0: a lot of that size, of which `repaid` went to debt.
 * credits < 0: taken from `lots`.
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
 * The plan changed. `now`: an upgrade, followed by PlanCreditsGranted. `renewal`: a scheduled
 * change took effect.
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
  ...reasonIfAny,
});

/** A plan change was scheduled for the next renewal. */
export const PlanChangeScheduled = defineEvent('PlanChangeScheduled', {
  accountId: z.string(),
  from: z.string(),
  plan: z.string(),
  effectiveAt: Instant,
  ...reasonIfAny,
});

/** The scheduled plan change was withdrawn. */
export const PlanChangeWithdrawn = defineEvent('PlanChangeWithdrawn', {
  accountId: z.string(),
  plan: z.string(),
  ...reasonIfAny,
});

/** A new period began: what ended plan lots forfeited (listed even if 0), and the new lot. */
export const PeriodRenewed = defineEvent('PeriodRenewed', {
  accountId: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  period: Period,
  forfeited: z.array(Allocation),
  lot: LotGrant.optional(),
  repaid: Credits,
  paidAt,
});

/**
 * Used-up lots left the folded state, to bound its size. Each can be restored from the event its id
 * names, and a refund may still return to it.
 */
export const LotsRetired = defineEvent('LotsRetired', {
  accountId: z.string(),
  /** Ids, oldest first. */
  lots: z.array(z.string()),
});

/** A lot expired, empty or not: what was neither held nor frozen is forfeited. */
export const LotExpired = defineEvent('LotExpired', {
  accountId: z.string(),
  lotId: z.string(),
  forfeited: Credits,
});

/** Debits and holds are blocked; settles, refunds, adjustments and renewals continue. */
export const AccountSuspended = defineEvent('AccountSuspended', {
  accountId: z.string(),
  ...reason,
});
/** The suspension ended. */
export const AccountReinstated = defineEvent('AccountReinstated', {
  accountId: z.string(),
  ...reason,
});
/**
 * The account was closed: nothing renews or expires; only holds still end, and refunds still change
 * it.
 */
export const AccountClosed = defineEvent('AccountClosed', { accountId: z.string(), ...reason });

/** Remaining balance by level: above 20 %, at most 20 %, none, debt. */
export const BalanceLevel = z.enum(['ok', 'low', 'empty', 'overdrawn']);
export type BalanceLevel = z.output<typeof BalanceLevel>;

/** What crossed the level: incoming or outgoing credits, or neither (a used-up lot ended). */
export const Direction = z.enum(['in', 'out', 'none']);
export type Direction = z.output<typeof Direction>;

/**
 * The balance level changed; follows its cause in the same append. Percent: at most two decimals,
 * or null.
 */
export const BalanceLevelChanged = defineEvent('BalanceLevelChanged', {
  accountId: z.string(),
  from: BalanceLevel,
  to: BalanceLevel,
  percentLeft: z.number().nullable(),
  /** Absent in events of earlier versions. */
  direction: Direction.optional(),
});

/** All events of an account by type. */
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
  PaymentRefundUndone,
  DisputeOpened,
  DisputeClosed,
  DisputeReinstated,
  AutoTopUpConfigured,
  AutoTopUpSucceeded,
  AutoTopUpFailed,
  AutoTopUpTurnedOff,
  AccountSuspended,
  AccountReinstated,
  AccountClosed,
  BalanceLevelChanged,
});

/** Any event of an account. */
export type AccountEvent = {
  [Type in keyof typeof accountEvents.types]: FactOf<(typeof accountEvents.types)[Type]>;
}[keyof typeof accountEvents.types];
