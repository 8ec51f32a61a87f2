import { describe, expect, it } from '@jest/globals';
import { pauseAfterLosing, Turns } from '../../../platform/event-store/turns.js';

/** Appends back to back from 0 on, each taking so long, and gives the pauses after each. */
function pausesOf(turns: Turns, appends: number, takes = 5): number[] {
  let now = 0;
  return Array.from({ length: appends }, () => {
    turns.appended(now, now + takes);
    now += takes;
    const pause = turns.giveWay(now);
    now += pause;
    return pause;
  });
}

describe('taking turns at a stream', () => {
  it('lets others go first after each append while there are others', () => {
    const turns = new Turns();
    turns.othersWrote(0);
    expect(pausesOf(turns, 20).every((pause) => pause > 0)).toBe(true);
  });

  it('waits for nobody a second after others last wrote', () => {
    const turns = new Turns();
    turns.othersWrote(0);
    expect(turns.isShared(999)).toBe(true);
    expect(turns.isShared(1_000)).toBe(false);
  });

  it('makes room now and then for those it never hears of, as long as work never stops', () => {
    const pauses = pausesOf(new Turns(), 1_000).filter((pause) => pause > 0);
    expect(pauses.length).toBeGreaterThanOrEqual(8);
    expect(pauses.length).toBeLessThanOrEqual(12);
  });

  it('gives way by being idle', () => {
    const turns = new Turns();
    turns.appended(0, 5);
    expect(turns.giveWay(60)).toBe(0);
    turns.appended(60, 65);
    expect(turns.giveWay(65)).toBe(0);
  });

  it('gives way for at most 50 ms, however slow appends are', () => {
    const turns = new Turns();
    for (let i = 0; i < 10; i += 1) turns.appended(0, 8_000);
    turns.othersWrote(8_000);
    expect(turns.giveWay(8_000)).toBe(50);
  });

  it('brings whoever has lost for long back sooner', () => {
    const longest = (races: number) =>
      Math.max(...Array.from({ length: 1_000 }, () => pauseAfterLosing(races)));
    expect(longest(1)).toBeLessThanOrEqual(8);
    expect(longest(10)).toBeLessThanOrEqual(0.8);
  });
});
