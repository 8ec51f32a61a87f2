/** Answers of the API about subscriptions, as far as the widget reads them. */
import type { CreditsText, Money } from './wire.js';

/** What can be asked of a subscription. */
export type PlanAction = 'subscribe' | 'upgrade' | 'downgrade' | 'cancel' | 'withdraw';

/** As Stripe had it when it was last looked at. */
export interface Subscription {
  readonly status: string;
  readonly plan: string | null;
  readonly plan_version: number | null;
  readonly period_starts_at: string;
  readonly period_ends_at: string;
  /** What begins at the end of the period; `free`: it is cancelled. */
  readonly next_plan: string | null;
  readonly next_at: string | null;
  /** What begins once it is paid, before `pending_until`. */
  readonly pending_plan: string | null;
  readonly pending_until: string | null;
  readonly ended_at: string | null;
}

/** An invoice of a subscription. */
export interface Invoice {
  readonly invoice_id: string;
  readonly status: string;
  /** Null: it bills several, or none of ours. */
  readonly plan: string | null;
  readonly total: Money;
  readonly next_attempt_at: string | null;
  /** Where it can be paid or seen. */
  readonly pay_url: string | null;
  readonly created_at: string;
}

/** Of `GET …/subscription`. */
export interface AccountSubscription {
  readonly subscription: Subscription | null;
  readonly invoices: readonly Invoice[];
}

/** Of `POST …/subscription`. */
export interface PlanWritten {
  readonly status: 'checkout' | 'applied' | 'pending' | 'scheduled' | 'withdrawn';
  readonly checkout_url: string | null;
  readonly pay_url: string | null;
  readonly pay_reason: 'authentication_required' | 'declined' | null;
  readonly subscription: Subscription | null;
}

/** A card, as far as its owner knows it again by. */
export interface Card {
  readonly brand: string;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
}

/** A plan on one side of a change. */
export interface PlanSide {
  readonly plan: string;
  readonly plan_version: number;
  readonly name: string;
  readonly price: Money;
  readonly credits: CreditsText;
}

/** Credits of a plan that end. */
export interface Ending {
  readonly credits: CreditsText;
  readonly at: string;
  /** Null: they were not paid for. */
  readonly plan: string | null;
}

/** Of `POST …/subscription/preview`. */
export interface PlanPreview {
  readonly from: PlanSide | null;
  readonly to: PlanSide | null;
  readonly charged_now: Money;
  readonly tax: Money | null;
  readonly card: Card | null;
  readonly takes_effect_at: string;
  readonly credits_now: CreditsText;
  readonly available_after: CreditsText;
  /** What of today's plan credits ends when. */
  readonly ends: readonly Ending[];
  readonly renews_at: string | null;
  readonly renewal: Money;
}

/** Whether it has begun, and goes on: one whose first payment is missing sells nothing yet. */
export const isLive = (subscription: Subscription | null | undefined): boolean =>
  subscription !== null &&
  subscription !== undefined &&
  subscription.ended_at === null &&
  subscription.status !== 'incomplete';
