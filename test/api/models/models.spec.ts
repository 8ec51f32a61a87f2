import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const put = (model: string, body: unknown, key = newKey()) =>
  product.put(`/v1/models/${model}`).set('idempotency-key', key).send(Object(body));
const publish = (model: string, body: unknown, key = newKey()) =>
  product.post(`/v1/models/${model}/rates`).set('idempotency-key', key).send(Object(body));
const quote = (body: Record<string, unknown>) => product.post('/v1/quotes').send(body);
const inSeconds = (seconds: number) =>
  new Date(product.harness.clock.now() + seconds * 1_000).toISOString();

describe('a model', () => {
  it('is registered, and described anew', async () => {
    const first = await put('swift', { name: 'Swift', speed: 5 });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      model_id: 'swift',
      name: 'Swift',
      speed: 5,
      description: null,
    });
    const second = await put('swift', { name: 'Swift 1', quality: 3, provider: 'us' });
    expect(second.body).toMatchObject({ name: 'Swift 1', speed: null, quality: 3 });
    expect(second.body.position > first.body.position).toBe(true);
    const { body } = await product.get('/v1/models/swift');
    expect(body).toMatchObject({ name: 'Swift 1', provider: 'us', status: 'active', rate: null });
  });

  it('has a name of so many characters, whatever JavaScript takes for one', async () => {
    const { body } = await put('smiling', { name: '😀'.repeat(128) }).expect(200);
    expect(body.name).toBe('😀'.repeat(128));
    const refused = await put('smiling', { name: '😀'.repeat(129) }).expect(422);
    expect(refused.body.invalid_parameters[0].name).toBe('name');
  });

  it('that is so already is answered with a position all the same', async () => {
    const first = await put('same', { name: 'Same' });
    const again = await put('same', { name: 'Same' });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(again.headers).not.toHaveProperty('idempotency-hit');
  });

  it('gets the first answer again for the same key and input', async () => {
    const key = newKey();
    const first = await put('again', { name: 'One' }, key);
    await put('again', { name: 'Two' });
    const again = await put('again', { name: 'One' }, key);
    expect(again.headers['idempotency-hit']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await product.get('/v1/models/again')).body.name).toBe('Two');
  });

  it('refuses a key that was used for something else', async () => {
    const key = newKey();
    await put('mismatch', { name: 'One' }, key);
    const other = await put('mismatch', { name: 'Two' }, key);
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: 'idempotency_mismatch' });
    const route = await publish('mismatch', { per_image: '1' }, key);
    expect(route.body).toMatchObject({ code: 'idempotency_mismatch' });
  });

  it.each([undefined, '', 'two words', 'é', 'x'.repeat(256)])(
    'is not written with the key %j',
    async (key) => {
      const asked = product.put('/v1/models/keyless');
      if (key !== undefined) asked.set('idempotency-key', Buffer.from(key).toString('latin1'));
      const answer = await asked.send({ name: 'X' });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        code: key ? 'idempotency_key_invalid' : 'idempotency_key_required',
        invalid_parameters: [{ name: 'Idempotency-Key' }],
      });
      expect((await product.get('/v1/models/keyless')).status).toBe(404);
    },
  );

  it.each(['$all', '.x', 'a b', 'é', 'x'.repeat(65), 'x'.repeat(10_000), '../x', 'a\0b'])(
    'has no id such as %j',
    async (id) => {
      const answer = await put(encodeURIComponent(id), { name: 'X' });
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ invalid_parameters: [{ name: 'model_id' }] });
    },
  );

  it('that nobody registered is not found, nor are its rates', async () => {
    expect((await product.get('/v1/models/unheard-of')).status).toBe(404);
    expect((await product.get('/v1/models/unheard-of/rates')).status).toBe(404);
    expect((await publish('unheard-of', { per_image: '1' })).status).toBe(404);
  });
});

describe('a rate', () => {
  it('is published with decimal strings and answered with its version', async () => {
    await put('priced', { name: 'Priced' });
    const body = {
      per_million: { input: '2', cached_input: '0.2', output: '10' },
      per_request: '0.001',
      minimum: '0.01',
      mode_multipliers: { plan: '0.5' },
      outcome_multipliers: { platform_error: '0' },
    };
    const answer = await publish('priced', body);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...body,
      per_million: { ...body.per_million, reasoning: null },
      model_id: 'priced',
      version: 1,
      effective_from: null,
    });
  });

  it('holds in the process that published it at once, in another within a second', async () => {
    const other = await product.another();
    await put('soon', { name: 'Soon' });
    const here = product.post('/v1/quotes');
    const there = other.post('/v1/quotes').send({ model: 'soon', usage: { images: 2 } });
    const waiting = there.then(({ status }) => status);
    await publish('soon', { per_image: '1.5' });
    const quoted = await here.send({ model: 'soon', usage: { images: 2 } });
    expect(quoted.body).toMatchObject({ credits: '3', rate: { version: 1 } });
    expect(await waiting).toBe(200);
    await other.close();
  });

  it('starts a minute from now at the earliest, and prices no instant before', async () => {
    await put('dated', { name: 'Dated' });
    await publish('dated', { per_image: '1' });
    const early = await publish('dated', { per_image: '2', effective_from: inSeconds(30) });
    expect(early.status).toBe(422);
    expect(early.body).toMatchObject({ code: 'rate_too_early' });
    const later = await publish('dated', { per_image: '2', effective_from: inSeconds(90) });
    expect(later.body).toMatchObject({ version: 2 });
    const usage = { images: 1 };
    const before = await quote({ model: 'dated', usage, occurred_at: inSeconds(60) });
    const after = await quote({ model: 'dated', usage, occurred_at: inSeconds(120) });
    expect([before.body.credits, after.body.credits]).toEqual(['1', '2']);
  });

  it('happens once for one key, however often it is sent', async () => {
    await put('once', { name: 'Once' });
    const key = newKey();
    const sent = Array.from({ length: 20 }, () => publish('once', { per_image: '1' }, key));
    const answers = await Promise.all(sent);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-hit'] === 'true')).toHaveLength(19);
    const { body } = await product.get('/v1/models/once');
    expect(body.rate).toMatchObject({ version: 1 });
  });

  it.each([
    [{}, 'per_million'],
    [{ per_million: {} }, 'per_million'],
    [{ per_image: 1 }, 'per_image'],
    [{ per_image: '-1' }, 'per_image'],
    [{ per_image: '1e2' }, 'per_image'],
    [{ per_image: '0.0000001' }, 'per_image'],
    [{ per_image: '1000000001' }, 'per_image'],
    [{ per_million: { inputs: '1' } }, 'per_million.inputs'],
    [{ per_image: '1', mode_multipliers: { plan: '1001' } }, 'mode_multipliers.plan'],
    [{ per_image: '1', mode_multipliers: { 'a b': '1' } }, 'mode_multipliers.a b'],
    [{ per_image: '1', outcome_multipliers: { fialed: '0' } }, 'outcome_multipliers.fialed'],
    [{ per_image: '1', effective_from: '2026-02-30T00:00:00Z' }, 'effective_from'],
    [{ per_image: '1', version: 7 }, 'version'],
  ])('is not published as %j', async (body, field) => {
    await put('strict', { name: 'Strict' });
    const answer = await publish('strict', body);
    expect(answer.status).toBe(422);
    expect(answer.body.invalid_parameters[0].name).toBe(field);
    expect((await product.get('/v1/models/strict')).body.rate).toBeNull();
  });
});

