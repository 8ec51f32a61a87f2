import { describe, expect, it } from '@jest/globals';
import { KeyTrouble } from '../../../api/payments/stripe/key-trouble.js';

const SESSIONS = '/v1/checkout/sessions';
const WORDS = 'The provided key does not have the required permissions';

/** Trouble with a key, and what it has logged. */
function watched() {
  const logged: unknown[] = [];
  const say = (fields: object, message: string) => logged.push({ message, ...fields });
  const trouble = new KeyTrouble({ error: say as never, info: say as never });
  const see = (method: string, path: string, status: number) =>
    trouble.note({ method, path, status, words: status === 200 ? '' : WORDS });
  return { trouble, logged, see };
}

describe('a key that Stripe refuses', () => {
  it('is logged once for each call, whatever its ids, with what Stripe says', () => {
    const { logged, see, trouble } = watched();
    see('POST', `${SESSIONS}/cs_test_a1B2/expire`, 403);
    see('POST', `${SESSIONS}/cs_test_c3D4/expire`, 403);
    see('GET', '/v1/refunds?limit=100', 403);
    see('GET', '/v1/refunds?limit=100&starting_after=re_1', 403);
    expect(logged).toEqual(
      [`POST ${SESSIONS}/:id/expire`, 'GET /v1/refunds'].map((route) => ({
        message: 'Stripe refuses STRIPE_SECRET_KEY',
        route,
        status: 403,
        reason: WORDS,
      })),
    );
    expect(trouble.warnings).toHaveLength(2);
    expect(trouble.warnings.join()).not.toContain(WORDS);
  });

  it('lacks a permission until that call is taken, whatever else is', () => {
    const { see, trouble, logged } = watched();
    see('POST', '/v1/refunds', 403);
    see('GET', '/v1/refunds', 200);
    expect(trouble.warnings).toHaveLength(1);
    see('POST', '/v1/refunds', 400);
    expect(trouble.warnings).toEqual([]);
    expect(logged).toHaveLength(2);
  });

  it('is not valid until any call is taken', () => {
    const { see, trouble } = watched();
    see('POST', '/v1/refunds', 401);
    see('GET', '/v1/account', 403);
    expect(trouble.warnings.filter((each) => each.includes('401'))).toHaveLength(1);
    see('GET', '/v1/events', 200);
    expect(trouble.warnings).toEqual([expect.stringContaining('with 403 at GET /v1/account')]);
  });

  it('fills no memory', () => {
    const { see, trouble } = watched();
    const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]);
    for (let n = 0; n < 500; n += 1) see('GET', `/v1/disputes/${letters(n).join('')}`, 403);
    expect(trouble.warnings.length).toBeLessThanOrEqual(50);
  });
});
