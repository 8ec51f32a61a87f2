import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import supertest from 'supertest';
import { servePage } from '../../../sandbox/demo/files.js';

describe('the files of the demo’s page', () => {
  const fastify = Fastify();
  let folder: string;
  let origin: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'scrip-page-'));
    for (const name of ['index.html', 'demo.js', '.built-from', 'other.js']) {
      await writeFile(path.join(folder, name), name);
    }
    servePage(fastify, pathToFileURL(`${folder}/`));
    origin = await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await fastify.close();
    await rm(folder, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    supertest(fastify.server)
      .get(url)
      .set({ 'accept-encoding': 'identity', ...headers })
      .buffer(true);

  it.each(['/demo', '/demo/'])('begin at %s', async (url) => {
    const page = await get(url).expect(200, 'index.html');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("script-src 'self'"),
      'x-content-type-options': 'nosniff',
    });
  });

  it('come compressed, and once only to whoever has them', async () => {
    const url = '/demo/assets/demo.js';
    await writeFile(path.join(folder, 'demo.js.br'), brotliCompressSync('compressed'));
    const script = await fetch(`${origin}${url}`, { headers: { 'accept-encoding': 'br' } });
    expect(await script.text()).toBe('compressed');
    expect(Object.fromEntries(script.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'no-cache',
    });
    const etag = String(script.headers.get('etag'));
    await get(url, { 'accept-encoding': 'br', 'if-none-match': etag }).expect(304);
    await get(url).expect(200, 'demo.js');
  });

  it.each(['.built-from', 'other.js', 'demo.js.br', '..%2fserver.js', 'demo.css'])(
    'are these and no other: %s',
    (name) => get(`/demo/assets/${name}`).expect(404),
  );
});
