import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PositiveCredits, SignedCredits } from '../../../api/shapes/credits.js';
import { AccountId } from '../../../api/shapes/ids.js';
import { Problem } from '../../../api/http/problem.js';
import { validate, ValidationPipe } from '../../../api/http/validation.js';
import { thrownBy } from '../../support/domain/given.js';

const fieldsOf = (schema: z.ZodType, value: unknown, root = 'body') => {
  const error = thrownBy(() => validate(schema, value, root));
  return error instanceof Problem ? error.members['invalid_parameters'] : error;
};

const Body = z.strictObject({
  credits: PositiveCredits,
  usage: z.strictObject({ input_tokens: z.number().int().min(0) }).optional(),
  items: z.array(z.strictObject({ n: z.number() })).optional(),
});

describe('validation', () => {
  it('decodes what it takes', () => {
    expect(validate(Body, { credits: '12.5' }, 'body')).toEqual({ credits: 12_500_000n });
  });

  it('names each field by its path', () => {
    const value = { credits: '1', usage: { input_tokens: -1 }, items: [{ n: 1 }, { n: 'x' }] };
    expect(fieldsOf(Body, value)).toMatchObject([
      { name: 'usage.input_tokens' },
      { name: 'items[1].n' },
    ]);
  });

  it('refuses unknown fields, wherever they stand', () => {
    const value = { credits: '1', extra: 1, usage: { input_tokens: 1, tokens: 1 } };
    const refused = 'is not a field of this request, which takes';
    expect(fieldsOf(Body, value)).toEqual([
      { name: 'usage.tokens', reason: `${refused} input_tokens` },
      { name: 'extra', reason: `${refused} credits, usage, items` },
    ]);
  });

  it('calls a parameter of the query by that name', () => {
    const Query = z.strictObject({ limit: z.string().optional() });
    expect(fieldsOf(Query, { size: '1' }, 'query')).toEqual([
      { name: 'size', reason: 'is not a query parameter of this request, which takes limit' },
    ]);
  });

  it.each([
    [z.array(z.number()).min(1).max(9), 'expected a list of 1 to 9'],
    [z.array(z.number()).min(1), 'expected a list that is not empty'],
  ])('says that a list may not be empty', (list, reason) => {
    expect(fieldsOf(z.strictObject({ list }), { list: [] })).toEqual([{ name: 'list', reason }]);
  });

  it.each([undefined, null, 1, 'text', [], true])('names the body when it is %j', (value) => {
    expect(fieldsOf(Body, value)).toMatchObject([{ name: 'body' }]);
  });

  const Told = z.strictObject({
    email: z
      .email()
      .max(99)
      .meta({ examples: ['ops@acme.example'] }),
    seats: z.number().int().min(1).max(50).optional(),
    weight: z.number().optional(),
    active: z.boolean().optional(),
    when: z.enum(['now', 'renewal']).optional(),
    note: z.string().min(1).max(20).optional(),
    price: z.strictObject({ minor: z.number().int() }).optional(),
    pack: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('fixed'), id: z.string() }),
        z.strictObject({ kind: z.literal('custom'), id: z.string() }),
      ])
      .optional(),
    tags: z.record(z.string().regex(/^[a-z]+$/, 'expected a-z'), z.string()).optional(),
  });
  const email = 'ops@acme.example';

  it('shows an amount to whoever sends a number, or none', () => {
    const form = 'expected a decimal string such as "12.5", at most 6 decimals, no trailing zeros';
    expect(fieldsOf(Body, { credits: 5 })).toEqual([{ name: 'credits', reason: form }]);
    expect(fieldsOf(Body, {})).toEqual([{ name: 'credits', reason: `is missing: ${form}` }]);
  });

  it.each([
    [
      {},
      'email is missing: expected an email address of at most 99 characters such as "ops@acme.example"',
    ],
    [{ email, seats: 0 }, 'seats: expected a whole number from 1 to 50'],
    [{ email, seats: 1.5 }, 'seats: expected a whole number from 1 to 50'],
    [{ email, seats: '1' }, 'seats: expected a whole number from 1 to 50'],
    [{ email, weight: null }, 'weight: expected a number'],
    [{ email, active: 'yes' }, 'active: expected true or false'],
    [{ email, when: 'soon' }, 'when: expected one of "now", "renewal"'],
    [{ email, note: '' }, 'note: expected a text of 1 to 20 characters'],
    [{ email, note: 7 }, 'note: expected a text of 1 to 20 characters'],
    [{ email, price: {} }, 'price.minor is missing: expected a whole number'],
    [{ email, price: '20' }, 'price: expected a JSON object'],
    [{ email, pack: { kind: 'odd' } }, 'pack.kind: expected "fixed" or "custom"'],
    [{ email, pack: { kind: 'fixed' } }, 'pack.id is missing: expected a text'],
    [{ email, tags: { 7: 'x' } }, 'tags.7: expected a-z'],
    [{ email: 'x', seats: 'y' }, /^email: expected an email address .* \(and 1 more\)$/],
    [undefined, 'body is missing: expected a JSON object'],
  ])('answers %j in a sentence of our own', (value, sentence) => {
    expect(thrownBy(() => validate(Told, value, 'body'))).toMatchObject({
      code: 'validation_failed',
      message: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    });
  });

  it('speaks of the shape that the caller came closest to', () => {
    const Either = z.union([
      z.strictObject({ credits: PositiveCredits }),
      z.strictObject({ model: z.string(), usage: z.strictObject({ images: z.number() }) }),
    ]);
    expect(fieldsOf(Either, { credits: 7 })).toMatchObject([{ name: 'credits' }]);
  });

  it('lists a bounded number of fields, however many are wrong', () => {
    const value = { credits: '1', items: Array.from({ length: 500 }, () => ({ n: 'x' })) };
    expect(fieldsOf(Body, value)).toHaveLength(20);
  });

  it('repeats no name of any length', () => {
    const value = { credits: '1', ['x'.repeat(100_000)]: 1 };
    const [field] = z.array(z.object({ name: z.string() })).parse(fieldsOf(Body, value));
    expect(field?.name.length).toBeLessThan(80);
  });

  it('takes no NUL in a query: the database has none', () => {
    const schema = z.strictObject({ feature: z.string() });
    const call = () =>
      new ValidationPipe().transform(
        { feature: 'a\0b' },
        { type: 'query', schema, data: undefined },
      );
    expect(thrownBy(call)).toMatchObject({ code: 'validation_failed' });
  });
});

