import { describe, expect, it } from '@jest/globals';
import { shortId } from '../../../admin/payments/short-id.js';

describe('an id in a column', () => {
  it('has its ends, and is whole where it is short', () => {
    expect(shortId('in_1TabcDEFghiJKLmnoPQRstu')).toBe('in_1TabcDE…PQRstu');
    expect(shortId('in_1TabcD')).toBe('in_1TabcD');
  });
});
