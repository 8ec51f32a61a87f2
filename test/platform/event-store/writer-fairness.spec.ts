import { describe, expect, it } from '@jest/globals';
import { backoffAfterRace, WriterFairness } from '../../../platform/event-store/writer-fairness.js';

const slow = (): WriterFairness => {
  const turns = new WriterFairness();
  for (let i = 0; i < 100; i += 1) turns.appended(0, 8_000);
  return turns;
};

describe('fairness between writers of a stream', () => {
  it('waits for nobody while nobody else is known to write', () => {
    const turns = new WriterFairness();
    turns.appended(0, 5);
    expect(turns.yieldMs(5)).toBe(0);
  });

  it('lets others go first after each append while there are others', () => {
    const turns = new WriterFairness();
    turns.noteOtherWriter(0);
    let now = 0;
    for (let i = 0; i < 20; i += 1) {
      turns.appended(now, (now += 5));
      const pause = turns.yieldMs(now);
      expect(pause).toBeGreaterThan(0);
      now += pause;
      expect(turns.yieldMs(now)).toBe(0);
    }
  });

  it('expects others for a second after they last wrote', () => {
    const turns = new WriterFairness();
    turns.noteOtherWriter(0);
    expect(turns.isContended(999)).toBe(true);
    expect(turns.isContended(1_000)).toBe(false);
  });

  it('gives way by being idle', () => {
    const turns = slow();
    turns.noteOtherWriter(8_000);
    expect(turns.yieldMs(8_000)).toBe(250);
    expect(turns.yieldMs(8_030)).toBe(220);
    expect(turns.yieldMs(8_260)).toBe(0);
  });

  it('gives way for at most a quarter of a second, however slow appends are', () => {
    const turns = slow();
    turns.noteOtherWriter(8_000);
    expect(turns.yieldMs(8_000)).toBe(250);
  });

  it('speaks up ten times a second at most', () => {
    const turns = new WriterFairness();
    expect([0, 50, 99, 100, 150, 250].filter((now) => turns.shouldAnnounce(now))).toEqual([
      0, 100, 250,
    ]);
  });

  it('brings whoever has lost for long back sooner', () => {
    const longest = (races: number) =>
      Math.max(...Array.from({ length: 1_000 }, () => backoffAfterRace(races)));
    expect(longest(1)).toBeLessThanOrEqual(8);
    expect(longest(10)).toBeLessThanOrEqual(0.8);
  });
});
