import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CatalogueView } from '../../../api/catalogue/catalogue-view.js';
import { CatalogueFeed, SILENCE_LIMIT_MS } from '../../../api/catalogue/feed.js';
import { RatesView } from '../../../api/models/rates-view.js';
import { modelDecider } from '../../../domain/model/decider.js';
import { startDeaf } from '../../support/product/deaf.js';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
let deaf: TestApi;
beforeAll(async () => {
  product = await startProduct();
  deaf = await startDeaf(product);
});
afterAll(() => product?.close());

const register = (model: string) =>
  product.put(`/v1/models/${model}`).set('idempotency-key', newKey()).send({ name: model });
const publish = (model: string) =>
  product
    .post(`/v1/models/${model}/rates`)
    .set('idempotency-key', newKey())
    .send({ per_image: '1' });
const quote = (api: TestApi, model: string) =>
  api.post('/v1/quotes').send({ model, usage: { images: 1 } });

describe('rates in memory', () => {
  it('are waited for where a model has no rate yet', async () => {
    await register('late');
    const waiting = quote(product, 'late').then(({ body }) => body);
    await sleep(200);
    await publish('late');
    expect(await waiting).toMatchObject({ credits: '1' });
  });

  it('are asked of the store itself before a model is called unknown', async () => {
    await register('unheard');
    await publish('unheard');
    expect((await quote(deaf, 'unheard')).body).toMatchObject({ credits: '1' });
  });

  it('are not believed once the subscription has been silent for 5 s', async () => {
    await register('retiring');
    await publish('retiring');
    expect((await quote(deaf, 'retiring')).status).toBe(200);
    const { store, clock } = product.harness;
    const meta = { commandId: newKey(), actor: 'system' };
    const retire = { type: 'RetireModel' as const, modelId: 'retiring' };
    await store.execute(modelDecider, 'retiring', retire, meta);
    await sleep(SILENCE_LIMIT_MS + 1_100);
    expect(deaf.app.get(CatalogueFeed).isSilent()).toBe(true);
    expect((await quote(deaf, 'retiring')).body).toMatchObject({ code: 'model_retired' });
    const asked = deaf.app.get(RatesView).chargeableRateAt('retiring', clock.now());
    await expect(asked).rejects.toMatchObject({ code: 'model_retired' });
  });

  it('go with a catalogue that is read again as well', async () => {
    await sleep(SILENCE_LIMIT_MS);
    const { body } = await product
      .put('/v1/plans/pro')
      .send({ name: 'Pro', price: { minor: 1, currency: 'usd' }, credits: '1' });
    const view = deaf.app.get(CatalogueView);
    const version = () => view.planAt('pro', Date.parse(body.effective_from))?.version;
    expect(version()).toBe(1);
    await view.fresh();
    expect(version()).toBe(2);
  });
});
