import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Sender } from '../../../worker/deliveries/sender.js';
import { Targets } from '../../../api/webhook-sending/targets.js';

const v4 = (address: string) => ({ address, family: 4 });
const named = (names: Record<string, string[]>, anywhere = false) =>
  new Targets({
    anywhere,
    resolve: (name) => Promise.resolve((names[name] ?? []).map(v4)),
  });
const strict = new Targets({ anywhere: false });
const sandbox = new Targets({ anywhere: true });

describe('a target in production', () => {
  it('is a public https URL, with any port', async () => {
    const targets = named({ 'example.com': ['93.184.216.34'] });
    await expect(targets.check('https://example.com:8443/hooks?of=scrip')).resolves.toBe(undefined);
    await expect(strict.check('https://1.1.1.1/hooks')).resolves.toBe(undefined);
  });

  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://user:pass@example.com/',
    'https://user@example.com/',
    'https://example.com/#part',
    'https://',
    'example.com',
    '',
    `https://example.com/${'x'.repeat(2_048)}`,
  ])('is not %s', async (url) => {
    await expect(strict.check(url)).rejects.toThrow(/^(expected|must)/);
  });

  it('is told which schemes will do', async () => {
    const ftp = 'ftp://example.com/';
    await expect(strict.check(ftp)).rejects.toThrow(/with https$/);
    await expect(sandbox.check(ftp)).rejects.toThrow(/with https or http$/);
  });

  it.each([
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'https://localhost./',
  ])('is not in our network: %s', async (url) => {
    await expect(strict.check(url)).rejects.toThrow('must');
  });

  it('is no name that leads into our network, not even beside a public address', async () => {
    const targets = named({
      'inner.example': ['10.0.0.1'],
      'two.example': ['1.1.1.1', '10.0.0.1'],
    });
    await expect(targets.check('https://inner.example/')).rejects.toThrow('public Internet');
    await expect(targets.check('https://two.example/')).rejects.toThrow('public Internet');
  });

  it('is refused at the connection when its name leads elsewhere than when it was registered', async () => {
    let asked = 0;
    const targets = new Targets({
      anywhere: false,
      resolve: () => Promise.resolve([v4(asked++ === 0 ? '93.184.216.34' : '127.0.0.1')]),
    });
    await expect(targets.check('https://rebound.example/')).resolves.toBe(undefined);
    const sender = new Sender(targets);
    const attempted = await sender.send({ url: 'https://rebound.example/', headers: {}, body: '' });
    expect(attempted).toMatchObject({ status: null, error: expect.stringContaining('public') });
    sender.close();
  });

  it('is never connected to when the URL itself names our network', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end());
    server.on('connection', () => connections++);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const sender = new Sender(strict);
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]']) {
      const url = `https://${host}:${port}/`;
      expect((await sender.send({ url, headers: {}, body: '' })).status).toBe(null);
    }
    expect(connections).toBe(0);
    sender.close();
    server.close();
  });
});

describe('a target in the sandbox', () => {
  it.each(['http://127.0.0.1:4000/', 'http://localhost/', 'https://example.com/'])(
    'may be %s',
    async (url) => {
      await expect(sandbox.check(url)).resolves.toBe(undefined);
    },
  );

  it.each(['http://user:pass@localhost/', 'ftp://localhost/', 'nonsense'])(
    'is still not %s',
    async (url) => {
      await expect(sandbox.check(url)).rejects.toThrow(/^(expected|must)/);
    },
  );
});
