import http from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { BalanceStream } from '../../../api/balance-stream/balance-stream.js';

const caller = { kind: 'key', id: 'key_x', actor: 'key:key_x', scopes: new Set<never>() } as const;
const closing: (() => void)[] = [];
afterEach(() => {
  jest.useRealTimers();
  for (const close of closing.splice(0)) close();
});

/** A stream to a client that reads only when it is told to. */
async function slowClient(): Promise<{
  raw: http.ServerResponse;
  stream: BalanceStream;
  socket: Socket;
}> {
  const server = http.createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  closing.push(() => {
    socket.destroy();
    server.close();
  });
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  const [, raw] = (await once(server, 'request')) as [unknown, http.ServerResponse];
  raw.writeHead(200, { connection: 'close' });
  return { raw, stream: new BalanceStream(raw, caller, 0n), socket };
}

const LARGE = 'x'.repeat(4_000_000);
const update = (n: number, padding = '') => ({ position: BigInt(n), text: `[${n}]${padding}` });

describe('a client that reads slowly', () => {
  it('costs no more than what was on its way, and gets the newest when it reads on', async () => {
    const { raw, stream, socket } = await slowClient();
    stream.offer(update(1, LARGE));
    await sleep(600);
    const waiting = raw.writableLength;
    expect(waiting).toBeGreaterThan(0);
    for (let n = 2; n <= 10_000; n += 1) stream.offer(update(n));
    expect(raw.writableLength).toBe(waiting);
    let read = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (read += chunk.replace(/x+/, '')));
    socket.resume();
    while (!read.includes('[10000]')) await sleep(20);
    expect(read).not.toContain('[9999]');
    stream.end('shutdown');
    await once(socket, 'close');
    expect(read).toContain('"reason":"shutdown"');
  });

  it('is not waited for when the stream ends', async () => {
    const { raw, stream } = await slowClient();
    stream.offer(update(1, LARGE));
    stream.end('token_expired');
    await once(raw, 'close');
    expect(raw.destroyed).toBe(true);
  });
});

describe('an update', () => {
  it('that the client has, or that is older than what waits, is not sent', async () => {
    const { stream, socket } = await slowClient();
    let read = '';
    socket.on('data', (chunk) => (read += String(chunk)));
    socket.resume();
    for (const n of [0, 2, 5, 4, 3]) stream.offer(update(n));
    while (!read.includes('[5]')) await sleep(20);
    stream.end('shutdown');
    await once(socket, 'close');
    expect([...read.matchAll(/\[\d+\]/g)].map(([text]) => text)).toEqual(['[2]', '[5]']);
  });
});

describe('time on a stream', () => {
  /** A stream whose client reads all, on a clock that stands still until it is moved. */
  const onStillClock = async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { raw, stream, socket } = await slowClient();
    let read = '';
    socket.on('data', (chunk) => (read += String(chunk)));
    socket.resume();
    // What was written is there once a later word has made the same way.
    const heard = async (): Promise<string> => {
      raw.write('|');
      const marks = read.split('|').length;
      while (read.split('|').length === marks) await sleep(5);
      return read.replace(/^[^]*?\r\n\r\n/, '').replace(/[\da-f]+\r\n|\r\n|\|/g, '');
    };
    return { raw, stream, heard };
  };

  it('passes at least half a second between two updates, the first one too', async () => {
    const { stream, heard } = await onStillClock();
    stream.offer(update(1));
    jest.advanceTimersByTime(200);
    stream.offer(update(2));
    stream.offer(update(3));
    jest.advanceTimersByTime(299);
    expect(await heard()).toBe('[1]');
    jest.advanceTimersByTime(1);
    expect(await heard()).toBe('[1][3]');
  });

  it('shows a sign of life after 15 s of silence', async () => {
    const { stream, heard } = await onStillClock();
    stream.offer(update(1));
    jest.advanceTimersByTime(14_999);
    stream.beat();
    expect(await heard()).toBe('[1]');
    jest.advanceTimersByTime(1);
    stream.beat();
    stream.beat();
    expect(await heard()).toBe('[1]:\n\n');
  });

  it('ends for a client that has taken nothing for half a minute', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { raw, stream } = await slowClient();
    stream.offer(update(1, LARGE));
    jest.advanceTimersByTime(30_000);
    stream.beat();
    expect(raw.destroyed).toBe(false);
    jest.advanceTimersByTime(1);
    stream.beat();
    expect(raw.destroyed).toBe(true);
  });
});
