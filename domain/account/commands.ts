/** The commands of an account. */
import type { Credits } from '../credits.js';
import type { Instant } from '../instant.js';
import type { Outcome, Price, Usage } from '../model/price.js';
import type { Money } from '../money.js';
import type { ChargeFact } from './charge.js';
import type { LotGrant } from './lot.js';
import type { Purpose, Task } from './purpose.js';
import type { ReasonCode } from './reason.js';
import type { z } from 'zod';

/** Why a person did it; the note's text is stored outside the log. */
export interface Reason {
  readonly reasonCode: z.output<typeof ReasonCode>;
  readonly noteHmac?: string | undefined;
  readonly ticket?: string | undefined;
}

/** Opens an account; plan `free` by default. Its period begins when the command is decided. */
export interface OpenAccount {
  readonly type: 'OpenAccount';
  readonly accountId: string;
  readonly plan?: string | undefined;
  /** IANA name. */
  readonly timeZone: string;
}

/** Charges for usage. Cost and price are computed by the caller. */
export interface DebitCredits {
  readonly type: 'DebitCredits';
  /** 0 or more; a debit of 0 is recorded too. */
  readonly credits: Credits;
  readonly purpose: Purpose;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
  /** When it was used; now by default. */
  readonly occurredAt?: Instant | undefined;
  /** For usage that has already happened: what exceeds the balance becomes debt. */
  readonly policy?: 'allow_debt' | undefined;
}

/**
 * Reserves credits for work whose cost is known when it ends. Estimate and price are computed by
 * the caller; the price's rate version is kept.
 */
export interface PlaceHold {
  readonly type: 'PlaceHold';
  /** 0 or more. */
  readonly credits: Credits;
  readonly task: Task;
  readonly estimate?: Usage | undefined;
  readonly price?: Price | undefined;
  /** Duration; 5 minutes by default, at most 24 hours. */
  readonly forMs?: number | undefined;
}

/** Increases or prolongs a hold while the work goes on. */
export interface ExtendHold {
  readonly type: 'ExtendHold';
  readonly holdId: string;
  /** In addition to what is reserved; 0 by default. */
  readonly credits?: Credits | undefined;
  /** Duration from now; never shortens the hold. Unchanged by default. */
  readonly forMs?: number | undefined;
}

/**
 * Charges a hold when its work is done: less, the same, or more than reserved. Cost and price are
 * computed by the caller with the rate version that the hold keeps.
 */
export interface SettleHold {
  readonly type: 'SettleHold';
  readonly holdId: string;
  readonly credits: Credits;
  readonly outcome: Outcome;
  /** The model actually used; the hold's by default. */
  readonly model?: string | undefined;
  readonly mode?: string | undefined;
  readonly complexity?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
}

/** Releases a hold without a charge. */
export interface ReleaseHold {
  readonly type: 'ReleaseHold';
  readonly holdId: string;
  readonly reason?: Reason | undefined;
}

/**
 * Refunds a debit or settled hold in whole or part. `debit` is its fact, read at the revision in
 * its id.
 */
export interface RefundDebit {
  readonly type: 'RefundDebit';
  readonly debitId: string;
  readonly debit: ChargeFact;
  /** Grants of the debit's lots; required for retired lots. */
  readonly grants?: readonly LotGrant[] | undefined;
  /** What is left to refund by default. */
  readonly credits?: Credits | undefined;
  readonly reason: Reason;
}

/** Adds a member, or sets the limit of an existing one. */
export interface AddMember {
  readonly type: 'AddMember';
  readonly memberId: string;
  /** Credits per period; null, the default for new members: unlimited. */
  readonly limit?: Credits | null | undefined;
}

/** Sets a member's limit per period. */
export interface SetMemberLimit {
  readonly type: 'SetMemberLimit';
  readonly memberId: string;
  /** Null: unlimited. */
  readonly limit: Credits | null;
}

/** Removes a member. */
export interface RemoveMember {
  readonly type: 'RemoveMember';
  readonly memberId: string;
}

