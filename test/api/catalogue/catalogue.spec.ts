import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueView } from '../../../api/catalogue/catalogue-view.js';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const pro = { name: 'Pro', price: { minor: 2_500, currency: 'usd' }, credits: '600' };
const put = (path: string, body: unknown) => product.put(`/v1/${path}`).send(Object(body));
const inSeconds = (seconds: number) =>
  new Date(product.harness.clock.now() + seconds * 1_000).toISOString();

describe('the catalogue', () => {
  it('begins with the default plans and packs, however often a process starts', async () => {
    const other = await product.another();
    for (const { app } of [product, other]) {
      const { plans, packs } = app.get(CatalogueView).current();
      expect([...plans.keys()].sort()).toEqual(['free', 'pro', 'team']);
      expect([...packs.keys()].sort()).toEqual(['custom', 'large', 'medium', 'small']);
      expect([...plans.values()].every((versions) => versions.length === 1)).toBe(true);
    }
    await other.close();
  });

  it('takes a new version of a plan, in this process at once and in others soon', async () => {
    const other = await product.another();
    const answer = await put('plans/pro', pro);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ plan: 'pro', version: 2, ...pro, seats: 1 });
    expect(typeof answer.body.position).toBe('string');
    const from = Date.parse(answer.body.effective_from);
    expect(from).toBeGreaterThan(product.harness.clock.now() + 50_000);
    const known = (api: typeof product | typeof other) =>
      api.app.get(CatalogueView).planAt('pro', from)?.version;
    expect(known(product)).toBe(2);
    expect(product.app.get(CatalogueView).planAt('pro', from - 1)?.version).toBe(1);
    for (let i = 0; i < 100 && known(other) !== 2; i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(known(other)).toBe(2);
    await other.close();
  });

  it('keeps the version that says the same', async () => {
    const first = await put('plans/solo', pro);
    const again = await put('plans/solo', pro);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ version: 1, effective_from: first.body.effective_from });
  });

  it('dates versions ahead, never back', async () => {
    await put('plans/dated', pro);
    const ahead = await put('plans/dated', {
      ...pro,
      credits: '700',
      effective_from: inSeconds(3_600),
    });
    expect(ahead.body).toMatchObject({ version: 2, credits: '700' });
    for (const seconds of [-3_600, 30]) {
      const effective_from = inSeconds(seconds);
      for (const [path, body] of [
        ['plans/team', pro],
        ['packs/small', { ...pro, kind: 'fixed' }],
      ] as const) {
        const early = await put(path, { ...body, credits: '1', effective_from });
        expect(early.status).toBe(422);
        expect(early.body.invalid_parameters[0].name).toBe('effective_from');
      }
    }
  });

  it('answers a repetition with the first answer', async () => {
    const key = newKey();
    const send = () => put('plans/hit', pro).set('idempotency-key', key);
    const first = await send();
    const again = await send();
    expect(again.headers['idempotency-hit']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('sells packs at a fixed price, or any amount between two', async () => {
    const fixed = await put('packs/mini', {
      kind: 'fixed',
      name: 'Mini',
      price: { minor: 500, currency: 'usd' },
      credits: '90',
    });
    expect(fixed.body).toMatchObject({ pack: 'mini', kind: 'fixed', credits: '90', least: null });
    const custom = await put('packs/any', {
      kind: 'custom',
      name: 'Any',
      least: { minor: 500, currency: 'usd' },
      most: { minor: 50_000, currency: 'usd' },
      credits_per_unit: '20',
    });
    expect(custom.body).toMatchObject({ kind: 'custom', price: null, credits_per_unit: '20' });
  });

  it.each([
    ['plans/pro', { ...pro, credits: 600 }, 'credits'],
    ['plans/pro', { ...pro, credits: '-1' }, 'credits'],
    ['plans/pro', { ...pro, price: { minor: 1.5, currency: 'usd' } }, 'price.minor'],
    ['plans/pro', { ...pro, price: { minor: 1, currency: 'USD' } }, 'price.currency'],
    ['plans/pro', { ...pro, price: '20' }, 'price'],
    ['plans/pro', { ...pro, seats: 0 }, 'seats'],
    ['plans/pro', { ...pro, version: 9 }, 'version'],
    ['plans/pro', { price: pro.price, credits: '1' }, 'name'],
    ['plans/Pro', pro, 'plan'],
    ['plans/%24all', pro, 'plan'],
    ['packs/small', { kind: 'free', name: 'X' }, 'kind'],
    ['packs/small', { kind: 'fixed', name: 'X', credits: '1' }, 'price'],
  ])('takes no %s of %j', async (path, body, field) => {
    const answer = await put(path, body);
    expect(answer.status).toBe(422);
    expect(answer.body.invalid_parameters[0].name).toBe(field);
  });
});