describe('credits of a request', () => {
  it.each(['1', '0.000001', '1000000000', '12.5'])('may be %s', (text) => {
    expect(validate(PositiveCredits, text, 'credits')).toBeGreaterThan(0n);
  });

  it.each([
    '0',
    '-1',
    '-0',
    '1.0',
    '01',
    '1e2',
    '+1',
    ' 1',
    '1 ',
    '1,5',
    '.5',
    '1.',
    '0.0000001',
    '1000000000.000001',
    '9'.repeat(5_000),
    'NaN',
    'Infinity',
    '0x10',
    '١',
    '',
    1,
    1.5,
    null,
    {},
    [],
    true,
  ])('are never %j', (value) => {
    expect(fieldsOf(PositiveCredits, value, 'credits')).toMatchObject([{ name: 'credits' }]);
  });

  it('may be taken where the sign has a meaning, but are never none', () => {
    expect(validate(SignedCredits, '-50', 'credits')).toBe(-50_000_000n);
    expect(fieldsOf(SignedCredits, '0', 'credits')).toMatchObject([{ name: 'credits' }]);
    expect(fieldsOf(SignedCredits, '-1000000001', 'credits')).toHaveLength(1);
  });
});

describe('an account id', () => {
  it.each(['a', 'A-Z.0_9', '-x', '_', 'x'.repeat(64)])('may be %s', (id) => {
    expect(validate(AccountId, id, 'account_id')).toBe(id);
  });

  it.each(['', '$all', '.', '..', '.x', 'a/b', 'a b', 'é', 'a\0', 'a\n', 'x'.repeat(65)])(
    'is never %j',
    (id) => expect(fieldsOf(AccountId, id, 'account_id')).toMatchObject([{ name: 'account_id' }]),
  );
});
