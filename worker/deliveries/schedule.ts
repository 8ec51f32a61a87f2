import { DAY_MS, HOUR_MS, SECOND_MS } from '../../domain/instant.js';

/** Retry schedule of a failed delivery. */
export interface Schedule {
  /** Upper bound of the first pause; each further pause is up to three times as long. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** After this many attempts a delivery has failed, unless resent by hand. */
  readonly maxAttempts: number;
}

/** Pauses of 5 s, 15 s, 45 s … 12 h at most, with full jitter: about three days in all. */
export const SCHEDULE: Schedule = {
  firstPauseMs: 5 * SECOND_MS,
  longestPauseMs: 12 * HOUR_MS,
  maxAttempts: 20,
};

/** When deliveries and endpoints are given up. */
export interface RetryPolicy {
  readonly schedule: Schedule;
  /** An endpoint failing for this long is disabled. */
  readonly failingMs: number;
}

/** Three days for a delivery, five for an endpoint. */
export const RETRY_POLICY: RetryPolicy = { schedule: SCHEDULE, failingMs: 5 * DAY_MS };

const FACTOR = 3;

/**
 * Pause until the next attempt after `attempts` failures: random up to the schedule's pause (full
 * jitter), but at least the receiver's `retryAfterMs`, up to the longest pause. Undefined: that was
 * the last attempt.
 */
export function pauseAfter(
  attempts: number,
  schedule: Schedule,
  retryAfterMs: number | null,
  chance: number = Math.random(),
): number | undefined {
  const { firstPauseMs, longestPauseMs, maxAttempts } = schedule;
  if (attempts >= maxAttempts) return undefined;
  const most = Math.min(longestPauseMs, firstPauseMs * FACTOR ** (attempts - 1));
  const wanted = Math.min(longestPauseMs, retryAfterMs ?? 0);
  return Math.round(Math.max(most * chance, wanted));
}

/**
 * Parses `Retry-After` (seconds or an HTTP date) into milliseconds from `now`; null if absent or
 * invalid.
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * SECOND_MS;
  // Date.parse accepts almost anything that begins with a digit or sign.
  const date = /^[A-Za-z]/.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
