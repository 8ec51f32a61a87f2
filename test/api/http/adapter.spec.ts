import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createAdapter } from '../../../api/http/adapter.js';
import { sendProblem } from '../../../api/http/problem-filter.js';
import { createLogger } from '../../../platform/log.js';

/** The address that a request of a loopback socket is taken to be of. */
async function addressOf(
  trustProxy: Parameters<typeof createAdapter>[1],
  forwarded: string,
): Promise<unknown> {
  const fastify = createAdapter(createLogger('test', 'silent'), trustProxy).getInstance();
  fastify.get('/ip', (request) => ({ ip: request.ip }));
  const headers = { 'x-forwarded-for': forwarded };
  const url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  const answer: unknown = await (await fetch(`${url}/ip`, { headers })).json();
  await fastify.close();
  return answer;
}

/** What a server says to one request as it is written. */
async function answerTo(request: string): Promise<{ status: string; body: unknown }> {
  const fastify = createAdapter(createLogger('test', 'silent'), undefined).getInstance();
  fastify.setErrorHandler((error, asked, reply) =>
    sendProblem(createLogger('test', 'silent'), error, asked, reply),
  );
  fastify.post('/echo', () => ({ ok: true }));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const address = fastify.server.address();
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  socket.write(`POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${request}`);
  const said = await text(socket);
  await fastify.close();
  const [head = '', body = ''] = said.split('\r\n\r\n');
  return { status: head.split(' ')[1] ?? '', body: JSON.parse(body) };
}

describe('a header that cannot be followed', () => {
  it('is refused as a problem where it expects what no server does', async () => {
    const { status, body } = await answerTo('Expect: 200-ok\r\nContent-Length: 0\r\n\r\n');
    expect(status).toBe('417');
    expect(body).toMatchObject({ code: 'expectation_failed', status: 417, instance: '/echo' });
  });

  it.each(['Authorization', 'Content-Type'])(
    'is refused where it comes twice: %s',
    async (name) => {
      const twice = `${name}: one\r\n${name.toLowerCase()}: two\r\n`;
      const { status, body } = await answerTo(`${twice}Content-Length: 0\r\n\r\n`);
      expect(status).toBe('400');
      expect(body).toMatchObject({ code: 'bad_request', invalid_parameters: [{ name }] });
    },
  );
});

describe('the address of a client', () => {
  it.each([
    ['is that of its socket, whatever it says, where no proxy is named', undefined, '127.0.0.1'],
    ['is what the one proxy has seen, not what the client says', 1, '203.0.113.9'],
    ['is what the first of two proxies has seen', 2, '192.0.2.1'],
    ['is the first that is no proxy', ['127.0.0.0/8', '203.0.113.0/24'], '192.0.2.1'],
    ['is that of its socket, where that is none of the proxies', ['10.0.0.0/8'], '127.0.0.1'],
  ] as const)('%s', async (_, trusted, expected) => {
    const forwarded = '198.51.100.66, 192.0.2.1, 203.0.113.9';
    expect(await addressOf(trusted, forwarded)).toEqual({ ip: expected });
  });
});
