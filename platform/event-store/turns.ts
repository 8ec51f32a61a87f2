/** Where a process says which stream it loses at; the payload is the stream's name. */
export const TURNS_CHANNEL = 'stream_turns';

/** Who has met another writer expects it for this long. */
const SHARED_FOR_MS = 1_000;
/** What reading the tail, deciding and appending takes others, in rounds of ours. */
const ROUNDS_IN_A_TURN = 2;
const LONGEST_TURN_MS = 250;
/** The first pause of a loser lasts up to this; the longer it has lost, the sooner it is back. */
const LOSERS_PAUSE_MS = 8;
/** A loser speaks up this often. */
const SPEAK_AGAIN_MS = 100;
/** The newest round counts for a quarter of what one is expected to take. */
const NEWEST_COUNTS = 0.25;

/**
 * How a process takes turns at a stream that other processes write to as well. Whoever loses a
 * race has to read what the winner wrote before it can try again, while the winner could go on at
 * once, and win for ever: who wins every race never hears of any. So losers speak up, and a process
 * that has heard of others, or met them, lets them go first after each of its appends. All times
 * are milliseconds of the process's monotonic clock.
 */
export class Turns {
  private sharedUntil = 0;
  private appendedAt = 0;
  private roundTakes = 0;
  private spokeAt = -Infinity;

  /** Others write to it too: what is in memory is probably not the newest. */
  isShared(now: number): boolean {
    return now < this.sharedUntil;
  }

  /** Others have written to it, or try to. */
  othersWrite(now: number): void {
    this.sharedUntil = now + SHARED_FOR_MS;
  }

  /** A round of ours that began then, to decide and append, is in the log now. */
  appended(began: number, now: number): void {
    this.roundTakes += (now - began - this.roundTakes) * NEWEST_COUNTS;
    this.appendedAt = now;
  }

  /** How long others have the stream to themselves before the next append of ours. */
  giveWay(now: number): number {
    if (!this.isShared(now)) return 0;
    const turn = Math.min(ROUNDS_IN_A_TURN * (this.roundTakes + 1), LONGEST_TURN_MS);
    return Math.max(0, Math.ceil(turn - (now - this.appendedAt)));
  }

  /** Whether it is time to tell the others that we lose to them. */
  speaksUp(now: number): boolean {
    if (now - this.spokeAt < SPEAK_AGAIN_MS) return false;
    this.spokeAt = now;
    return true;
  }
}

/** How long to wait before the next try, after losing so many races in a row (1 or more). */
export function pauseAfterLosing(races: number): number {
  return (Math.random() * LOSERS_PAUSE_MS) / races;
}
