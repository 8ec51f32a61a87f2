import { describe, expect, it } from '@jest/globals';
import { readToken, signToken } from '../../../api/widget-tokens/token.js';

const SECRET = Buffer.alloc(32, 7);
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
    expect(readToken(SECRET, signToken(SECRET, grant))).toEqual(grant);
  });

  it('has one spelling: of all last letters one is taken', () => {
    const token = signToken(SECRET, grant);
    const spellings = [...ALPHABET].map((letter) => token.slice(0, -1) + letter);
    expect(spellings.filter((each) => readToken(SECRET, each))).toEqual([token]);
  });

  it('is nobody’s when another secret has signed it', () => {
    expect(readToken(SECRET, signToken(Buffer.alloc(32, 8), grant))).toBeUndefined();
  });
});