/** Grants (+) or takes (−) credits by hand. */
export interface AdjustCredits {
  readonly type: 'AdjustCredits';
  readonly credits: Credits;
  readonly reason: Reason;
  /** Expiry of granted credits; none by default. */
  readonly expiresAt?: Instant | undefined;
}

/** A paid invoice line: it pays for one bundle of a plan. */
export interface InvoiceLine {
  readonly id: string;
  readonly paid: Money;
  /** The billed period; a month from now by default. */
  readonly period?: { readonly startsAt: Instant; readonly endsAt: Instant } | undefined;
}

/** Changes the plan: at once (upgrades only) or at renewal. */
export type ChangePlan = {
  readonly type: 'ChangePlan';
  readonly plan: string;
  readonly reason?: Reason | undefined;
} & (
  | {
      readonly when: 'now';
      /** What paid for it; absent: set by an operator and renewed by the clock. */
      readonly invoiceLine?: InvoiceLine | undefined;
    }
  | { readonly when: 'renewal' }
);

/** Cancels a plan change scheduled for renewal. */
export interface WithdrawPlanChange {
  readonly type: 'WithdrawPlanChange';
}

/** The invoice for the next period was paid. */
export interface RenewPeriod {
  readonly type: 'RenewPeriod';
  readonly invoiceLine: Required<InvoiceLine>;
  /** The billed plan: the account's, or that of its scheduled change. */
  readonly plan?: string | undefined;
}

/**
 * A pack was paid for. Idempotent by payment: the command's id is derived from it, since the
 * account only remembers its latest few thousand sources.
 */
export interface RecordPackPurchase {
  readonly type: 'RecordPackPurchase';
  readonly purchaseId: string;
  readonly paymentId: string;
  readonly pack: string;
  readonly packVersion: number;
  readonly credits: Credits;
  readonly paid: Money;
}

/** The payment that bought a lot: for a pack, or an invoice line for a plan. */
export interface Paid {
  readonly paymentId: string;
  /** As in the lot; `payment:{paymentId}` by default. */
  readonly paidBy?: string | undefined;
  /** Grant of the lot; required if it is retired. */
  readonly grant?: LotGrant | undefined;
}

/** A payment was refunded. `amount` is this refund's, not the total. */
export interface RecordPaymentRefund extends Paid {
  readonly type: 'RecordPaymentRefund';
  readonly paymentRefundId: string;
  readonly amount: Money;
  /** What happens to credits already spent; written off by default. */
  readonly policy?: 'written_off' | 'debt' | undefined;
}

/** A payment is disputed: what it bought is frozen until the dispute closes. */
export interface OpenDispute extends Paid {
  readonly type: 'OpenDispute';
  readonly disputeId: string;
}
/** A dispute was won or lost. */
export interface CloseDispute {
  readonly type: 'CloseDispute';
  readonly disputeId: string;
  readonly outcome: 'won' | 'lost';
}

/** Blocks debits and holds until the account is reinstated. */
export interface SuspendAccount {
  readonly type: 'SuspendAccount';
  readonly reason: Reason;
}
/** Ends a suspension. */
export interface ReinstateAccount {
  readonly type: 'ReinstateAccount';
  readonly reason: Reason;
}
/** Closes an account for good. */
export interface CloseAccount {
  readonly type: 'CloseAccount';
  readonly reason: Reason;
}

/** All commands of an account. What time alone causes is not a command: see `due`. */
export type AccountCommand =
  | OpenAccount
  | DebitCredits
  | PlaceHold
  | ExtendHold
  | SettleHold
  | ReleaseHold
  | RefundDebit
  | AddMember
  | SetMemberLimit
  | RemoveMember
  | AdjustCredits
  | ChangePlan
  | WithdrawPlanChange
  | RenewPeriod
  | RecordPackPurchase
  | RecordPaymentRefund
  | OpenDispute
  | CloseDispute
  | SuspendAccount
  | ReinstateAccount
  | CloseAccount;
