import { describe, expect, it } from '@jest/globals';
import { pauseAfterLosing, Turns } from '../../../platform/event-store/turns.js';

const slow = (): Turns => {
  const turns = new Turns();
  for (let i = 0; i < 100; i += 1) turns.appended(0, 8_000);
  return turns;
};

describe('taking turns at a stream', () => {
  it('waits for nobody while nobody else is known to write', () => {
    const turns = new Turns();
    turns.appended(0, 5);
    expect(turns.giveWay(5)).toBe(0);
  });

  it('lets others go first after each append while there are others', () => {
    const turns = new Turns();
    turns.othersWrite(0);
    let now = 0;
    for (let i = 0; i < 20; i += 1) {
      turns.appended(now, (now += 5));
      const pause = turns.giveWay(now);
      expect(pause).toBeGreaterThan(0);
      now += pause;
      expect(turns.giveWay(now)).toBe(0);
    }
  });

  it('expects others for a second after they last wrote', () => {
    const turns = new Turns();
    turns.othersWrite(0);
    expect(turns.isShared(999)).toBe(true);
    expect(turns.isShared(1_000)).toBe(false);
  });

  it('gives way by being idle', () => {
    const turns = slow();
    turns.othersWrite(8_000);
    expect(turns.giveWay(8_000)).toBe(250);
    expect(turns.giveWay(8_030)).toBe(220);
    expect(turns.giveWay(8_260)).toBe(0);
  });

  it('gives way for at most a quarter of a second, however slow appends are', () => {
    const turns = slow();
    turns.othersWrite(8_000);
    expect(turns.giveWay(8_000)).toBe(250);
  });

  it('speaks up ten times a second at most', () => {
    const turns = new Turns();
    expect([0, 50, 99, 100, 150, 250].filter((now) => turns.speaksUp(now))).toEqual([0, 100, 250]);
  });

  it('brings whoever has lost for long back sooner', () => {
    const longest = (races: number) =>
      Math.max(...Array.from({ length: 1_000 }, () => pauseAfterLosing(races)));
    expect(longest(1)).toBeLessThanOrEqual(8);
    expect(longest(10)).toBeLessThanOrEqual(0.8);
  });
});
