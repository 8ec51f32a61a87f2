import { describe, expect, it } from '@jest/globals';
import { REASONS } from '../../admin/actions/run/reasons.js';
import { METRICS } from '../../admin/usage/question.js';
import { MEASURES } from '../../api/usage/usage-sql.js';
import { REASON_CODES } from '../../domain/account/reason.js';

describe('what the console offers', () => {
  it('is every reason that the API takes', () => {
    expect(REASONS).toEqual(REASON_CODES);
  });

  it('is every measure of usage', () => {
    expect(METRICS).toEqual(MEASURES);
  });
});
