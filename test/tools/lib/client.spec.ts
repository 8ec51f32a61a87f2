import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client } from '../../../tools/lib/client.js';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A server that answers its n-th request by the n-th handler, and every later one by the last. */
async function serverOf(...handlers: Handler[]): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const server = http.createServer((request, response) => {
    const handler = handlers[Math.min(requests, handlers.length - 1)];
    requests += 1;
    request.resume();
    handler?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}

const answer =
  (status: number, body: unknown, headers: http.OutgoingHttpHeaders = {}): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const hangUp: Handler = (request) => request.socket.destroy();

describe('calling the API', () => {
  it('waits for a server that is away and says so once', async () => {
    const server = await serverOf(
      hangUp,
      answer(503, { code: 'store_unavailable' }),
      answer(429, { code: 'rate_limited' }, { 'retry-after': '0' }),
      answer(201, { ok: true }, { 'idempotency-hit': 'true' }),
    );
    const said: string[] = [];
    const client = new Client({ url: server.url, say: (message) => said.push(message) });
    const reply = await client.call('POST', '/x', { body: {}, key: 'k' });
    expect(reply).toMatchObject({ status: 201, hit: true, body: { ok: true } });
    expect(said).toEqual([expect.stringContaining('is away'), expect.stringContaining('is back')]);
  });

  it('gives up when its patience ends', async () => {
    const { url } = await serverOf(hangUp);
    const client = new Client({ url, patienceMs: 50 });
    await expect(client.call('GET', '/x')).rejects.toThrow('gave up after 0 s');
  });

  it('takes a refusal for an answer and asks once only', async () => {
    const server = await serverOf(answer(422, { code: 'validation_failed' }));
    const client = new Client({ url: server.url });
    expect(await client.call('POST', '/x')).toMatchObject({ status: 422, hit: false });
    expect(server.requests()).toBe(1);
  });

  it('stops at a key that is not accepted', async () => {
    const { url } = await serverOf(answer(401, { code: 'unauthorized' }));
    const client = new Client({ url });
    await expect(client.call('GET', '/x')).rejects.toThrow('set SCRIP_API_KEY');
  });

  it('sends key, idempotency key and body', async () => {
    const { url } = await serverOf((request, response) => {
      const { authorization, 'idempotency-key': key } = request.headers;
      answer(200, { authorization, key })(request, response);
    });
    const client = new Client({ url, apiKey: 'secret' });
    const { body } = await client.call('POST', '/x', { body: { a: 1 }, key: 'k' });
    expect(body).toEqual({ authorization: 'Bearer secret', key: 'k' });
  });

  it('ends at once when it is told to stop', async () => {
    const { url } = await serverOf(() => {});
    const stop = new AbortController();
    const client = new Client({ url, signal: stop.signal });
    const call = client.call('GET', '/x');
    setTimeout(() => stop.abort(), 20);
    await expect(call).rejects.toThrow();
  });

  it.each(['localhost:3000', 'ftp://x', ''])('refuses "%s" for an address', (url) => {
    expect(() => new Client({ url })).toThrow('SCRIP_URL');
  });
});
