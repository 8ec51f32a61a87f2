import { describe, expect, it } from '@jest/globals';
import { crossingOf } from '../../../widget/parts/crossing.js';
import type { Level } from '../../../widget/wire/wire.js';

const of = (level: Level, available: string, { held = '0', debt = '0' } = {}) => ({
  level,
  available,
  held,
  debt,
});

describe('a level that was crossed, in the widget', () => {
  it('is news where credits went down, and where nobody looked before', () => {
    expect(crossingOf(null, of('low', '10')).isNews).toBe(true);
    expect(crossingOf(of('ok', '30'), of('low', '20')).isNews).toBe(true);
    expect(crossingOf(of('low', '20'), of('empty', '0')).isNews).toBe(true);
    expect(crossingOf(of('empty', '0'), of('overdrawn', '0', { debt: '1' })).isNews).toBe(true);
  });

  it('is none where credits came in and there are still few', () => {
    const owed = of('overdrawn', '0', { debt: '50' });
    for (const now of [of('empty', '0'), of('low', '10')]) {
      expect(crossingOf(owed, now)).toEqual({ isNews: false, isRecovery: false });
    }
  });

  it('is a recovery only where credits came in', () => {
    expect(crossingOf(of('low', '20'), of('ok', '120')).isRecovery).toBe(true);
    expect(crossingOf(of('low', '35'), of('ok', '35')).isRecovery).toBe(false);
    expect(crossingOf(of('low', '35'), of('ok', '30')).isRecovery).toBe(false);
    expect(crossingOf(of('low', '5', { held: '30' }), of('ok', '35')).isRecovery).toBe(false);
  });
});
