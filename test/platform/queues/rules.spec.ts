import { describe, expect, it } from '@jest/globals';
import { queueRules } from '../../../platform/queues/rules.js';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('what follows from a fact', () => {
  it('is tried again for two weeks, every hour at the least', () => {
    const { retryAfterMs } = queueRules.reactions;
    expect(sum(retryAfterMs)).toBeGreaterThanOrEqual(14 * 24 * 3_600_000);
    expect(Math.max(...retryAfterMs)).toBeLessThanOrEqual(3_600_000);
  });
});
