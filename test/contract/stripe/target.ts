import type Stripe from 'stripe';

/** Who is held to the contract: the double, or Stripe in test mode. */
export interface Target {
  readonly stripe: Stripe;
  /** Waits until the balance transactions of what was paid are there. */
  readonly settled: () => Promise<void>;
}

/** A name that nothing had before: an account at Stripe outlives a run. */
export const fresh = (name: string): string =>
  `${name}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

/** The error that a call ends with. Throws when it ends well. */
export async function failureOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    return error as Stripe.errors.StripeError;
  }
  throw new Error('the call was to fail');
}
