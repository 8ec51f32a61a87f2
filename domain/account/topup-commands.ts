/** The commands of automatic top-ups. */
import type { Reason } from './commands.js';
import type { Consent, TopUpTerms } from './topup-events.js';

/** Consents to automatic top-ups, or to other terms of them. */
export interface ConfigureAutoTopUp extends Readonly<TopUpTerms> {
  readonly type: 'ConfigureAutoTopUp';
  readonly consent: Consent;
  /** Who consents, where the product knows its members. */
  readonly memberId?: string | undefined;
}

/** Takes the consent back. */
export interface TurnOffAutoTopUp {
  readonly type: 'TurnOffAutoTopUp';
  /** Of staff; buyers give none. */
  readonly reason?: Reason | undefined;
}

/**
 * A top-up was tried and not paid. Idempotent by the command's id, which is derived from the
 * attempt.
 */
export interface RecordTopUpFailure {
  readonly type: 'RecordTopUpFailure';
  readonly purchaseId: string;
  /** Null: it failed before there was a payment. */
  readonly paymentId: string | null;
  /** Why, in Stripe's words. */
  readonly code: string;
}
