import { describe, expect, it } from '@jest/globals';
import { IdempotencyKeyText, inputHash } from '../../../api/http/idempotency.js';

const input = {
  method: 'POST',
  route: '/v1/accounts/:account_id/debits',
  params: { account_id: 'acme' },
  body: { credits: '1', feature: 'chat' },
};

describe('the input of a command', () => {
  it('is the same in whatever order it is written', () => {
    const body = { feature: 'chat', credits: '1' };
    expect(inputHash({ ...input, body })).toBe(inputHash(input));
  });

  it.each([
    { method: 'PUT' },
    { route: '/v1/accounts/:account_id/holds' },
    { params: { account_id: 'other' } },
    { body: { credits: '2', feature: 'chat' } },
    { body: { credits: '1' } },
    { body: undefined },
  ])('is another with %j', (other) => {
    expect(inputHash({ ...input, ...other })).not.toBe(inputHash(input));
  });
});

describe('an idempotency key', () => {
  it.each(['a', '0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a', '~!', 'x'.repeat(255)])(
    'may be %s',
    (key) => expect(IdempotencyKeyText.safeParse(key).success).toBe(true),
  );

  it.each(['', ' ', 'a b', 'é', 'a\n', 'x'.repeat(256)])('is never %j', (key) =>
    expect(IdempotencyKeyText.safeParse(key).success).toBe(false),
  );
});
