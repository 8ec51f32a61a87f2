/** The commands of an account. */
import type { Credits } from '../credits.js';
import type { Instant } from '../instant.js';
import type { Outcome, Price, Usage } from '../model/price.js';
import type { Money } from '../money.js';
import type { ChargeFact } from './charge.js';
import type { LotGrant } from './lot.js';
import type { Purpose, Task } from './purpose.js';
import type { ReasonCode } from './reason.js';
import type { ConfigureAutoTopUp, RecordTopUpFailure, TurnOffAutoTopUp } from './topup-commands.js';
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

/** Changes the plan: at renewal, or at once (an operator's, dearer, renewed by the clock). */
export interface ChangePlan {
  readonly type: 'ChangePlan';
  readonly plan: string;
  readonly when: 'now' | 'renewal';
  /** A change at renewal waits for this, too: a period that is not paid yet may end later. */
  readonly notBefore?: Instant | undefined;
  readonly reason?: Reason | undefined;
  /** Mirrors what a subscription will do; others may not change the plan while one is active. */
  readonly origin?: 'subscription' | undefined;
}

/** Cancels a plan change scheduled for renewal. */
export interface WithdrawPlanChange {
  readonly type: 'WithdrawPlanChange';
  /** Mirrors a subscription, as in `ChangePlan`. */
  readonly origin?: 'subscription' | undefined;
}

/**
 * An invoice line of a known price was paid: it pays for one bundle of a plan, by the terms of that
 * price. Always grants, however late and in whatever order lines are learnt.
 */
export interface RecordPlanPayment {
  readonly type: 'RecordPlanPayment';
  readonly lineId: string;
  readonly plan: string;
  /** Version of the plan whose price was paid. */
  readonly planVersion: number;
  /** What that version grants; 0, as in a trial: nothing happens. */
  readonly credits: Credits;
  /** By any means, net of tax; 0: the lot is free. */
  readonly paid: Money;
  /** The billed period. */
  readonly period: { readonly startsAt: Instant; readonly endsAt: Instant };
  readonly paidAt: Instant;
  /** Whether this price is billed by now: tells the last of lines that begin in the same second. */
  readonly isCurrent: boolean;
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
  /** Begun by Scrip, with the account's consent. */
  readonly isTopUp?: true | undefined;
}

/** The payment that bought a lot: for a pack, or an invoice line for a plan. */
export interface Paid {
  readonly paymentId: string;
  /** As in the lot; `payment:{paymentId}` by default. */
  readonly paidBy?: string | undefined;
  /** Grant of the lot; required if it is retired. */
  readonly grant?: LotGrant | undefined;
  /** What the lot was paid with by any means, tax included; its price by default. */
  readonly gross?: Money | undefined;
}

/** What happens to credits that were spent before their money went back. */
export type SpentPolicy = 'written_off' | 'debt';

/** A payment was refunded. `amount` is this refund's, tax included, not the total. */
export interface RecordPaymentRefund extends Paid {
  readonly type: 'RecordPaymentRefund';
  readonly paymentRefundId: string;
  readonly amount: Money;
  /** Written off by default. */
  readonly policy?: SpentPolicy | undefined;
  /** Where somebody here asked for it. */
  readonly reason?: Reason | undefined;
}

/** What no longer counts of a payment; `grants`: of the lots that had repaid its debt. */
interface Undoing {
  readonly paymentId: string;
  /** As in the lot; `payment:{paymentId}` by default. */
  readonly paidBy?: string | undefined;
  /** Required for retired lots. */
  readonly grants?: readonly LotGrant[] | undefined;
}

/** A refund of a payment failed or was cancelled after it had been recorded. */
export interface UndoPaymentRefund extends Undoing {
  readonly type: 'UndoPaymentRefund';
  readonly paymentRefundId: string;
}

/** Money of a payment was withdrawn: the same share of what it bought is frozen. */
export interface OpenDispute extends Paid {
  readonly type: 'OpenDispute';
  readonly disputeId: string;
  /** Withdrawn of what the lot was paid with, tax included. */
  readonly amount: Money;
}
/** A dispute was won or lost. */
export interface CloseDispute {
  readonly type: 'CloseDispute';
  readonly disputeId: string;
  /** Which lot, if the payment bought several. */
  readonly paidBy?: string | undefined;
  readonly outcome: 'won' | 'lost';
  /** Debt by default. */
  readonly policy?: SpentPolicy | undefined;
}
/** The appeal against a lost dispute was won. */
export interface ReinstateDispute extends Undoing {
  readonly type: 'ReinstateDispute';
  readonly disputeId: string;
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
  | RecordPlanPayment
  | RecordPackPurchase
  | RecordPaymentRefund
  | UndoPaymentRefund
  | OpenDispute
  | CloseDispute
  | ReinstateDispute
  | ConfigureAutoTopUp
  | TurnOffAutoTopUp
  | RecordTopUpFailure
  | SuspendAccount
  | ReinstateAccount
  | CloseAccount;
