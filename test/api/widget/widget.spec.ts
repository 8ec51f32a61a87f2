import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { ensureWidgetBuilt } from '../../../tools/build.mjs';
import { startProduct, type TestProduct } from '../../support/product/app.js';

const MAX_GZIP_BYTES = 37_500;

describe('the widget’s file', () => {
  let product: TestProduct;
  beforeAll(async () => {
    await ensureWidgetBuilt();
    product = await startProduct();
  });
  afterAll(() => product?.close());

  it('comes whole, for pages of any origin', async () => {
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
  });

  it('is not sent again to whoever has it', async () => {
    const { headers } = await product.get('/w/v1/credits.js', null).expect(200);
    await product
      .get('/w/v1/credits.js', null)
      .set('if-none-match', String(headers['etag']))
      .expect(304);
  });

  it('comes as small as a browser takes it', async () => {
    const got = async (accepted: string) => {
      const { headers } = await product
        .get('/w/v1/credits.js', null)
        .set('accept-encoding', accepted)
        .expect(200);
      expect(headers['vary']).toMatch(/accept-encoding/i);
      return headers;
    };
    const [plain, gzip, br] = [await got('identity'), await got('gzip'), await got('gzip, br')];
    const encodings = [plain, gzip, br].map((headers) => headers['content-encoding']);
    expect(encodings).toEqual([undefined, 'gzip', 'br']);
    expect(new Set([plain['etag'], gzip['etag'], br['etag']]).size).toBe(3);
    const bytes = Number(gzip['content-length']);
    expect(bytes).toBeLessThanOrEqual(MAX_GZIP_BYTES);
    expect(Number(br['content-length'])).toBeLessThan(bytes);
    const [, told] =
      /one file of (\d+) kB \(gzip\)/.exec(await readFile('docs/widget.md', 'utf8')) ?? [];
    expect(Number(told)).toBe(Math.round(bytes / 1_000));
    await product
      .get('/w/v1/credits.js', null)
      .set('accept-encoding', 'gzip')
      .set('if-none-match', String(gzip['etag']))
      .expect('vary', /accept-encoding/i)
      .expect(304);
  });

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0.2', 'gzip'],
    ['*', 'gzip'],
    ['*, br; q=0', 'gzip'],
    ['deflate', undefined],
    ['br;q=much', undefined],
  ])('comes for %j as %s', async (accepted, encoding) => {
    const { port } = product.app.getHttpServer().address() as AddressInfo;
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http.get({ port, path: '/w/v1/credits.js', headers }, resolve).once('error', reject);
    });
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('comes whole to whoever asks for a part, and as its head alone', async () => {
    const plain = product.get('/w/v1/credits.js', null).set('accept-encoding', 'identity');
    const { headers } = await plain.set('range', 'bytes=900000-').expect(200);
    const whole = Number(headers['content-length']);
    const head = await supertest(product.app.getHttpServer())
      .head('/w/v1/credits.js')
      .set('accept-encoding', 'identity');
    expect([head.status, Number(head.headers['content-length'])]).toEqual([200, whole]);
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
