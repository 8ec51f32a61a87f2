/** NOTIFY channel on which a process announces a stream whose races it loses; payload: its name. */
export const CONTENTION_CHANNEL = 'stream_turns';

/** A stream counts as contended for this long after another writer was seen. */
const CONTENDED_FOR_MS = 1_000;
/** Time for others to read, decide and append, in rounds of this process. */
const YIELD_ROUNDS = 2;
const MAX_YIELD_MS = 250;
/** Upper bound of the first delay after a lost race; it shrinks with each further loss. */
const MAX_BACKOFF_MS = 8;
/** Minimum interval between announcements. */
const ANNOUNCE_EVERY_MS = 100;
/** Weight of the newest round in the moving average. */
const SMOOTHING = 0.25;

/**
 * Shares a stream fairly between processes that write to it. A loser has to read the winner's
 * events before it can retry, while the winner could append again at once and win for ever, without
 * noticing others. So losers announce themselves, and a process that knows of other writers yields
 * to them after each append. All times are milliseconds of the monotonic clock.
 */
export class WriterFairness {
  private contendedUntil = 0;
  private appendedAt = 0;
  private roundMs = 0;
  private announcedAt = -Infinity;

  /** Whether other processes write to the stream, so that memory is probably behind. */
  isContended(now: number): boolean {
    return now < this.contendedUntil;
  }

  /** Records that another process writes, or tries to. */
  noteOtherWriter(now: number): void {
    this.contendedUntil = now + CONTENDED_FOR_MS;
  }

  /** Records an append of a round that began at `began`. */
  appended(began: number, now: number): void {
    this.roundMs += (now - began - this.roundMs) * SMOOTHING;
    this.appendedAt = now;
  }

  /** How long to yield before the next append. */
  yieldMs(now: number): number {
    if (!this.isContended(now)) return 0;
    const yieldedMs = Math.min(YIELD_ROUNDS * (this.roundMs + 1), MAX_YIELD_MS);
    return Math.max(0, Math.ceil(yieldedMs - (now - this.appendedAt)));
  }

  /** Whether it is time to announce a lost race. */
  shouldAnnounce(now: number): boolean {
    if (now - this.announcedAt < ANNOUNCE_EVERY_MS) return false;
    this.announcedAt = now;
    return true;
  }
}

/** Random delay before retrying, after this many lost races in a row (1 or more). */
export function backoffAfterRace(races: number): number {
  return (Math.random() * MAX_BACKOFF_MS) / races;
}
