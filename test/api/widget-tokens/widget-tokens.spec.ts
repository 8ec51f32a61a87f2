import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TidyUp } from '../../../worker/jobs/tidy-up.js';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
  for (const account of ['acme', 'other']) await open(account);
});
afterAll(() => product?.close());

const open = (account_id: string) =>
  product
    .post('/v1/accounts')
    .set('idempotency-key', newKey())
    .send({ account_id, name: account_id, email: `${account_id}@example.com` })
    .expect(201);
const mint = (body: object = {}, account = 'acme') =>
  product.post(`/v1/accounts/${account}/widget-tokens`).send(body);
const tokenFor = async (body: object = {}, account = 'acme') =>
  String((await mint(body, account).expect(201)).body.token);
const balance = (token: string, { api = product, account = 'acme' }: Asked = {}) =>
  api.get(`/v1/accounts/${account}/balance`, token);
interface Asked {
  readonly api?: TestApi;
  readonly account?: string;
}

describe('a widget token', () => {
  it('lasts 15 minutes and may do the usual, unless told', async () => {
    const before = product.harness.clock.now();
    const { body } = await mint().expect(201);
    const lifeMs = Date.parse(body.expires_at) - before;
    expect(lifeMs).toBeGreaterThanOrEqual(900_000);
    expect(lifeMs).toBeLessThan(960_000);
    expect(body.origins).toEqual([]);
    expect(body.scopes).toEqual([
      'balance:read',
      'history:read',
      'models:read',
      'packs:read',
      'checkout:create',
    ]);
  });

  it('is short, names its version and nobody', async () => {
    const origins = Array.from({ length: 8 }, (_, i) => `https://app-${i}.example.com`);
    const token = await tokenFor({ origins, scopes: ['balance:read', 'plan:change'] });
    expect(token).toMatch(/^wgt2_[\w-]+\.[0-9a-f]{8}\.[\w-]+$/);
    expect(token.length).toBeLessThan(1_000);
    const said = Buffer.from(token.slice(5).split('.')[0] ?? '', 'base64url').toString();
    expect(said).not.toContain('@');
  });

  it('reads what its scopes say, of its own account alone', async () => {
    const token = await tokenFor();
    expect((await balance(token).expect(200)).body).toMatchObject({ account_id: 'acme' });
    for (const path of [
      '/v1/accounts/acme/lots',
      '/v1/accounts/acme/ledger',
      '/v1/models',
      '/v1/plans',
      '/v1/packs',
    ]) {
      await product.get(path, token).expect(200);
    }
    const { body } = await balance(token, { account: 'other' }).expect(403);
    expect(body).toMatchObject({ code: 'forbidden' });
    expect(body.detail).toContain('another account');
  });

  it('opens nothing that its scopes do not name', async () => {
    const token = await tokenFor({ scopes: ['models:read'] });
    const { body } = await balance(token).expect(403);
    expect(body).toMatchObject({ code: 'forbidden', missing_scope: 'balance:read' });
    const quote = { model: 'nobody', usage: { images: 1 } };
    await product.post('/v1/quotes', token).send(quote).expect(422);
    const preview = product.post('/v1/accounts/acme/plan-changes/preview', token);
    await preview.send({ plan: 'pro', when: 'now' }).expect(403);
    const allowed = await tokenFor({ scopes: ['plan:change'] });
    const previewed = product.post('/v1/accounts/acme/plan-changes/preview', allowed);
    await previewed.send({ plan: 'pro', when: 'now' }).expect(200);
  });

  it.each([
    ['get', '/v1/accounts/acme'],
    ['get', '/v1/accounts'],
    ['get', '/v1/accounts/acme/explain'],
    ['post', '/v1/accounts/acme/debits'],
    ['post', '/v1/accounts/acme/adjustments'],
    ['post', '/v1/accounts/acme/widget-tokens'],
    ['delete', '/v1/accounts/acme/widget-tokens'],
    ['get', '/v1/usage'],
    ['get', '/v1/api-keys'],
  ] as const)('does not open %s %s', async (method, path) => {
    const { status, body } = await product[method](path, await tokenFor());
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'forbidden' });
  });

  it('may only be used by its own pages', async () => {
    const token = await tokenFor({ origins: ['https://app.example', 'http://localhost:5173'] });
    const from = (origin: string) => balance(token).set('origin', origin);
    await from('https://app.example').expect(200);
    await from('http://localhost:5173').expect(200);
    await from('https://app.example.evil').expect(403);
    await from('null').expect(403);
    await balance(token).expect(200);
    await balance(await tokenFor())
      .set('origin', 'https://anybody.example')
      .expect(200);
  });

  it.each([
    [{ scopes: ['usage:write'] }, 'scopes[0]'],
    [{ scopes: [] }, 'scopes'],
    [{ origins: ['app.example'] }, 'origins[0]'],
    [{ origins: ['https://app.example/'] }, 'origins[0]'],
    [{ origins: ['https://*.example'] }, 'origins[0]'],
    [{ origins: ['javascript:alert(1)'] }, 'origins[0]'],
    [{ origins: Array.from({ length: 9 }, (_, i) => `https://a${i}.example`) }, 'origins'],
    [{ origins: [1, 2, 3, 4].map((i) => `https://${'a.'.repeat(110)}x${i}`) }, 'origins'],
    [{ expires_in_s: 901 }, 'expires_in_s'],
    [{ expires_in_s: 0 }, 'expires_in_s'],
    [{ member_id: '$all' }, 'member_id'],
    [{ account_id: 'other' }, 'account_id'],
  ])('is not made from %j', async (body, field) => {
    const answer = await mint(body).expect(422);
    expect(answer.body.invalid_parameters[0].name).toBe(field);
  });

  it('is for accounts and members that there are', async () => {
    expect((await mint({}, 'nobody').expect(404)).body.code).toBe('account_not_found');
    expect((await mint({ member_id: 'nobody' }).expect(422)).body.code).toBe('member_not_found');
    await open('closing');
    const reason = { reason_code: 'other', note: 'Asked by its owner' };
    await product.post('/v1/accounts/closing/close').send(reason).expect(200);
    expect((await mint({}, 'closing').expect(409)).body.code).toBe('account_closed');
    await product.delete('/v1/accounts/nobody/widget-tokens').expect(404);
  });

  it('is nobody’s once a letter of it is changed', async () => {
    const token = await tokenFor();
    const [said = '', kid = '', signature = ''] = token.slice(5).split('.');
    const other = Buffer.from(said, 'base64url').toString().replace('acme', 'other');
    for (const forged of [
      `wgt2_${Buffer.from(other).toString('base64url')}.${kid}.${signature}`,
      `wgt2_${said}.${kid}.${signature.slice(0, -2)}AA`,
      `wgt2_${said}.ffffffff.${signature}`,
      `wgt1_${said}.${signature}`,
      `wgt2_${said}.${kid}`,
      'wgt2_',
    ]) {
      const { body } = await balance(forged, { account: 'other' }).expect(401);
      expect(body.code).toBe('unauthorized');
      expect(body).not.toHaveProperty('reason');
    }
  });

  it('counts in every process', async () => {
    const api = await product.another();
    const made = await api.post('/v1/accounts/acme/widget-tokens').send({}).expect(201);
    await balance(made.body.token).expect(200);
    await balance(await tokenFor(), { api }).expect(200);
    await api.close();
  });

  it('ends at its expiry, which the widget is told', async () => {
    const token = await tokenFor({ expires_in_s: 60 });
    await balance(token).expect(200);
    await product.post('/v1/test-clock/advance').send({ by: 61 }).expect(200);
    const { body, headers } = await balance(token).expect(401);
    expect(body).toMatchObject({ code: 'unauthorized', reason: 'token_expired' });
    expect(headers['www-authenticate']).toContain('invalid_token');
  });
});

