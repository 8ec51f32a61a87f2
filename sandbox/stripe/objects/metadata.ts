import type { Stripe } from 'stripe';
import { invalid } from '../state/errors.js';

/** https://docs.stripe.com/api/metadata */
const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/**
 * Metadata after a request: keys are added and replaced, an empty value takes its key away, and an
 * empty `metadata` takes all. Throws a StripeFailure.
 */
export function metadataAfter(
  before: Stripe.Metadata,
  given: Stripe.Emptyable<Stripe.MetadataParam> | undefined,
): Stripe.Metadata {
  if (given === undefined) return before;
  if (given === null || given === '') return {};
  const after = { ...before };
  for (const [key, value] of Object.entries(given)) {
    const param = `metadata[${key}]`;
    if (key.length > MAX_KEY_LENGTH) {
      throw invalid(`Metadata keys can be at most ${MAX_KEY_LENGTH} characters long.`, { param });
    }
    if (value === null) delete after[key];
    else after[key] = String(value);
    if (String(value).length > MAX_VALUE_LENGTH) {
      throw invalid(`Metadata values can be at most ${MAX_VALUE_LENGTH} characters long.`, {
        param,
      });
    }
  }
  if (Object.keys(after).length > MAX_KEYS) {
    throw invalid(`Metadata can hold at most ${MAX_KEYS} keys.`, { param: 'metadata' });
  }
  return after;
}

/** Only the fields that were given; an empty text unsets. */
export const given = <T extends object>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  Object.assign(kept, Object.fromEntries(entries));
  return kept;
};

/** Stripe's `''` is its `null`. */
export const orNull = <T>(value: T | '' | null | undefined): T | null =>
  value === '' || value === undefined ? null : value;
