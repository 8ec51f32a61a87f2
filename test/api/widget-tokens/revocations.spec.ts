import { describe, expect, it } from '@jest/globals';
import {
  EVERY_ACCOUNT,
  REVOCATION_MATTERS_MS,
  Revocations,
} from '../../../api/widget-tokens/revocations.js';

describe('what was revoked', () => {
  it('ends tokens that are older, in whatever order it is heard', () => {
    const revoked = new Revocations();
    revoked.take({ accountId: 'a', revocation: 5 });
    revoked.take({ accountId: 'a', revocation: 3 });
    expect(revoked.isRevoked('a', 4)).toBe(true);
    expect(revoked.isRevoked('a', 5)).toBe(false);
    expect(revoked.isRevoked('b', 4)).toBe(false);
    revoked.take({ accountId: EVERY_ACCOUNT, revocation: 6 });
    expect(revoked.isRevoked('b', 5)).toBe(true);
    expect(revoked.isRevoked('b', 6)).toBe(false);
  });

  it('is forgotten when every token it could end has expired', () => {
    let nowMs = 0;
    const revoked = new Revocations(() => nowMs);
    for (let i = 1; i <= 100; i += 1) revoked.take({ accountId: `a${i}`, revocation: i });
    nowMs = REVOCATION_MATTERS_MS + 1;
    revoked.take({ accountId: 'b', revocation: 101 });
    expect(revoked.size).toBe(1);
    expect(revoked.isRevoked('c', 50)).toBe(false);
  });

  it('counts for all accounts where it would be too much to remember, never for none', () => {
    const revoked = new Revocations(() => 0, 10);
    for (let i = 1; i <= 30; i += 1) revoked.take({ accountId: `a${i}`, revocation: i });
    expect(revoked.size).toBe(10);
    for (let i = 1; i <= 30; i += 1) expect(revoked.isRevoked(`a${i}`, i - 1)).toBe(true);
    expect(revoked.isRevoked('innocent', 10)).toBe(true);
    expect(revoked.isRevoked('innocent', 20)).toBe(false);
  });
});