describe('revoking widget tokens', () => {
  const refused = async (api: TestApi, token: string, account = 'acme') =>
    (await balance(token, { api, account })).body.reason === 'token_revoked';

  it('ends those of one account in every process, and none that are made later', async () => {
    const api = await product.another();
    const [token, others] = [await tokenFor(), await tokenFor({}, 'other')];
    await product.delete('/v1/accounts/acme/widget-tokens').expect(204);
    expect(await refused(product, token)).toBe(true);
    await until(() => refused(api, token), 'news of it in the other process');
    for (const each of [product, api]) {
      await balance(await tokenFor(), { api: each }).expect(200);
      await balance(others, { api: each, account: 'other' }).expect(200);
    }
    await api.close();
  });

  it('ends those of all accounts', async () => {
    const [token, others] = [await tokenFor(), await tokenFor({}, 'other')];
    await product.delete('/v1/widget-tokens').expect(204);
    expect(await refused(product, token)).toBe(true);
    expect(await refused(product, others, 'other')).toBe(true);
    await balance(await tokenFor()).expect(200);
  });

  it('is not forgotten by a restart', async () => {
    const token = await tokenFor();
    await product.delete('/v1/accounts/acme/widget-tokens').expect(204);
    const restarted = await product.another();
    expect(await refused(restarted, token)).toBe(true);
    await restarted.close();
  });

  it('of all accounts is for operators', async () => {
    const made = await product.post('/v1/api-keys').send({ name: 'product' }).expect(201);
    await product.delete('/v1/widget-tokens', made.body.key).expect(403);
    await product.delete('/v1/accounts/acme/widget-tokens', made.body.key).expect(204);
  });
});

