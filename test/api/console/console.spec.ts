import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { ensureConsoleBuilt } from '../../../tools/build.mjs';
import { startProduct, type TestProduct } from '../../support/product/app.js';

/** All that is loaded before the list of accounts can be seen. */
const MAX_FIRST_LOAD_BYTES = 300_000;
const NONCE = /'nonce-([A-Za-z0-9+/=]{24})'/;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** The files of the first page: the entry, and what it imports before it runs. */
async function firstLoad(): Promise<string[]> {
  const text = await readFile('dist/admin/.vite/manifest.json', 'utf8');
  const chunks: Record<string, Chunk> = JSON.parse(text);
  const files = new Set<string>();
  const take = (name: string) => {
    const chunk = chunks[name];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(take);
  };
  Object.keys(chunks)
    .filter((name) => chunks[name]?.isEntry)
    .forEach(take);
  return [...files];
}

describe('the console’s page and files', () => {
  let product: TestProduct;
  beforeAll(async () => {
    await ensureConsoleBuilt();
    product = await startProduct();
  });
  afterAll(() => product?.close());

  it('open at every address below /console', async () => {
    for (const path of ['/console', '/console/accounts', '/console/accounts/a.b/timeline']) {
      const answer = await product.get(path, null).expect(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      });
      expect(answer.text).toContain('<div id="root">');
    }
  });

  it('carry a nonce of each answer in page and policy, and let nothing else in', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 2; i += 1) {
      const { headers, text } = await product.get('/console', null).expect(200);
      const policy = String(headers['content-security-policy']);
      const nonce = NONCE.exec(policy)?.[1] ?? '';
      expect(text).not.toContain('__SCRIP_NONCE__');
      const tags = text.match(/<(script|link rel="modulepreload")[^>]*>/g) ?? [];
      expect(tags.length).toBeGreaterThan(1);
      expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|\*/);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  it('are kept for ever under the name of their content, and sent small', async () => {
    const [file = ''] = await firstLoad();
    const answer = await product.get(`/console/${file}`, null).set('accept-encoding', 'br');
    expect({ status: answer.status, headers: answer.headers }).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'content-encoding': 'br',
        'cache-control': 'public, max-age=31536000, immutable',
      },
    });
  });

  it.each(['nothing.js', '..%2findex.html', '.vite', 'index.html'])(
    'are not there as %s: no page is sent in place of a file',
    async (name) => {
      const answer = await product.get(`/console/assets/${name}`, null).expect(404);
      expect(answer.body).toMatchObject({ code: 'not_found' });
    },
  );

  it('take at most 300 kB to show the accounts', async () => {
    const files = await firstLoad();
    const sizes = await Promise.all(
      files.map(async (file) => {
        const gzip = product.get(`/console/${file}`, null).set('accept-encoding', 'gzip');
        return Number((await gzip.expect(200)).headers['content-length']);
      }),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThanOrEqual(MAX_FIRST_LOAD_BYTES);
    expect(bytes).toBeGreaterThan(100_000);
  });
});
