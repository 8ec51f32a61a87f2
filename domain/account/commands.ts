import type { Credits } from '../credits.js';
import type { Instant } from '../instant.js';
import type { Outcome, Price, Usage } from '../model/price.js';
import type { Money } from '../money.js';
import type { ChargeFact } from './charge.js';
import type { ReasonCode } from './events.js';
import type { LotGrant } from './lot.js';
import type { Purpose, Task } from './purpose.js';
import type { z } from 'zod';

/** Why a person did it; the note's text lives outside the log. */
export interface Reason {
  readonly reasonCode: z.output<typeof ReasonCode>;
  readonly noteHmac?: string | undefined;
  /** Names a case in somebody's help desk. */
  readonly ticket?: string | undefined;
}

/** Opens an account; plan `free` unless told. Its period begins at the instant of the decision. */
export interface OpenAccount {
  readonly type: 'OpenAccount';
  readonly accountId: string;
  readonly plan?: string | undefined;
  /** IANA name. */
  readonly timeZone: string;
}

/** Takes credits for something that was used. Cost and price were computed by the caller. */
export interface DebitCredits {
  readonly type: 'DebitCredits';
  /** 0 or more; a debit of 0 is recorded too. */
  readonly credits: Credits;
  readonly purpose: Purpose;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
  /** When it was used; now unless told. */
  readonly occurredAt?: Instant | undefined;
  /** Usage that has already happened: what is beyond the balance becomes debt. */
  readonly policy?: 'allow_debt' | undefined;
}

/**
 * Reserves credits for something whose cost is known once it is done. Estimate and price were
 * computed by the caller; the version of the rate in the price is kept.
 */
export interface PlaceHold {
  readonly type: 'PlaceHold';
  /** 0 or more: an estimate may come to nothing. */
  readonly credits: Credits;
  readonly task: Task;
  readonly estimate?: Usage | undefined;
  readonly price?: Price | undefined;
  /** How long it is kept; 5 minutes unless told, at most 24 hours. */
  readonly forMs?: number | undefined;
}

/** Reserves more, or for longer, while the work goes on. */
export interface ExtendHold {
  readonly type: 'ExtendHold';
  readonly holdId: string;
  /** Besides what is reserved already; nothing unless told. */
  readonly credits?: Credits | undefined;
  /** How long it is kept from now on; as long as before unless told, never shorter. */
  readonly forMs?: number | undefined;
}

/**
 * Ends a hold by what it was for having been done: less, as much, or more than was reserved. Cost
 * and price were computed by the caller, by the version of the rate that the hold keeps.
 */
export interface SettleHold {
  readonly type: 'SettleHold';
  readonly holdId: string;
  readonly credits: Credits;
  readonly outcome: Outcome;
  /** What was really used to do it; the hold's unless told. */
  readonly model?: string | undefined;
  readonly mode?: string | undefined;
  readonly complexity?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
}

/** Ends a hold of which nothing came. */
export interface ReleaseHold {
  readonly type: 'ReleaseHold';
  readonly holdId: string;
}

/**
 * Gives back a debit, whole or in part. `debit` is its fact, read at the revision in its id; what
 * settled a hold is one too.
 */
export interface RefundDebit {
  readonly type: 'RefundDebit';
  readonly debitId: string;
  readonly debit: ChargeFact;
  /** What granted the lots that the debit took from; needed of those that have been retired. */
  readonly grants?: readonly LotGrant[] | undefined;
  /** All that has not been refunded yet, unless told. */
  readonly credits?: Credits | undefined;
  readonly reason: Reason;
}

/** Gives somebody a seat, or who has one this limit. */
export interface AddMember {
  readonly type: 'AddMember';
  readonly memberId: string;
  /** What it may use in a period; null, and a new member unless told: as much as there is. */
  readonly limit?: Credits | null | undefined;
}

/** Sets what a member may use in a period. */
export interface SetMemberLimit {
  readonly type: 'SetMemberLimit';
  readonly memberId: string;
  /** Null: as much as there is. */
  readonly limit: Credits | null;
}

/** Takes a seat back. */
export interface RemoveMember {
  readonly type: 'RemoveMember';
  readonly memberId: string;
}

/** Grants (+) or takes (−) credits by hand. */
export interface AdjustCredits {
  readonly type: 'AdjustCredits';
  readonly credits: Credits;
  readonly reason: Reason;
  /** End of what is granted; none unless told. */
  readonly expiresAt?: Instant | undefined;
}

/** A paid line of an invoice: it pays for one bundle of a plan. */
export interface InvoiceLine {
  readonly id: string;
  readonly paid: Money;
  /** What the line bills for; a month from now on unless told. */
  readonly period?: { readonly startsAt: Instant; readonly endsAt: Instant } | undefined;
}

/** Moves to another plan: at once (dearer ones only) or when the period ends. */
export type ChangePlan = {
  readonly type: 'ChangePlan';
  readonly plan: string;
} & (
  | {
      readonly when: 'now';
      /** What paid for it; without one an operator set the plan, and the clock renews it. */
      readonly invoiceLine?: InvoiceLine | undefined;
    }
  | { readonly when: 'renewal' }
);

/** Takes back a plan change that waits for the renewal. */
export interface WithdrawPlanChange {
  readonly type: 'WithdrawPlanChange';
}

/** An invoice for the next period of a plan was paid. */
export interface RenewPeriod {
  readonly type: 'RenewPeriod';
  readonly invoiceLine: Required<InvoiceLine>;
  /** The plan the line bills for: the account's, or the one its scheduled change brings. */
  readonly plan?: string | undefined;
}

/**
 * A pack was paid for. The same payment told twice happens once: its command's id is made of the
 * payment, since the account itself knows only the latest thousands of its sources.
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

/** Names the money that bought a lot: a payment for a pack, or an invoice line for a plan. */
export interface Paid {
  readonly paymentId: string;
  /** As the lot has it; `payment:{paymentId}` unless told. */
  readonly paidBy?: string | undefined;
  /** What granted the lot; needed where that has been retired. */
  readonly grant?: LotGrant | undefined;
}

/** Money went back to whoever paid. `amount` is this refund's, not the sum of all. */
export interface RecordPaymentRefund extends Paid {
  readonly type: 'RecordPaymentRefund';
  readonly paymentRefundId: string;
  readonly amount: Money;
  /** What becomes of the credits that have been spent already; written off unless told. */
  readonly policy?: 'written_off' | 'debt' | undefined;
}

/** The bank asks for a payment back: what it bought is frozen until that is decided. */
export interface OpenDispute extends Paid {
  readonly type: 'OpenDispute';
  readonly disputeId: string;
}
/** A dispute was decided: won for us, or lost. */
export interface CloseDispute {
  readonly type: 'CloseDispute';
  readonly disputeId: string;
  readonly outcome: 'won' | 'lost';
}

/** Stops debits and holds until the account is reinstated. */
export interface SuspendAccount {
  readonly type: 'SuspendAccount';
  readonly reason: Reason;
}
/** Ends a suspension. */
export interface ReinstateAccount {
  readonly type: 'ReinstateAccount';
  readonly reason: Reason;
}
/** Ends an account for good. */
export interface CloseAccount {
  readonly type: 'CloseAccount';
  readonly reason: Reason;
}

/** Everything an account can be asked to do. What time alone causes is not asked for: see `due`. */
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
