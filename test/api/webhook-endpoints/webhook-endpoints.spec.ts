import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { checkSealedSecrets } from '../../../api/sealed-secrets.js';
import { SecretBox } from '../../../platform/secret-box.js';
import {
  newKey,
  startProduct,
  TEST_SECRET_KEY,
  type TestProduct,
} from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const path = '/v1/webhook-endpoints';
const make = (body: Record<string, unknown> = {}) =>
  product.post(path).send({ url: 'https://example.com/hooks', ...body });
const keyWith = async (...scopes: string[]): Promise<string> =>
  (await product.post('/v1/api-keys').send({ name: 'some', scopes })).body.key;

describe('a webhook endpoint', () => {
  it('shows its secret once', async () => {
    const made = await make({ description: 'the app' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      url: 'https://example.com/hooks',
      events: null,
      description: 'the app',
      enabled: true,
      disabled_reason: null,
      created_by: 'key:preset',
    });
    expect(made.body.secret).toMatch(/^whsec_/);
    const listed = await product.get(path);
    expect(JSON.stringify(listed.body)).not.toContain('whsec_');
    expect(listed.body.data[0].id).toBe(made.body.id);
  });

  it('is for whoever was given the scope', async () => {
    const product_key = await keyWith('accounts:read', 'usage:write');
    expect((await product.get(path, product_key)).status).toBe(403);
    const key = await keyWith('webhooks:write');
    expect((await product.get(path, key)).status).toBe(200);
  });

  it('asks for the types it wants, each once', async () => {
    const { body } = await make({ events: ['plan.changed', 'credits.granted', 'plan.changed'] });
    expect(body.events).toEqual(['credits.granted', 'plan.changed']);
  });

  it.each([
    [{ url: 'nonsense' }, 'url'],
    [{ url: 'https://user:pass@example.com' }, 'url'],
    [{ url: 'ftp://example.com' }, 'url'],
    [{ url: undefined }, 'url'],
    [{ events: [] }, 'events'],
    [{ events: ['test.ping'] }, 'events[0]'],
    [{ events: ['everything'] }, 'events[0]'],
    [{ description: '' }, 'description'],
    [{ secret: 'whsec_mine' }, 'secret'],
  ])('is not made from %j', async (body, field) => {
    const answer = await make(body);
    expect(answer.status).toBe(422);
    expect(answer.body.invalid_parameters[0].name).toBe(field);
  });

  it('leads to no address of ours in production', async () => {
    const production = await product.another({ SCRIP_MODE: 'production' });
    for (const url of ['http://example.com/', 'https://localhost/', 'https://169.254.169.254/']) {
      const answer = await production.post(path).send({ url });
      expect(answer.status).toBe(422);
      expect(answer.body.invalid_parameters).toMatchObject([{ name: 'url' }]);
    }
    await production.close();
  });

  it('changes in what it is told to, and stays as it is in the rest', async () => {
    const { id } = (await make({ description: 'first', events: ['plan.changed'] })).body;
    const off = await product.put(`${path}/${id}`).send({ enabled: false });
    expect(off.body).toMatchObject({
      enabled: false,
      disabled_reason: 'operator',
      disabled_at: expect.any(String),
      description: 'first',
      events: ['plan.changed'],
    });
    const on = await product.put(`${path}/${id}`).send({ enabled: true, events: null });
    expect(on.body).toMatchObject({ enabled: true, disabled_reason: null, events: null });
    const moved = { url: 'https://example.com/b', description: null };
    expect((await product.put(`${path}/${id}`).send(moved)).body).toMatchObject(moved);
    const refused = await product.put(`${path}/${id}`).send({ url: 'nonsense' });
    expect(refused.body.invalid_parameters[0].name).toBe('url');
  });

  it('is gone when it is deleted, and its secrets with it', async () => {
    const { id } = (await make()).body;
    expect((await product.delete(`${path}/${id}`)).status).toBe(204);
    expect((await product.delete(`${path}/${id}`)).status).toBe(204);
    expect(
      (await product.get(path)).body.data.map((each: { id: string }) => each.id),
    ).not.toContain(id);
    for (const asked of [
      product.put(`${path}/${id}`).send({ enabled: true }),
      product.post(`${path}/${id}/rotate-secret`).send({}),
      product.post(`${path}/${id}/test`),
      product.get(`${path}/${id}/deliveries`),
    ]) {
      expect((await asked).status).toBe(404);
    }
    const { rows } = await product.harness.pool.query(
      'SELECT secret, previous_secret FROM app.webhook_endpoints WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ secret: '', previous_secret: null }]);
  });

  it('that nobody made is not there', async () => {
    const id = `whk_${'0'.repeat(20)}`;
    expect((await product.delete(`${path}/${id}`)).status).toBe(404);
    expect((await product.get(`${path}/${id}/deliveries/whd_${'0'.repeat(20)}`)).status).toBe(404);
  });

  it('is sent nothing while it is off', async () => {
    const { id } = (await make()).body;
    await product.put(`${path}/${id}`).send({ enabled: false }).expect(200);
    const answer = await product.post(`${path}/${id}/test`);
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('webhook_endpoint_off');
  });

  it('is one of twenty at most', async () => {
    const made = await Promise.all(Array.from({ length: 24 }, () => make()));
    const refused = made.filter(({ status }) => status === 409);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body.code).toBe('too_many_webhook_endpoints');
    expect((await product.get(path)).body.data).toHaveLength(20);
  });

  it('takes a rotation of at most a week', async () => {
    const [{ id }] = (await product.get(path)).body.data;
    const late = await product.post(`${path}/${id}/rotate-secret`).send({ overlap_hours: 169 });
    expect(late.body.invalid_parameters[0].name).toBe('overlap_hours');
    const rotated = await product.post(`${path}/${id}/rotate-secret`).send({ overlap_hours: 0 });
    expect(rotated.body).toMatchObject({ id, previous_secret_until: null });
    expect(rotated.body.secret).toMatch(/^whsec_/);
  });

  it('keeps the secret that its server has while a rotation is under way', async () => {
    const [{ id }] = (await product.get(path)).body.data;
    const rotate = (body: object) => product.post(`${path}/${id}/rotate-secret`).send(body);
    const secrets = async () => {
      const sql = 'SELECT secret, previous_secret FROM app.webhook_endpoints WHERE id = $1';
      return (await product.harness.pool.query(sql, [id])).rows[0];
    };
    const both = await Promise.all([rotate({}), rotate({})]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = await secrets();
    const refused = await rotate({ overlap_hours: 1 });
    expect(refused.body).toMatchObject({ status: 409, code: 'secret_rotating' });
    expect(refused.body.detail).toMatch(/still signs until 20.*`overlap_hours` 0/);
    expect(await secrets()).toEqual(kept);
    await rotate({ overlap_hours: 0 }).expect(200);
    await rotate({}).expect(200);
  });
});

describe('a process with another SCRIP_SECRET_KEY than secrets were sealed with', () => {
  it('says once at its start which variable it is, and what does not work', async () => {
    const account = { account_id: 'sealed', name: 'S', email: 's@example.com' };
    await product.post('/v1/accounts').set('idempotency-key', newKey()).send(account).expect(201);
    await product.post('/v1/accounts/sealed/widget-tokens').send({}).expect(201);
    await make();
    const { pool } = product.harness;
    const told = await checkSealedSecrets(pool, new SecretBox(randomBytes(32).toString('base64')));
    expect(told).toMatch(/^webhooks are not sent and widget tokens .* refused: SCRIP_SECRET_KEY /);
    expect(await checkSealedSecrets(pool, new SecretBox(TEST_SECRET_KEY))).toBeUndefined();
  });
});
