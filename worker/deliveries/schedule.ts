import { DAY_MS, HOUR_MS, SECOND_MS } from '../../domain/instant.js';

/** When a delivery that failed is tried again. */
export interface Schedule {
  /** The first pause is at most this long; each further one three times as long as the last. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** After so many attempts a delivery has failed, until it is sent again by hand. */
  readonly maxAttempts: number;
}

/** Pauses of 5 s, 15 s, 45 s … 12 h at most, each cut at random: about three days in all. */
export const SCHEDULE: Schedule = {
  firstPauseMs: 5 * SECOND_MS,
  longestPauseMs: 12 * HOUR_MS,
  maxAttempts: 20,
};

/** How patient deliveries are. */
export interface Patience {
  readonly schedule: Schedule;
  /** An endpoint where nothing has arrived for so long is switched off. */
  readonly failingMs: number;
}

/** Three days for a delivery, five for an endpoint. */
export const PATIENCE: Patience = { schedule: SCHEDULE, failingMs: 5 * DAY_MS };

const FACTOR = 3;

/**
 * Milliseconds until the next attempt, when `attempts` have failed: anything up to the pause of
 * the schedule (full jitter), but not before the receiver wants it (`retryAfterMs`, cut to the
 * longest pause). Undefined: that was the last one.
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

/** `Retry-After` (seconds or an HTTP date) in milliseconds from `now`; null: it says nothing. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * SECOND_MS;
  // Date.parse makes something of almost anything that begins with a digit or a sign.
  const date = /^[A-Za-z]/.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