describe('the key of widget tokens', () => {
  const rotate = async (body: object = {}) => {
    const { kid } = (await product.post('/v1/widget-tokens/rotate-key').send(body).expect(200))
      .body;
    return String(kid);
  };
  const kidOf = (token: string) => token.split('.')[1];

  it('is followed by another, and what it has signed goes on for a while, in every process', async () => {
    const api = await product.another();
    const before = await tokenFor();
    const kid = await rotate();
    expect(kidOf(before)).not.toBe(kid);
    const after = await tokenFor();
    expect(kidOf(after)).toBe(kid);
    for (const each of [product, api]) {
      await balance(before, { api: each }).expect(200);
      await balance(after, { api: each }).expect(200);
    }
    await api.close();
  });

  it('opens nothing any more, in any process, when it is told to', async () => {
    const api = await product.another();
    const before = await tokenFor();
    await balance(before, { api }).expect(200);
    await rotate({ overlap_minutes: 0 });
    await balance(before).expect(401);
    const isRefused = async () => (await balance(before, { api })).status === 401;
    await until(isRefused, 'news of it in the other process');
    await balance(await tokenFor(), { api }).expect(200);
    await api.close();
  });

  it('is followed by another by itself after a month', async () => {
    const tidyUp = product.app.get(TidyUp);
    const before = await tokenFor();
    await tidyUp.run();
    expect(kidOf(await tokenFor())).toBe(kidOf(before));
    const age = "UPDATE app.widget_keys SET created_at = created_at - interval '31 days'";
    await product.harness.pool.query(age);
    await tidyUp.run();
    expect(kidOf(await tokenFor())).not.toBe(kidOf(before));
    await balance(before).expect(200);
  });

  it('cannot be read in the database', async () => {
    await tokenFor();
    const { rows } = await product.harness.pool.query('SELECT sealed FROM app.widget_keys');
    expect(rows.length).toBeGreaterThan(0);
    for (const { sealed } of rows) expect(sealed).toMatch(/^v1\.[\w-]{90,}$/);
  });
});

describe('requests of widgets', () => {
  it('are limited for each account', async () => {
    const production = await product.another({ SCRIP_MODE: 'production' });
    const made = production.post('/v1/accounts/acme/widget-tokens').send({});
    const { token } = (await made.expect(201)).body;
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => production.get('/v1/packs', token)),
    );
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThan(10);
    expect(limited[0]?.headers['retry-after']).toBe('1');
    await production.close();
  });
});
