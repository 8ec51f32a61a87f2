/** Subscriptions and invoices as Stripe has them now, in our types. */
import type { Instant } from '../../../domain/instant.js';
import type { Money } from '../../../domain/money.js';
import type { PaymentNow } from './tree.js';

/** A line of an invoice; amounts in minor units of the invoice's currency. */
export interface LineNow {
  readonly lineId: string;
  /** Null: it is of no price, as one made by hand. */
  readonly priceId: string | null;
  readonly quantity: bigint | null;
  /** Part of a period, as after a change in the middle of one. */
  readonly isProration: boolean;
  /** Before discounts and tax. */
  readonly subtotal: bigint;
  /** Taken off of it. */
  readonly discount: bigint;
  /** Tax that the subtotal includes already. */
  readonly taxIncluded: bigint;
  /** Tax that comes on top. */
  readonly taxAdded: bigint;
  readonly period: { readonly startsAt: Instant; readonly endsAt: Instant };
}

/** Money that paid an invoice, or a part of it. */
export interface InvoicePaymentNow {
  /** `pi_…` */
  readonly paymentId: string;
  readonly status: string;
  /** Minor units; 0 until it is paid. */
  readonly paid: bigint;
}

/** An invoice. */
export interface InvoiceNow {
  readonly invoiceId: string;
  /** Stripe's word: `draft`, `open`, `paid`, `uncollectible` or `void`. */
  readonly status: string;
  readonly customerId: string | null;
  /** Null: it is of no subscription. */
  readonly subscriptionId: string | null;
  /** Why it was made, such as `subscription_cycle`. */
  readonly reason: string | null;
  readonly number: string | null;
  /** Tax included, discounts taken off. */
  readonly total: Money;
  readonly due: bigint;
  /** Taken from what the customer had with the seller. */
  readonly balanceApplied: bigint;
  /** Paid by other means than Stripe, as somebody there has noted. */
  readonly paidOffStripe: bigint;
  readonly attempts: number;
  /** When Stripe tries to charge it again; null: it does not. */
  readonly nextAttemptAt: Instant | null;
  /** Where the buyer can pay it. */
  readonly hostedUrl: string | null;
  readonly paidAt: Instant | null;
  readonly lines: readonly LineNow[];
  readonly payments: readonly InvoicePaymentNow[];
  readonly createdAt: Instant;
}

/** An invoice with the payments behind it, as they are now. */
export interface InvoiceTree {
  readonly invoice: InvoiceNow;
  readonly payments: readonly PaymentNow[];
}

/** A change that Stripe applies once it is paid, and drops if that takes too long. */
export interface PendingUpdateNow {
  readonly priceId: string | null;
  readonly expiresAt: Instant;
}

/** A phase of a schedule. */
export interface PhaseNow {
  readonly priceId: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** What Stripe is to do with a subscription later. */
export interface ScheduleNow {
  readonly scheduleId: string;
  /** `not_started`, `active`, `completed`, `released` or `canceled`. */
  readonly status: string;
  readonly endBehavior: string;
  readonly phases: readonly PhaseNow[];
}

/** A subscription. */
export interface SubscriptionNow {
  readonly subscriptionId: string;
  readonly customerId: string;
  /** Stripe's word: `active`, `past_due`, `canceled` … */
  readonly status: string;
  readonly currency: string;
  /** The only item; nulls: there is none, or there are several. */
  readonly itemId: string | null;
  readonly priceId: string | null;
  readonly period: { readonly startsAt: Instant; readonly endsAt: Instant };
  /** When it ends by itself; null: it does not. */
  readonly cancelAt: Instant | null;
  readonly cancelsAtPeriodEnd: boolean;
  readonly canceledAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly pending: PendingUpdateNow | null;
  readonly schedule: ScheduleNow | null;
  readonly latestInvoiceId: string | null;
  readonly createdAt: Instant;
}
