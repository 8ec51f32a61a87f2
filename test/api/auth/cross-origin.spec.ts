import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { newKey, startProduct, TEST_KEY, type TestProduct } from '../../support/product/app.js';

const PAGE = 'https://app.example';
let product: TestProduct;
let token: string;
beforeAll(async () => {
  product = await startProduct();
  const account = { account_id: 'acme', name: 'Acme', email: 'ops@example.com' };
  await product.post('/v1/accounts').set('idempotency-key', newKey()).send(account).expect(201);
  const made = product.post('/v1/accounts/acme/widget-tokens').send({ origins: [PAGE] });
  ({ token } = (await made.expect(201)).body);
});
afterAll(() => product?.close());

const preflight = (path: string, method: string) =>
  supertest(product.app.getHttpServer())
    .options(path)
    .set('origin', PAGE)
    .set('access-control-request-method', method);

describe('a page of another origin', () => {
  it.each([
    ['/v1/accounts/acme/balance', 'GET'],
    ['/v1/accounts/acme/balance/stream', 'GET'],
    ['/v1/accounts/acme/ledger', 'GET'],
    ['/v1/accounts/acme/pack-purchases', 'POST'],
    ['/v1/accounts/acme/plan-changes', 'POST'],
    ['/v1/accounts/acme/plan-changes/preview', 'POST'],
    ['/v1/accounts/acme/plan-changes/scheduled', 'DELETE'],
    ['/v1/quotes', 'POST'],
    ['/v1/packs', 'GET'],
  ])('may ask %s by %s with the headers that it needs', async (path, method) => {
    const { headers, text } = await preflight(path, method).expect(204);
    expect(text).toBe('');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    expect(String(headers['access-control-allow-methods']).split(', ')).toContain(method);
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'last-event-id']) {
      expect(headers['access-control-allow-headers']).toContain(name);
    }
    expect(Number(headers['access-control-max-age'])).toBeGreaterThan(0);
  });

  it.each(['/v1/accounts/acme', '/v1/accounts/acme/debits', '/v1/usage', '/nowhere'])(
    'is told nothing of %s',
    async (path) => {
      const { headers } = await preflight(path, 'GET').expect(path === '/nowhere' ? 404 : 405);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('reads what a widget token gets it, refusals too', async () => {
    const read = await product
      .get('/v1/accounts/acme/balance', token)
      .set('origin', PAGE)
      .expect(200);
    expect(read.headers).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-expose-headers': 'x-request-id, idempotency-hit, retry-after',
      vary: 'origin',
    });
    for (const bad of [`${token}x`, 'wgt1_nonsense.x']) {
      const refused = await product.get('/v1/packs', bad).set('origin', PAGE).expect(401);
      expect(refused.headers).toMatchObject({ 'access-control-allow-origin': PAGE });
    }
    const invalid = product.post('/v1/quotes', token).set('origin', PAGE).send({});
    expect((await invalid.expect(422)).headers).toMatchObject({
      'access-control-allow-origin': PAGE,
    });
  });

  it('reads nothing with an API key, nor where no widget may go', async () => {
    const keyed = product.get('/v1/accounts/acme/balance', TEST_KEY).set('origin', PAGE);
    expect((await keyed.expect(200)).headers).not.toHaveProperty('access-control-allow-origin');
    const outside = product.get('/v1/accounts/acme', token).set('origin', PAGE);
    expect((await outside.expect(403)).headers).not.toHaveProperty('access-control-allow-origin');
    const nobody = product.get('/v1/packs', null).set('origin', PAGE);
    expect((await nobody.expect(401)).headers).not.toHaveProperty('access-control-allow-origin');
  });
});
