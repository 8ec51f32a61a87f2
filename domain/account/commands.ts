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
  /** Opens an account; plan `free` by default. Its period begins when the command is decided. */
  readonly ticket?: string | undefined;
}

/** IANA name. */
export interface OpenAccount {
  readonly type: 'OpenAccount';
  readonly accountId: string;
  readonly plan?: string | undefined;
  /** Charges for usage. Cost and price are computed by the caller. */
  readonly timeZone: string;
}

/** 0 or more; a debit of 0 is recorded too. */
export interface DebitCredits {
  readonly type: 'DebitCredits';
  /** When it was used; now by default. */
  readonly credits: Credits;
  readonly purpose: Purpose;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
  /** For usage that has already happened: what exceeds the balance becomes debt. */
  readonly occurredAt?: Instant | undefined;
  /**
   * Reserves credits for work whose cost is known when it ends. Estimate and price are computed by
   * the caller; the price's rate version is kept.
   */
  readonly policy?: 'allow_debt' | undefined;
}

/** 0 or more. */
export interface PlaceHold {
  readonly type: 'PlaceHold';
  /** Duration; 5 minutes by default, at most 24 hours. */
  readonly credits: Credits;
  readonly task: Task;
  readonly estimate?: Usage | undefined;
  readonly price?: Price | undefined;
  /** Increases or prolongs a hold while the work goes on. */
  readonly forMs?: number | undefined;
}

/** In addition to what is reserved; 0 by default. */
export interface ExtendHold {
  readonly type: 'ExtendHold';
  readonly holdId: string;
  /** Duration from now; never shortens the hold. Unchanged by default. */
  readonly credits?: Credits | undefined;
  /**
   * Charges a hold when its work is done: less, the same, or more than reserved. Cost and price are
   * computed by the caller with the rate version that the hold keeps.
   */
  readonly forMs?: number | undefined;
}

/** The model actually used; the hold's by default. */
export interface SettleHold {
  readonly type: 'SettleHold';
  readonly holdId: string;
  readonly credits: Credits;
  readonly outcome: Outcome;
  /** Releases a hold without a charge. */
  readonly model?: string | undefined;
  readonly mode?: string | undefined;
  readonly complexity?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
}

/**
 * Refunds a debit or settled hold in whole or part. `debit` is its fact, read at the revision in
 * its id.
 */
export interface ReleaseHold {
  readonly type: 'ReleaseHold';
  readonly holdId: string;
  readonly reason?: Reason | undefined;
}

/** Grants of the debit's lots; required for retired lots. */
export interface RefundDebit {
  readonly type: 'RefundDebit';
  readonly debitId: string;
  readonly debit: ChargeFact;
  /** What is left to refund by default. */
  readonly grants?: readonly LotGrant[] | undefined;
  /** Adds a member, or sets the limit of an existing one. */
  readonly credits?: Credits | undefined;
  readonly reason: Reason;
}

/** Credits per period; null, the default for new members: unlimited. */
export interface AddMember {
  readonly type: 'AddMember';
  readonly memberId: string;
  /** Sets a member's limit per period. */
  readonly limit?: Credits | null | undefined;
}

/** Null: unlimited. */
export interface SetMemberLimit {
  readonly type: 'SetMemberLimit';
  readonly memberId: string;
  /** Removes a member. */
  readonly limit: Credits | null;
}

/** Grants (+) or takes (−) credits by hand. */
export interface RemoveMember {
  readonly type: 'RemoveMember';
  readonly memberId: string;
}

/** Expiry of granted credits; none by default. */
export interface AdjustCredits {
  readonly type: 'AdjustCredits';
  readonly credits: Credits;
  readonly reason: Reason;
  /** A paid invoice line: it pays for one bundle of a plan. */
  readonly expiresAt?: Instant | undefined;
}

/** The billed period; a month from now by default. */
export interface InvoiceLine {
  readonly id: string;
  readonly paid: Money;
  /** Changes the plan: at once (upgrades only) or at renewal. */
  readonly period?: { readonly startsAt: Instant; readonly endsAt: Instant } | undefined;
}

/** What paid for it; absent: set by an operator and renewed by the clock. */
export type ChangePlan = {
  readonly type: 'ChangePlan';
  readonly plan: string;
  readonly reason?: Reason | undefined;
} & (
  | {
      readonly when: 'now';
      /** Cancels a plan change scheduled for renewal. */
      readonly invoiceLine?: InvoiceLine | undefined;
    }
  | { readonly when: 'renewal' }
);

/** The invoice for the next period was paid. */
export interface WithdrawPlanChange {
  readonly type: 'WithdrawPlanChange';
}

/** The billed plan: the account's, or that of its scheduled change. */
export interface RenewPeriod {
  readonly type: 'RenewPeriod';
  readonly invoiceLine: Required<InvoiceLine>;
  /**
   * A pack was paid for. Idempotent by payment: the command's id is derived from it, since the
   * account only remembers its latest few thousand sources.
   */
  readonly plan?: string | undefined;
}

/** The payment that bought a lot: for a pack, or an invoice line for a plan. */
export interface RecordPackPurchase {
  readonly type: 'RecordPackPurchase';
  readonly purchaseId: string;
  readonly paymentId: string;
  readonly pack: string;
  readonly packVersion: number;
  readonly credits: Credits;
  readonly paid: Money;
}

/** As in the lot; `payment:{paymentId}` by default. */
export interface Paid {
  readonly paymentId: string;
  /** Grant of the lot; required if it is retired. */
  readonly paidBy?: string | undefined;
  /** A payment was refunded. `amount` is this refund's, not the total. */
  readonly grant?: LotGrant | undefined;
}

/** What happens to credits already spent; written off by default. */
export interface RecordPaymentRefund extends Paid {
  readonly type: 'RecordPaymentRefund';
  readonly paymentRefundId: string;
  readonly amount: Money;
  /** A payment is disputed: what it bought is frozen until the dispute closes. */
  readonly policy?: 'written_off' | 'debt' | undefined;
}

/** A dispute was won or lost. */
export interface OpenDispute extends Paid {
  readonly type: 'OpenDispute';
  readonly disputeId: string;
}
/** Blocks debits and holds until the account is reinstated. */
export interface CloseDispute {
  readonly type: 'CloseDispute';
  readonly disputeId: string;
  readonly outcome: 'won' | 'lost';
}

/** Ends a suspension. */
export interface SuspendAccount {
  readonly type: 'SuspendAccount';
  readonly reason: Reason;
}
/** Closes an account for good. */
export interface ReinstateAccount {
  readonly type: 'ReinstateAccount';
  readonly reason: Reason;
}
/** All commands of an account. What time alone causes is not a command: see `due`. */
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
