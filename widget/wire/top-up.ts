/** Answers of the API about automatic top-ups, as far as the widget reads them. */
import type { Card } from './plan.js';
import type { CreditsText, Money } from './wire.js';

/** What was consented to. */
export interface TopUpTerms {
  readonly below: CreditsText;
  readonly pack: string;
  readonly price: Money;
  readonly credits: CreditsText;
  readonly monthly_cap: Money;
}

/** One attempt. */
export interface TopUpAttempt {
  readonly credits: CreditsText;
  readonly price: Money;
  readonly state: 'under_way' | 'paid' | 'succeeded' | 'link_open' | 'failed';
  readonly failure_code: string | null;
  readonly checkout_url: string | null;
  readonly begun_at: string;
}

/** Of `GET …/auto-top-up`. */
export interface AutoTopUp {
  readonly is_on: boolean;
  readonly terms: TopUpTerms | null;
  readonly consent: { readonly text: string | null; readonly given_at: string } | null;
  readonly month: {
    readonly charged: Money;
    readonly left: Money;
    readonly is_capped: boolean;
  } | null;
  /** In a row; the third turns them off. */
  readonly failures: number;
  readonly last: TopUpAttempt | null;
  /** Why they are off. */
  readonly ended: {
    readonly at: string;
    readonly why: string;
    readonly failure_code: string | null;
  } | null;
}

/** Of `PUT …/auto-top-up`. */
export interface TopUpWritten {
  readonly terms: TopUpTerms;
}

/** Of `GET …/auto-top-up/card`. */
export interface SavedCard {
  readonly card: Card | null;
}
