/** The client of Stripe, and what its failures mean. */
import Stripe from 'stripe';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StripeSettings } from '../../../platform/config/stripe.js';
import { watchedHttp } from './http.js';
import { isOfKey, type Answered } from './key-trouble.js';

/** The version of Stripe's API that this code is written for: that of the installed package. */
export const API_VERSION = Stripe.API_VERSION;

/** The SDK tries these again by itself, but never a 429. */
const MAX_NETWORK_RETRIES = 2;
/** Pauses before a call that was refused with 429 is made again. */
const RATE_LIMIT_PAUSES_MS = [250, 1_000, 3_000];

/** Makes the client: at Stripe, or at a double of it. `seen` is told of each answer. */
export function createStripe(
  { secretKey, apiUrl, timeoutMs: timeout }: StripeSettings,
  seen: (answer: Answered) => void,
): Stripe {
  return new Stripe(secretKey, {
    httpClient: watchedHttp(seen),
    apiVersion: API_VERSION,
    maxNetworkRetries: MAX_NETWORK_RETRIES,
    timeout,
    telemetry: false,
    ...(apiUrl && {
      host: apiUrl.hostname,
      port: apiUrl.port || (apiUrl.protocol === 'https:' ? 443 : 80),
      protocol: apiUrl.protocol === 'https:' ? 'https' : 'http',
    }),
  });
}

/** Calls Stripe; after a 429 again, a few times. Throws a StripeError. */
export async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (const pauseMs of RATE_LIMIT_PAUSES_MS) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeRateLimitError)) throw error;
      await sleep(pauseMs);
    }
  }
  return call();
}

/** What Stripe answers; undefined: it does not have the object. Throws a StripeError. */
export async function ifThere<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/**
 * Whether Stripe keeps a failure with the call's idempotency key, so that the same key would only
 * give the same failure. Not so where nothing was answered, where the key was in use, and where
 * the call never began: there were too many, or our API key was not good.
 */
export function isKept(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const { statusCode } = error;
  return statusCode !== undefined && !isInUse(error) && !isBeforeAll(error);
}

/** Whether a call with the same idempotency key is being answered at the moment. */
export const isInUse = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.statusCode === 409;

/** Stripe has not looked at what was asked: too many calls, or a matter of our API key. */
const isBeforeAll = (error: Stripe.errors.StripeError): boolean =>
  error instanceof Stripe.errors.StripeRateLimitError || isOfKey(error.statusCode);

/** Why a call failed, in a few words without personal data. */
export function briefOf(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) return 'no answer';
  const { type, statusCode, code, param } = error;
  return [statusCode, type, code, param].filter((part) => part !== undefined).join(' ');
}

/**
 * Whether Stripe did not answer, or could not, or refused our API key, which says nothing about
 * what was asked; false where it refused that.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const { statusCode } = error;
  const isUnanswered = statusCode === undefined || statusCode >= 500 || isInUse(error);
  return isUnanswered || isBeforeAll(error);
}

/** Whether Stripe refused our API key: it is not valid, or lacks a permission. */
export const isKeyRefused = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && isOfKey(error.statusCode);

/** Whether a failure is Stripe's: it refused, or did not answer. */
export const isStripeFailure = (error: unknown): error is Error =>
  error instanceof Stripe.errors.StripeError;

/** Why Stripe refused, in its own words, which name no person. */
export const wordsOf = (error: unknown): string =>
  error instanceof Stripe.errors.StripeError ? error.message : 'no answer';
