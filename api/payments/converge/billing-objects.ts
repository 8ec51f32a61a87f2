import type Stripe from 'stripe';
import type { AccountCommand } from '../../../domain/account/commands.js';
import type { FindingDraft } from '../plan/plan.js';
import type { PaymentNow } from '../plan/tree.js';
import type { Found } from './find-object.js';

/** Why an object of billing is looked at. */
export interface AskedOf {
  /** Asked about a refund, a dispute or a warning: its payment has one. */
  readonly hasBack: boolean;
  readonly cause: string | undefined;
}

/** A command to an account, and the id that it would have. */
export interface StepAhead {
  readonly commandId: string;
  readonly command: AccountCommand;
}

/** What looking at an object of billing would come to. */
export interface BillingAhead {
  readonly accountId: string;
  /** Whether Stripe has it. */
  readonly isThere: boolean;
  readonly steps: readonly StepAhead[];
  readonly findings: readonly FindingDraft[];
  /** What its invoices were paid with. */
  readonly payments: readonly PaymentNow[];
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

  /**
   * What looking at one would come to; undefined: it is of none of our accounts. Writes nothing.
   * Throws a StripeError.
   */
  abstract ahead(stripe: Stripe, objectId: string): Promise<BillingAhead | undefined>;
}
