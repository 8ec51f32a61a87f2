import { describe, expect, it } from '@jest/globals';
import { createAdapter } from '../../../api/http/adapter.js';
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
