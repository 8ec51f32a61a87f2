import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { lingerAfter } from '../../../api/http/linger.js';
import { TEST_KEY, startProduct, type TestProduct } from '../../support/product/app.js';
import { urlOf } from '../../support/product/client.js';

const MIB = 1_048_576;

/** A client that writes all it has before it reads, as many do; resolves with what it has read. */
async function writeThenRead(port: number, head: string, chunks: number): Promise<string> {
  const socket = await connected(port);
  socket.pause();
  socket.write(`${head}\r\n\r\n`);
  for (let i = 0; i < chunks; i += 1) await written(socket, Buffer.alloc(MIB, 'x'));
  return readAll(socket);
}

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const to = { port, host: '127.0.0.1', allowHalfOpen: true };
    const socket = connect(to, () => resolve(socket)).once('error', reject);
  });
const written = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const part of socket) text += String(part);
  return text;
}

describe('a request that is answered before all of it was sent', () => {
  let product: TestProduct;
  let port: number;
  beforeAll(async () => {
    product = await startProduct();
    port = Number(new URL(urlOf(product)).port);
  });
  afterAll(() => product?.close());

  const head = (...headers: string[]) =>
    [
      'POST /v1/accounts HTTP/1.1',
      'host: scrip',
      `authorization: Bearer ${TEST_KEY}`,
      'content-type: application/json',
      ...headers,
    ].join('\r\n');

  it('is refused for its size so that whoever sends all of it first can read why', async () => {
    const answer = await writeThenRead(port, head(`content-length: ${20 * MIB}`), 20);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json\r\n/i);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'body_too_large' });
  });

  it.each([
    [401, 'unauthorized', ['authorization: Bearer nobody', 'content-type: application/json']],
    [415, 'unsupported_media_type', [`authorization: Bearer ${TEST_KEY}`, 'content-type: a/b']],
  ])('can be read to be %s also where its client wants no other', async (status, code, more) => {
    const lines = ['POST /v1/accounts HTTP/1.1', 'host: scrip', 'connection: close', ...more];
    const framing = `content-length: ${20 * MIB}`;
    const answer = await writeThenRead(port, [...lines, framing].join('\r\n'), 20);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
  });

  it.each(['of known length', 'that streams'])(
    'is refused for its size to fetch, one %s',
    async (kind) => {
      const bytes = new Uint8Array(10 * MIB).fill(120);
      const body = kind === 'that streams' ? new Blob([bytes]).stream() : bytes;
      const answer = await fetch(`${urlOf(product)}/v1/accounts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'body_too_large', status: 413 });
    },
  );
});

describe('a connection that lingers', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const isHasty = request.url === '/hasty';
      lingerAfter(request, { discardedBytes: 4 * MIB, ms: isHasty ? 200 : 3_600_000 });
      response.writeHead(413, { connection: 'close' }).end('no');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => void server.close());

  const post = (path: string, framing: string) => `POST ${path} HTTP/1.1\r\nhost: x\r\n${framing}`;

  it('ends once all was sent', async () => {
    const answer = await writeThenRead(port, post('/', `content-length: ${MIB}`), 1);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is cut where its client sends more and more', async () => {
    const socket = await connected(port);
    socket.on('error', () => undefined).resume();
    const framing = `content-length: ${10_000 * MIB}`;
    socket.write(`${post('/', framing)}\r\n\r\n`);
    const sending = async () => {
      for (let i = 0; i < 10_000; i += 1) await written(socket, Buffer.alloc(MIB, 'x'));
    };
    await expect(sending()).rejects.toThrow();
  });

  it('is cut where its client goes on and on, however slowly', async () => {
    const socket = await connected(port);
    socket.on('error', () => undefined).resume();
    socket.write(`${post('/hasty', 'transfer-encoding: chunked')}\r\n\r\n`);
    while (!socket.closed) {
      socket.write('1\r\nx\r\n');
      await sleep(20);
    }
    expect(socket.closed).toBe(true);
  });
});
