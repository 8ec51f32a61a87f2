import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { ApiKeys } from '../../../api/api-keys/api-keys.js';
import { Lifecycle } from '../../../api/ops/lifecycle.js';
import {
  startProduct,
  TEST_KEY,
  type TestApi,
  type TestProduct,
} from '../../support/product/app.js';

/** Look-ups that one process makes at once, at most: 64. */
const AT_ONCE = 50;

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const keyWith = async (scopes: string[], more: Record<string, unknown> = {}) => {
  const made = await product.post('/v1/api-keys').send({ name: 'test', scopes, ...more });
  expect(made.status).toBe(201);
  return String(made.body.key);
};

describe('authentication', () => {
  it.each([
    [null, undefined],
    ['', 'invalid_token'],
    ['nonsense', 'invalid_token'],
    [`scrip_${'0'.repeat(16)}_${'A'.repeat(43)}`, 'invalid_token'],
    [`${TEST_KEY}x`, 'invalid_token'],
  ])('lets nobody in with the key %j', async (key, error) => {
    const answer = await product.get('/v1/models', key === '' ? 'x' : key);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'unauthorized', status: 401 });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['www-authenticate']).toContain(error ?? 'Bearer realm="scrip"');
  });

  it.each(['Basic abc', 'Bearer', 'Bearer  ', 'bearer a b', TEST_KEY])(
    'takes no other header than a bearer key: %j',
    async (authorization) => {
      const asked = product.get('/v1/models', null).set('authorization', authorization);
      expect((await asked).status).toBe(401);
    },
  );

  it('names the scope that is missing', async () => {
    const key = await keyWith(['usage:read']);
    const answer = await product.put('/v1/models/m', key).send({ name: 'M' });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'forbidden', missing_scope: 'models:write' });
  });

  it('asks for the key before it reads a body', async () => {
    const answer = await product
      .post('/v1/quotes', null)
      .set('content-type', 'application/json')
      .send('{ not json');
    expect(answer.status).toBe(401);
  });

  it('gives every answer an id, the one of the request if it is sane', async () => {
    const given = await product.get('/v1/models').set('x-request-id', 'my-request.1');
    expect(given.headers['x-request-id']).toBe('my-request.1');
    const insane = await product.get('/v1/nothing').set('x-request-id', 'a "quoted" id');
    expect(insane.headers['x-request-id']).toMatch(/^req_[0-9a-f-]{36}$/);
    expect(insane.body).toMatchObject({
      code: 'not_found',
      request_id: insane.headers['x-request-id'],
    });
  });

  it('sends what keeps browsers safe, with refusals too', async () => {
    for (const path of ['/v1/models', '/nowhere', '/health/live']) {
      const { headers } = await product.get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it.each([
    ['delete', '/v1/accounts/known', 'GET, HEAD, PATCH'],
    ['put', '/v1/gate-policy/', undefined],
    ['post', '/v1/gate-policy', 'GET, HEAD, PUT'],
    ['post', '/v1/accounts/known/balance', 'GET, HEAD, OPTIONS'],
    ['put', '/health/live', 'GET, HEAD'],
    ['put', '/v1/nothing', undefined],
    ['delete', '/v1/quotes', 'OPTIONS, POST'],
  ] as const)(
    'names the methods of a route that is asked by another: %s %s',
    async (method, path, allow) => {
      const { status, headers, body } = await product[method](path);
      const code = allow ? 'method_not_allowed' : 'not_found';
      expect({ status, code: body.code, allow: headers['allow'] }).toEqual({
        status: allow ? 405 : 404,
        code,
        allow,
      });
    },
  );

  it('answers what is no HTTP with a problem, and lives on', async () => {
    const { port } = product.app.getHttpServer().address() as { port: number };
    const answerTo = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        let heard = '';
        socket.on('data', (chunk) => (heard += String(chunk)));
        socket.on('close', () => resolve(heard));
        socket.on('error', () => resolve(heard));
      });
    expect(await answerTo('HELLO\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*problem\+json/s);
    const large = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`;
    expect(await answerTo(large)).toMatch(/^HTTP\/1.1 431 .*headers_too_large/s);
    expect((await product.get('/health/live', null)).status).toBe(200);
  });
});

describe('rates', () => {
  let production: TestApi;
  beforeAll(async () => {
    production = await product.another({ SCRIP_MODE: 'production', SCRIP_RATE_LIMIT: '5' });
  });

  const statuses = async (api: TestApi, key: string | undefined, times: number) => {
    const answers = await Promise.all(
      Array.from({ length: times }, () => api.get('/v1/models', key)),
    );
    return answers.map(({ status }) => status);
  };

  it('are limited for each key, which is told when to come back', async () => {
    const key = await keyWith(['accounts:read']);
    const refused = (await statuses(production, key, 12)).filter((status) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    await statuses(production, key, 6);
    const answer = await production.get('/v1/models', key);
    if (answer.status === 429) expect(answer.headers['retry-after']).toBe('1');
  });

  it('can be set for a key alone', async () => {
    const key = await keyWith(['accounts:read'], { requests_per_second: 1_000 });
    expect(new Set(await statuses(production, key, 12))).toEqual(new Set([200]));
  });

  it('are not limited for the preset key, nor in the sandbox', async () => {
    expect(new Set(await statuses(production, TEST_KEY, 30))).toEqual(new Set([200]));
    const key = await keyWith(['accounts:read']);
    expect(new Set(await statuses(product, key, 30))).toEqual(new Set([200]));
  });
});

describe('whoever comes with unknown keys', () => {
  const REQUESTS = 60;
  const randomKey = () =>
    `scrip_${randomBytes(8).toString('hex')}_${randomBytes(32).toString('base64url')}`;
  const randomToken = () =>
    `wgt2_${randomBytes(40).toString('base64url')}.${randomBytes(4).toString('hex')}.` +
    randomBytes(32).toString('base64url');

  it.each([
    ['keys', randomKey],
    ['widget tokens', randomToken],
  ])(
    'is limited before any of the %s is looked up, and a good key is not',
    async (kind, random) => {
      const production = await product.another({ SCRIP_MODE: 'production' });
      const key = await keyWith(['accounts:read'], { requests_per_second: 1_000 });
      const query = jest.spyOn(Client.prototype, 'query');
      const sent = Array.from({ length: REQUESTS }, random);
      const answers = await Promise.all(sent.map((each) => production.get('/v1/models', each)));
      // The process has questions of its own meanwhile.
      const ids = new RegExp(sent.map((each) => each.slice(6, 22)).join('|'));
      const lookUps = query.mock.calls.filter((call) => ids.test(JSON.stringify(call)));
      const times = (status: number) => answers.filter((answer) => answer.status === status).length;
      expect(times(429)).toBeGreaterThan(0);
      expect(times(401)).toBe(REQUESTS - times(429));
      expect(lookUps.length > 0).toBe(kind === 'keys');
      expect(lookUps.length).toBeLessThanOrEqual(times(401) + 1);
      const limited = answers.find(({ status }) => status === 429);
      expect(limited?.headers['retry-after']).toBe('1');
      expect(limited?.body).toMatchObject({ code: 'rate_limited', instance: '/v1/models' });
      expect(limited?.headers['x-request-id']).toBe(limited?.body.request_id);
      const rejected = /^scrip_unknown_keys_turned_away_total (\d+)$/m.exec(
        await production.metrics(),
      )?.[1];
      expect(Number(rejected)).toBeGreaterThan(0);
      const page = production.get('/v1/models', random()).set('origin', 'https://app.example');
      expect((await page).headers['content-security-policy']).toBeDefined();
      for (const good of [key, TEST_KEY]) await production.get('/v1/models', good).expect(200);
      query.mockRestore();
      await production.close();
    },
  );

  it('pushes no good key out of memory, and is remembered as unknown', async () => {
    const keys = product.app.get(ApiKeys);
    const key = await keyWith(['accounts:read']);
    await keys.lookUp(key);
    for (let left = 10_100; left > 0; left -= AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => keys.lookUp(randomKey())));
    }
    const query = jest.spyOn(Client.prototype, 'query');
    expect(keys.known(key)).toBeDefined();
    const unknown = randomKey();
    for (let i = 0; i < 3; i += 1) expect(await keys.lookUp(unknown)).toBeUndefined();
    // The process has questions of its own meanwhile, also about keys that were just made.
    const id = `key_${unknown.split('_')[1]}`;
    const lookUps = query.mock.calls.filter((call) => JSON.stringify(call).includes(id));
    expect(lookUps).toHaveLength(1);
    query.mockRestore();
  });

  it('does not keep a key out that was made elsewhere, nor one that a new process has not met', async () => {
    const key = await keyWith(['accounts:read']);
    const fresh = await product.another({ SCRIP_MODE: 'production' });
    const made = await keyWith(['accounts:read']);
    await Promise.all(Array.from({ length: REQUESTS }, () => fresh.get('/v1/models', randomKey())));
    await fresh.get('/v1/models', key).expect(200);
    await fresh.get('/v1/models', made).expect(200);
    await fresh.close();
  });
});

describe('a process that ends', () => {
  it('lets requests under way finish', async () => {
    const ending = await product.another();
    const waiting = ending
      .post('/v1/quotes')
      .send({ model: 'nobody', usage: { images: 1 } })
      .then(({ body }) => body);
    await sleep(200);
    await ending.close();
    expect(await waiting).toMatchObject({ code: 'model_not_found' });
  });

  it('is not ready at once, and takes requests until it closes', async () => {
    const ending = await product.another();
    const lifecycle = ending.app.get(Lifecycle);
    for (const step of [() => lifecycle.leave(), () => lifecycle.drain()]) {
      step();
      const ready = await ending.get('/health/ready', null);
      expect(ready.status).toBe(503);
      expect(ready.body.checks.process).toBe('shutting_down');
      const answer = await ending.get('/v1/models').expect(200);
      expect(answer.headers['connection']).toBe('close');
      await ending.get('/health/live', null).expect(200);
    }
    await ending.close();
  });

  it('answers what comes over an open connection while it closes, and keeps none', async () => {
    const ending = await product.another();
    const { port } = ending.app.getHttpServer().address() as { port: number };
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => (heard += String(chunk)));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const authorization = `authorization: Bearer ${TEST_KEY}\r\n`;
    // Its headers have begun: the connection is not idle when the server closes.
    socket.write(`GET /v1/models HTTP/1.1\r\nhost: x\r\n`);
    await sleep(100);
    const closing = ending.close();
    await sleep(100);
    socket.write(`${authorization}\r\n`);
    await closed;
    expect(heard).toMatch(/^HTTP\/1.1 200 /);
    expect(heard).toMatch(/^connection: close\r$/im);
    await closing;
  });
});