describe('a quote', () => {
  beforeAll(async () => {
    await put('quoted', { name: 'Quoted' });
    await publish('quoted', {
      per_million: { input: '2', output: '10' },
      complexity_multipliers: { high: '1.5' },
    });
  });

  it('shows the cost and its arithmetic', async () => {
    const usage = { input_tokens: 1_500, output_tokens: 200 };
    const { body } = await quote({ model: 'quoted', usage, complexity: 'high' });
    expect(body).toMatchObject({
      credits: '0.0075',
      price: {
        rate_version: 1,
        lines: [
          { kind: 'input', quantity: 1_500, rate: '2', per: 1_000_000, credits: '0.003' },
          { kind: 'output', quantity: 200, rate: '10', per: 1_000_000, credits: '0.002' },
        ],
        multipliers: [{ kind: 'complexity', key: 'high', factor: '1.5', credits: '0.0075' }],
      },
    });
  });

  it('of an unknown model waits a second before it is refused', async () => {
    const began = performance.now();
    const answer = await quote({ model: 'nobody', usage: { images: 1 } });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'model_not_found', model: 'nobody' });
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  it.each([
    [{ usage: { images: 1 } }, 'model'],
    [{ model: 'quoted' }, 'usage'],
    [{ model: 'quoted', usage: { images: -1 } }, 'usage.images'],
    [{ model: 'quoted', usage: { images: 1.5 } }, 'usage.images'],
    [{ model: 'quoted', usage: { images: '1' } }, 'usage.images'],
    [{ model: 'quoted', usage: { input_tokens: 1e13 } }, 'usage.input_tokens'],
    [{ model: 'quoted', usage: { tokens: 1 } }, 'usage.tokens'],
    [{ model: 'quoted', usage: { images: 1 }, outcome: 'fine' }, 'outcome'],
    [{ model: 'quoted', usage: { images: 1 }, mode: '' }, 'mode'],
    [{ model: 'quoted', usage: { images: 1 }, occurred_at: 1 }, 'occurred_at'],
  ])('is not given for %j', async (body, field) => {
    const answer = await quote(body);
    expect(answer.status).toBe(422);
    expect(answer.body.invalid_parameters[0].name).toBe(field);
  });

  it('of nothing is 0 where requests have no price of their own', async () => {
    const answer = await quote({ model: 'quoted', usage: {} });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ credits: '0', price: { lines: [], credits: '0' } });
  });

  it('shows every kind that was used, and whose price it costs', async () => {
    const usage = { cached_input_tokens: 1_000, output_tokens: 500, reasoning_tokens: 200 };
    const { body } = await quote({ model: 'quoted', usage });
    expect(body).toMatchObject({
      credits: '0.009',
      rate: { per_million: { cached_input: null, reasoning: null } },
      price: {
        lines: [
          { kind: 'cached_input', quantity: 1_000, rate: '2', price_of: 'input', credits: '0.002' },
          { kind: 'output', quantity: 500, rate: '10', price_of: 'output', credits: '0.005' },
          { kind: 'reasoning', quantity: 200, rate: '10', price_of: 'output', credits: '0.002' },
        ],
      },
    });
  });

  it('is refused for what nothing prices, and free for what is priced at "0"', async () => {
    const usage = { output_tokens: 500, images: 2 };
    const refused = await quote({ model: 'quoted', usage });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'unpriced_usage',
      model: 'quoted',
      rate_version: 1,
      detail: expect.stringMatching(/^usage.images is not priced: expected a rate with per_image /),
      invalid_parameters: [{ name: 'usage.images' }],
    });
    await put('pictured', { name: 'Pictured' });
    await publish('pictured', { per_million: { output: '10' }, per_image: '0' });
    expect((await quote({ model: 'pictured', usage })).body).toMatchObject({
      credits: '0.005',
      price: { lines: [{ kind: 'output' }, { kind: 'image', quantity: 2, rate: '0' }] },
    });
  });
});
