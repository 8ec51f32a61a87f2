/** Events of automatic top-ups. */
import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent } from '../event.js';
import { Money } from '../money.js';
import { reasonIfAny } from './reason.js';

/** What was consented to: when to buy, what, at which price, and up to how much a month. */
export const topUpTerms = {
  /** Due when a charge leaves fewer available credits than these. */
  threshold: Credits,
  pack: z.string(),
  packVersion: z.number().int(),
  /** Of one purchase, net of tax: the pack's, or the amount of a custom one. */
  price: Money,
  /** What one purchase grants. */
  credits: Credits,
  /** Most that may be charged in a calendar month of the account's time zone. */
  monthlyCap: Money,
};
/** The same in memory. */
export type TopUpTerms = z.output<z.ZodObject<typeof topUpTerms>>;

/** The words that were agreed to. */
const Consent = z.strictObject({
  /** Names the wording, such as `en-3`. */
  version: z.string(),
  /**
   * Word for word: the evidence when a charge is disputed, and so for ever. It is the seller's
   * wording with the terms filled in, and names no person and no card.
   */
  text: z.string(),
});
/** The same in memory. */
export type Consent = z.output<typeof Consent>;

/**
 * Somebody consented to automatic top-ups, anew or to other terms: whatever failed before no longer
 * counts. Who it was: `memberId`, where the product named a member, and the actor in the metadata.
 */
export const AutoTopUpConfigured = defineEvent('AutoTopUpConfigured', {
  accountId: z.string(),
  ...topUpTerms,
  consent: Consent,
  memberId: z.string().optional(),
});

/**
 * A top-up was paid: by the saved card, or by whoever followed the link that was sent instead. Its
 * pack was granted just before, in the same append.
 */
export const AutoTopUpSucceeded = defineEvent('AutoTopUpSucceeded', {
  accountId: z.string(),
  purchaseId: z.string(),
  paymentId: z.string(),
});

/** A top-up was tried and not paid. */
export const AutoTopUpFailed = defineEvent('AutoTopUpFailed', {
  accountId: z.string(),
  purchaseId: z.string(),
  /** Null: it failed before there was a payment. */
  paymentId: z.string().nullable(),
  /** Why, in Stripe's words: `insufficient_funds`, `authentication_required`. */
  code: z.string(),
  /** How many have failed since the last that succeeded, this one included. */
  inARow: z.number().int(),
});

/** Automatic top-ups ended, until somebody consents again. */
export const AutoTopUpTurnedOff = defineEvent('AutoTopUpTurnedOff', {
  accountId: z.string(),
  /** A person took the consent back, or too many in a row failed. */
  why: z.enum(['withdrawn', 'failures']),
  /** Why the last of them failed. */
  code: z.string().optional(),
  ...reasonIfAny,
});
