import { isUtf8 } from 'node:buffer';
import Stripe from 'stripe';
import type { Instant } from '../../../domain/instant.js';

/** Tolerated age of a signature, and tolerated lead of Stripe's clock. */
const TOLERANCE_SECONDS = 300;

/**
 * Whether Stripe has signed these bytes with one of the secrets, within five minutes of now. The
 * SDK would take a signature from the future.
 */
export function isSigned(
  bytes: Buffer,
  header: string,
  secrets: readonly string[],
  now: Instant,
): boolean {
  if (!isUtf8(bytes) || isFromFuture(header, now)) return false;
  return secrets.some((secret) => {
    try {
      const { signature } = Stripe.webhooks;
      return (
        signature?.verifyHeader(bytes, header, secret, TOLERANCE_SECONDS, undefined, now) ?? false
      );
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
      throw error;
    }
  });
}

function isFromFuture(header: string, now: Instant): boolean {
  const [, seconds] = /(?:^|,)t=(\d{1,15})(?:,|$)/.exec(header) ?? [];
  return seconds === undefined || Number(seconds) - now / 1_000 > TOLERANCE_SECONDS;
}
