import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { openStripe } from '../../../api/payments/stripe/access.js';
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

  it('is in trouble as long as Stripe only limits calls, or fails', () => {
    const { see, trouble, logged } = watched();
    see('POST', '/v1/refunds', 403);
    see('GET', '/v1/account', 401);
    for (const status of [429, 500, 503]) {
      see('POST', '/v1/refunds', status);
      see('GET', '/v1/account', status);
    }
    expect(trouble.warnings).toHaveLength(2);
    expect(logged).toHaveLength(2);
  });

  it('fills no memory', () => {
    const { see, trouble } = watched();
    const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]);
    for (let n = 0; n < 500; n += 1) see('GET', `/v1/disputes/${letters(n).join('')}`, 403);
    expect(trouble.warnings.length).toBeLessThanOrEqual(50);
  });
});

describe('Stripe that does not answer', () => {
  it('is not waited for at the start: its account is checked later', async () => {
    const asked: Socket[] = [];
    const silent = createServer((socket) => asked.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const stripe = {
      secretKey: 'sk_test_key',
      webhookSecrets: ['whsec_secret'],
      isLive: false,
      apiUrl: new URL(`http://127.0.0.1:${port}`),
      sandboxToken: undefined,
      timeoutMs: 5_000,
      publicUrl: 'http://127.0.0.1',
    };
    const warned: string[] = [];
    const say = (_: object, message: string) => void warned.push(message);
    const log = { warn: say, error: say, info: say } as Parameters<typeof openStripe>[2];
    const access = await openStripe({ stripe }, new DataSource({ type: 'postgres' }), log, 50);
    const isGivenUp = asked.length > 1 || asked.some((socket) => socket.closed);
    const later = access.find().catch((error: Error) => error.name);
    silent.close();
    for (const socket of asked) socket.destroy();
    silent.on('connection', (socket) => socket.destroy());
    expect({ warned, isGivenUp }).toEqual({
      warned: ['Stripe does not answer: its account is checked later'],
      isGivenUp: false,
    });
    expect(await later).toBe('Error');
  });
});
