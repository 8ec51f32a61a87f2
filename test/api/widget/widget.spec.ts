import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { ensureWidgetBuilt } from '../../../tools/build.mjs';
import { startProduct, type TestProduct } from '../../support/app.js';

const MAX_GZIP_BYTES = 25_000;

describe('the widget’s file', () => {
  let product: TestProduct;
  beforeAll(async () => {
    await ensureWidgetBuilt();
    product = await startProduct();
  }, 60_000);
  afterAll(() => product?.close());

  it('comes whole in at most 25 kB, for pages of any origin', async () => {
    const answer = await product.get('/w/v1/credits.js', null).buffer(true).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': expect.stringContaining('public'),
    });
    const text = answer.text ?? String(answer.body);
    expect(text).toContain('credit-balance');
    expect(text).not.toMatch(/^import\b|\beval\(/m);
    expect(gzipSync(text).length).toBeLessThanOrEqual(MAX_GZIP_BYTES);
  });

  it('is not sent again to whoever has it', async () => {
    const { headers } = await product.get('/w/v1/credits.js', null).expect(200);
    await product
      .get('/w/v1/credits.js', null)
      .set('if-none-match', String(headers['etag']))
      .expect(304);
  });

  it('is shown level by level in the sandbox, and nowhere else', async () => {
    await product.get('/w/v1/gallery', null).expect(200);
    await product.get('/w/v1/gallery.js', null).expect(200);
    const real = await product.another({ SCRIP_MODE: 'production' });
    await real.get('/w/v1/gallery', null).expect(404);
    await real.get('/w/v1/gallery.js', null).expect(404);
    await real.get('/w/v1/credits.js', null).expect(200);
  });
});
