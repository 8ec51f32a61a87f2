import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from '../../platform/canonical.js';

describe('canonical JSON', () => {
  it('says what the reference implementation of RFC 8785 says, of any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('sorts members and leaves undefined ones out', () => {
    expect(canonicalJson({ b: 1, a: { d: [null, 'x'], c: undefined } })).toBe(
      '{"a":{"d":[null,"x"]},"b":1}',
    );
  });

  it('writes numbers and text as ECMAScript does', () => {
    expect(canonicalJson([1e30, -0, 0.000001, '\u20ac\n"\\'])).toBe(
      '[1e+30,0,0.000001,"\u20ac\\n\\"\\\\"]',
    );
  });

  it('refuses what JSON cannot say', () => {
    for (const value of [Number.NaN, 1n, '\ud800', [Symbol('x')]]) {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    }
  });
});
