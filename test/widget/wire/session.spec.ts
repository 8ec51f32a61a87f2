import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Session } from '../../../widget/wire/session.js';

const END = Date.parse('2027-01-31T10:00:00Z');
const tokenUntil = (end: number): string => {
  const said = ['acme', null, ['balance:read'], [], end, 0];
  return `wgt2_${Buffer.from(JSON.stringify(said)).toString('base64url')}.key.signature`;
};

describe('a session of the widget', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

  /** A session on a server that notes the tokens that it is sent. */
  const sessionOf = async (tokens: readonly string[]) => {
    const sent: string[] = [];
    server = createServer(({ headers }, response) => {
      sent.push(String(headers.authorization).slice('Bearer '.length));
      response.end('{}');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const left = [...tokens];
    const next = () => Promise.resolve(left.shift() ?? '');
    return { sent, session: new Session(`http://127.0.0.1:${port}`, '', next) };
  };

  it('sends no token that has ended by the time of the server, whose clock may have moved', async () => {
    const [first, second] = [tokenUntil(END), tokenUntil(END + 60_000)];
    const { sent, session } = await sessionOf([first, second]);
    await session.read('/v1/plans');
    await session.heardAt('2027-01-31T09:59:59Z');
    await session.read('/v1/plans');
    await session.heardAt('2027-01-31T10:00:00Z');
    await session.read('/v1/plans');
    expect(sent).toEqual([first, first, second]);
  });

  it('keeps a token whose end it cannot read', async () => {
    const { sent, session } = await sessionOf(['opaque']);
    await session.read('/v1/plans');
    await session.heardAt('2099-01-01T00:00:00Z');
    await session.read('/v1/plans');
    expect(sent).toEqual(['opaque', 'opaque']);
  });
});
