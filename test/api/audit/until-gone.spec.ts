import { describe, expect, it } from '@jest/globals';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { untilGone } from '../../../api/audit/check-slots.js';

/** A server that hands its answers to `onRequest`. */
async function serving(onRequest: (request: IncomingMessage, raw: ServerResponse) => void) {
  const server = createServer(onRequest).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/` };
}

const replyOf = (raw: ServerResponse) => ({ raw }) as Parameters<typeof untilGone>[0];

describe('whether anybody waits for an answer', () => {
  it('leaves nothing on a connection that is used again', async () => {
    const sockets = new Set<Socket>();
    const counts: number[] = [];
    const { server, url } = await serving(({ socket }, raw) => {
      sockets.add(socket);
      untilGone(replyOf(raw));
      counts.push(socket.listenerCount('close'));
      raw.end('done');
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let n = 0; n < 12; n += 1) {
      const [answer] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'end');
    }
    agent.destroy();
    server.close();
    expect(sockets.size).toBe(1);
    expect(new Set(counts).size).toBe(1);
  });

  it('ends when the client leaves before the answer', async () => {
    const signals: AbortSignal[] = [];
    const { server, url } = await serving((_, raw) => signals.push(untilGone(replyOf(raw))));
    const request = get(url).on('error', () => undefined);
    await once(server, 'request');
    const [signal] = signals;
    expect(signal?.aborted).toBe(false);
    request.destroy();
    if (signal && !signal.aborted) await once(signal, 'abort');
    expect(signal?.aborted).toBe(true);
    server.close();
  });
});
