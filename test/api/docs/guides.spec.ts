import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProduct, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

describe('the root', () => {
  it('says where things are, and leads a browser to the documentation', async () => {
    const { body } = await product.get('/', null).expect(200);
    expect(body).toEqual({
      name: 'Scrip',
      docs: '/docs',
      api_reference: '/docs/api',
      openapi: '/openapi.json',
      health: '/health/ready',
    });
    const led = await product.get('/', null).set('accept', 'text/html,*/*;q=0.8').expect(302);
    expect(led.headers['location']).toBe('/docs');
    for (const path of [body.docs, body.api_reference, body.openapi, body.health]) {
      expect((await product.get(path, null)).status).not.toBe(404);
    }
  });
});

describe('the API reference', () => {
  it('brings its own assets and lets nothing else in', async () => {
    const page = await product.get('/docs/api', null).expect(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const assets = [...page.text.matchAll(/(?:src|<link.*href)="(\/[^"]+)"/g)];
    expect(assets.length).toBe(4);
    for (const [, asset] of assets) {
      const { headers } = await product.get(String(asset), null).expect(200);
      expect(headers['content-type']).toMatch(/css|javascript/);
    }
    expect(page.text).not.toMatch(/https?:\/\//);
  });

  it.each(['package.json', '..%2fpackage.json', '%2e%2e', 'index.html'])(
    'gives out no other file: %s',
    async (asset) => {
      expect((await product.get(`/docs/api/${asset}`, null)).status).toBe(404);
      expect((await product.get(`/docs/images/${asset}`, null)).status).toBe(404);
    },
  );
});

describe('the guides', () => {
  const linksOf = (html: string) => [...html.matchAll(/ href="(\/[^"]+)"/g)].map(([, to]) => to);
  const read = async (path: string) => product.get(path, null).expect(200);
  const navigated = async () => {
    const [side = ''] = /<nav class="side".*?<\/nav>/s.exec((await read('/docs')).text) ?? [];
    return linksOf(side).map(String);
  };
  const guides = async () => (await navigated()).filter((path) => !/\/api$|\.json$/.test(path));

  it('are all in the navigation, the reference among them', async () => {
    const written = ['docs', 'docs/decisions'].flatMap((folder) =>
      readdirSync(folder).flatMap((name) => /^(.*)\.md$/.exec(`${folder}/${name}`)?.[1] ?? []),
    );
    const expected = written
      .filter((name) => name !== 'docs/map')
      .map((name) => (name === 'docs/README' ? '/docs' : `/${name}`));
    const listed = await navigated();
    expect(listed).toEqual(expect.arrayContaining([...expected, '/docs/api', '/openapi.json']));
  });

  it('load styles and images of this server, and nothing else', async () => {
    for (const path of await guides()) {
      const { headers, text } = await read(path);
      expect(headers['content-type']).toContain('text/html');
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';style-src 'self';/);
      expect(text).not.toMatch(/<script|<style|style="|src="http|<link[^>]*href="http/);
      for (const [, image] of text.matchAll(/ src="([^"]+)"/g)) {
        expect((await read(String(image))).headers['content-type']).toBe('image/webp');
      }
    }
    expect((await read('/docs/guides.css')).headers['content-type']).toContain('text/css');
  });

  it('do not send an image again to whoever has it, and have no other one', async () => {
    const { headers } = await read('/docs/images/demo.webp');
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=3600',
    });
    const again = product.get('/docs/images/demo.webp', null);
    await again.set('if-none-match', String(headers['etag'])).expect(304);
    const none = await product.get('/docs/images/none.webp', null).expect(404);
    expect(none.headers['content-type']).toBe('application/problem+json');
    expect(none.body).toMatchObject({ code: 'not_found' });
    expect(none.headers['cache-control']).not.toMatch('public');
  });

  it('show examples whole, and no comment of their writers', async () => {
    expect((await read('/docs/widget')).text).toContain('variant=&quot;compact&quot;');
    expect((await read('/docs/operations')).text).not.toMatch(/<!--|prettier-ignore/);
  });

  it('link to pages and headings that are there', async () => {
    const pages = new Map<string, string>();
    for (const path of await guides()) pages.set(path, (await read(path)).text);
    const broken: string[] = [];
    for (const [path, text] of pages) {
      for (const [, to = ''] of text.matchAll(/ href="([/#][^"]*)"/g)) {
        const [target = '', anchor] = to.split('#');
        const found = pages.get(target === '' ? path : target);
        const isThere = found ?? (await product.get(target, null)).status === 200;
        const isMarked = anchor === undefined || found?.includes(` id="${anchor}"`);
        if (isThere === false || isMarked !== true) broken.push(`${path} → ${to}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('tell whoever asks for another where they are', async () => {
    const { body } = await product.get('/docs/nowhere', null).expect(404);
    expect(body).toMatchObject({ code: 'not_found', detail: expect.stringContaining('/docs') });
  });
});
