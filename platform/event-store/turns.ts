/** Who has met another writer expects it for this long. */
const SHARED_FOR_MS = 1_000;
/** Who has met none gives way this often all the same, as long as work never stops. */
const ALONE_FOR_MS = 500;
/** What reading the tail and appending takes others, in appends of ours. */
const APPENDS_IN_A_TURN = 2;
/** From whoever knows of none: those who lose all the time come at no particular moment. */
const APPENDS_IN_A_BREAK = 3;
const LONGEST_BREAK_MS = 50;
/** The first pause of a loser lasts up to this; the longer it has lost, the sooner it is back. */
const LOSERS_PAUSE_MS = 8;

/**
 * How a process takes turns at a stream that other processes write to as well. Whoever loses a
 * race has to read what the winner wrote before it can try again, while the winner could go on at
 * once, and win for ever. So a process that knows of others lets them go first after each append;
 * one that knows of none does so now and then, because who wins every race never hears of any.
 * All times are milliseconds of the process's own clock.
 */
export class Turns {
  private sharedUntil = 0;
  private appendedAt = 0;
  private appendTakes = 0;
  private gaveWayAt = 0;

  /** Others have written to it lately: what is in memory is probably not the newest. */
  isShared(now: number): boolean {
    return now < this.sharedUntil;
  }

  /** Others have written to it. */
  othersWrote(now: number): void {
    this.sharedUntil = now + SHARED_FOR_MS;
  }

  /** An append of ours that began then is in the log now. */
  appended(began: number, now: number): void {
    // Falls at once and rises slowly: a stall is no reason to wait as long for others.
    this.appendTakes = Math.min(now - began, 2 * this.appendTakes + 1);
    this.appendedAt = now;
  }

  /** How long others have the stream to themselves before the next append of ours. */
  giveWay(now: number): number {
    const passed = now - this.appendedAt;
    if (this.isShared(now)) return this.restOf(APPENDS_IN_A_TURN, passed);
    const rest = this.restOf(APPENDS_IN_A_BREAK, passed);
    if (rest > 0 && now - this.gaveWayAt < ALONE_FOR_MS) return 0;
    this.gaveWayAt = now;
    return rest;
  }

  private restOf(appends: number, passed: number): number {
    const pause = Math.min(appends * (this.appendTakes + 1), LONGEST_BREAK_MS);
    return Math.max(0, pause - passed);
  }
}

/** How long to wait before the next try, after losing so many races in a row (1 or more). */
export function pauseAfterLosing(races: number): number {
  return (Math.random() * LOSERS_PAUSE_MS) / races;
}
