import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { Credits } from '../../domain/credits.js';
import { compileDecoder, UNREADABLE } from '../../domain/decoder.js';
import { compileEncoder } from '../../domain/encoder.js';
import { Instant } from '../../domain/instant.js';
import { Money } from '../../domain/money.js';

const Sample = z.strictObject({
  name: z.string().min(1).max(5),
  label: z
    .string()
    .regex(/^[a-z]+$/)
    .optional(),
  credits: Credits,
  at: Instant.nullable(),
  paid: Money.optional(),
  count: z.number().int().min(0).max(100),
  share: z.number().nullable(),
  yes: z.boolean(),
  mood: z.enum(['good', 'bad']),
  lots: z.array(z.strictObject({ lotId: z.string(), credits: Credits })),
  kind: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('a'), credits: Credits }),
    z.strictObject({ kind: z.literal('b') }),
  ]),
  factors: z.record(z.string(), z.string()),
});
const decode = compileDecoder(Sample);

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const samples = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 5 }),
    label: fc.constantFrom('a', 'abc'),
    credits: amount,
    at: fc.option(fc.integer({ min: 0, max: 4e12 })),
    paid: fc.record({
      minor: fc.bigInt({ min: -9999n, max: 9999n }),
      currency: fc.constant('usd'),
    }),
    count: fc.integer({ min: 0, max: 100 }),
    share: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    yes: fc.boolean(),
    mood: fc.constantFrom('good', 'bad'),
    lots: fc.array(fc.record({ lotId: fc.string(), credits: amount }), { maxLength: 3 }),
    kind: fc.oneof(
      fc.record({ kind: fc.constant('a' as const), credits: amount }),
      fc.record({ kind: fc.constant('b' as const) }),
    ),
    factors: fc.dictionary(fc.constantFrom('plan', 'build'), fc.constant('0.5')),
  },
  {
    requiredKeys: [
      'name',
      'credits',
      'at',
      'count',
      'share',
      'yes',
      'mood',
      'lots',
      'kind',
      'factors',
    ],
  },
);
const encode = compileEncoder(Sample);
const stored = samples.map((sample) => JSON.parse(JSON.stringify(encode(sample))));

/** Anything JSON can say, and what often goes wrong. */
const wrong = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('1e2', '-0', '1.0', '2026-02-30T00:00:00Z', 1.5, -1, 101, '', 'abcdef', 2 ** 60),
);

describe('a compiled decoder', () => {
  it('reads what was written, as z.decode reads it', () => {
    fc.assert(
      fc.property(stored, (json) => {
        expect(decode(json)).toEqual(z.decode(Sample, json));
      }),
    );
  });

  it('takes exactly what z.decode takes when a field is anything at all', () => {
    const fields = fc.constantFrom(...Object.keys(Sample.shape), 'unknown', '__proto__');
    fc.assert(
      fc.property(stored, fields, wrong, (json, field, value) => {
        const broken = JSON.parse(
          JSON.stringify({ ...json, [field]: undefined }).replace(
            /^\{/,
            (brace) => `${brace}${JSON.stringify(field)}:${JSON.stringify(value)},`,
          ),
        );
        const parsed = z.safeDecode(Sample, broken);
        if (parsed.success) expect(decode(broken)).toEqual(parsed.data);
        else expect(decode(broken)).toBe(UNREADABLE);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['', '😀', '😀😀😀😀😀', 'x😀😀😀😀', '😀😀😀😀😀😀', '\ud800'])(
    'counts the characters of a text as z.decode does: %j',
    (text) => {
      for (const [least, most] of [
        [1, 5],
        [2, 10],
        [6, 6],
      ] as const) {
        const schema = z.strictObject({ text: z.string().min(least).max(most) });
        const isTaken = compileDecoder(schema)({ text }) !== UNREADABLE;
        expect(isTaken).toBe(z.safeDecode(schema, { text }).success);
      }
    },
  );

  it('misses a required field and no optional one', () => {
    fc.assert(
      fc.property(stored, fc.constantFrom(...Object.keys(Sample.shape)), (json, field) => {
        const { [field]: _, ...rest } = json;
        const parsed = z.safeDecode(Sample, rest as never);
        if (parsed.success) expect(decode(rest)).toEqual(parsed.data);
        else expect(decode(rest)).toBe(UNREADABLE);
      }),
    );
  });

  it('leaves out an unknown field of an object that is not strict', () => {
    const loose = compileDecoder(z.object({ name: z.string(), rest: z.string().optional() }));
    expect(loose({ name: 'a', more: 1 })).toEqual({ name: 'a' });
    expect(loose({ more: 1 })).toBe(UNREADABLE);
  });

  it('takes no text, list or nothing for an object', () => {
    for (const value of [undefined, null, 'x', 1, [], [{}]]) expect(decode(value)).toBe(UNREADABLE);
  });
});
