import type Stripe from 'stripe';
import type { Found } from './find-object.js';

/** Why an object of billing is looked at. */
export interface AskedOf {
  /** Asked about a refund, a dispute or a warning: its payment has one. */
  readonly hasBack: boolean;
  readonly cause: string | undefined;
}

/** Ids of what is looked at as a subscription, an invoice or a customer. */
export const BILLING_ID = /^(sub|in|cus)_/;

/** Looks at subscriptions, invoices and customers, for whoever looks at any object. */
export abstract class BillingObjects {
  /**
   * The subscription, invoice or checkout of one that a payment or session is of; undefined: it is
   * of none. Throws a StripeError.
   */
  abstract behind(stripe: Stripe, found: Found): Promise<string | undefined>;

  /** Looks at one. Returns the account that it is about; null: none of ours. */
  abstract look(stripe: Stripe, objectId: string, asked: AskedOf): Promise<string | null>;
}
