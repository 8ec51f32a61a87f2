import type { PurchaseState } from './purchase-state.js';

/** What the page says about a purchase. */
export interface Shown {
  readonly state: PurchaseState;
  readonly name: string;
  readonly credits: bigint;
  readonly checkoutUrl: string | null;
  readonly returnUrl: string | null;
  /** Stripe has led the buyer here, so something was paid or is under way. */
  readonly hasPaid: boolean;
  /** A person has to look before credits are added. */
  readonly isHeldUp: boolean;
}
