import { describe, expect, it } from '@jest/globals';
import { claimedKid, readToken, signToken } from '../../../api/widget-tokens/token.js';

const KEY = { kid: '0a1b2c3d', secret: Buffer.alloc(32, 7) };
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const grant = {
  accountId: 'acme',
  memberId: undefined,
  scopes: new Set(['balance:read'] as const),
  origins: [],
  expiresAt: 1_800_000_000_000,
  revocation: 3,
};

describe('the text of a widget token', () => {
  it('says again what was granted', () => {
    expect(readToken(KEY, signToken(KEY, grant))).toEqual(grant);
  });

  it('has one spelling: of all last letters one is taken', () => {
    const token = signToken(KEY, grant);
    const spellings = [...ALPHABET].map((letter) => token.slice(0, -1) + letter);
    expect(spellings.filter((each) => readToken(KEY, each))).toEqual([token]);
  });

  it('is nobody’s when another secret has signed it', () => {
    expect(
      readToken(KEY, signToken({ ...KEY, secret: Buffer.alloc(32, 8) }, grant)),
    ).toBeUndefined();
  });

  it('names the key that signed it, and is nobody’s under another name', () => {
    const token = signToken(KEY, grant);
    expect(claimedKid(token)).toBe(KEY.kid);
    const renamed = { ...KEY, kid: 'ffffffff' };
    expect(readToken(renamed, token)).toBeUndefined();
    expect(readToken(renamed, token.replace(KEY.kid, renamed.kid))).toBeUndefined();
  });
});
