import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { ConfigError } from '../../platform/config/config.js';
import { explainListening } from '../../platform/listening.js';

const VARIABLE = 'A_PORT';

/** What an address is refused with, in words. */
async function refusalOf(host: string, port: number): Promise<unknown> {
  const server = createServer();
  const listening = once(server.listen({ host, port }), 'listening');
  const error = await listening.catch((failure: unknown) => failure);
  server.close();
  return explainListening(error, { host, port, variable: VARIABLE });
}

describe('an address that nobody can listen on', () => {
  it.each([
    ['203.0.113.9', /HOST: 203\.0\.113\.9 is no address of this machine \(EADDRNOTAVAIL\)/],
    ['no-host.invalid', /HOST: no host is called no-host\.invalid \((ENOTFOUND|EAI_AGAIN)\)/],
  ])('is named with its setting: %s', async (host, sentence) => {
    const refusal = await refusalOf(host, 0);
    expect(refusal).toBeInstanceOf(ConfigError);
    expect(String(refusal)).toMatch(sentence);
  });

  it('is named with the variable of its port where that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const sentence = `A_PORT: port ${port} of 127.0.0.1 is taken; set another one`;
    expect(String(await refusalOf('127.0.0.1', port))).toContain(sentence);
    taken.close();
  });

  it('is not what every error means', () => {
    const error = new TypeError('EVERYTHING is wrong');
    expect(explainListening(error, { host: '::', port: 1, variable: VARIABLE })).toBe(error);
  });
});
