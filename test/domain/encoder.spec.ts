import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { Credits } from '../../domain/credits.js';
import { compileEncoder } from '../../domain/encoder.js';
import { Instant } from '../../domain/instant.js';
import { Money } from '../../domain/money.js';

const Sample = z.strictObject({
  name: z.string(),
  credits: Credits,
  at: Instant.nullable(),
  paid: Money.optional(),
  lots: z.array(z.strictObject({ lotId: z.string(), credits: Credits })),
  kind: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('a'), credits: Credits }),
    z.strictObject({ kind: z.literal('b') }),
  ]),
  factors: z.record(z.string(), z.string()),
});

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const samples = fc.record(
  {
    name: fc.string(),
    credits: amount,
    at: fc.option(fc.integer({ min: 0, max: 4e12 })),
    paid: fc.record({
      minor: fc.bigInt({ min: -9999n, max: 9999n }),
      currency: fc.constant('usd'),
    }),
    lots: fc.array(fc.record({ lotId: fc.string(), credits: amount }), { maxLength: 3 }),
    kind: fc.oneof(
      fc.record({ kind: fc.constant('a' as const), credits: amount }),
      fc.record({ kind: fc.constant('b' as const) }),
    ),
    factors: fc.dictionary(fc.constantFrom('plan', 'build'), fc.constant('0.5')),
  },
  { requiredKeys: ['name', 'credits', 'at', 'lots', 'kind', 'factors'] },
);

describe('a compiled encoder', () => {
  it('writes what z.encode writes, for every shape that events have', () => {
    const encode = compileEncoder(Sample);
    fc.assert(
      fc.property(samples, (sample) => {
        expect(encode(sample)).toEqual(z.encode(Sample, sample));
      }),
    );
  });
});
