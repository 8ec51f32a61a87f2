import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { freePort } from '../../../../sandbox/processes/ports.js';
import { readStoreAddress } from '../../../../platform/config/event-store-address.js';
import { Connection } from '../../../../platform/event-store/connection/connection.js';
import { explainStore } from '../../../../platform/event-store/connection/explain.js';
import {
  isStoreUnavailable,
  StoreUnavailable,
} from '../../../../platform/event-store/connection/failures.js';
import { loggedAs } from '../../../../platform/failures/expected-failure.js';
import { answered } from '../../../../platform/health/health.js';
import { CERTIFICATE, CERTIFICATE_KEY } from '../../../support/stores/certificate.js';
import { openReadHarness, until, type ReadHarness } from '../../../support/product/projections.js';
import { startProjections } from '../../../support/product/processes.js';
import { startStoreProxy, type StoreProxy } from '../../../support/stores/store-proxy.js';
import { openStoreHarness, type StoreHarness } from '../../../support/stores/store.js';

const PASSWORD = 'hush-hush';

let harness: StoreHarness;
let proxy: StoreProxy;
let secured: Server;
let securedPort: number;
let folder: string;
/** Speaks HTTP/1. */
let other: http.Server;
/** Ends each connection. */
let closing: net.Server;

beforeAll(async () => {
  harness = await openStoreHarness();
  const event = { id: randomUUID(), type: 'Something', data: '{}', metadata: '{}' };
  await harness.open().connection.append(`account-${randomUUID()}`, [event], -1);
  proxy = await startStoreProxy(harness.url);
  other = http.createServer((_request, response) => response.end('hello'));
  closing = net.createServer((socket) => socket.end());
  for (const server of [other, closing]) await once(server.listen(0, '127.0.0.1'), 'listening');
  folder = await mkdtemp(join(tmpdir(), 'scrip-ca-'));
  await writeFile(join(folder, 'ca.pem'), CERTIFICATE);
  const pair = { cert_chain: Buffer.from(CERTIFICATE), private_key: Buffer.from(CERTIFICATE_KEY) };
  secured = new Server();
  securedPort = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createSsl(null, [pair]);
    secured.bindAsync('127.0.0.1:0', credentials, (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
});
afterAll(async () => {
  secured.forceShutdown();
  other.close();
  closing.close();
  proxy.close();
  await harness.close();
  await rm(folder, { recursive: true });
});

function portOf(server: net.Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** What the log and `/health/ready` say of an event store that is asked where its log ends. */
async function saidOf(url: string): Promise<{ logged: object; ready: string }> {
  const connection = new Connection(url);
  try {
    const logged = await connection.head().then(() => ({}), loggedAs);
    return { logged, ready: await answered(connection.head().then(() => 'ok')) };
  } finally {
    await connection.close();
  }
}

const refusing = (code: status) => {
  proxy.onReply = () => ({ code, details: 'no' });
  const { port } = new URL(proxy.url.replace('esdb:', 'http:'));
  return { anonymous: proxy.url, known: `esdb://sam:${PASSWORD}@127.0.0.1:${port}?tls=false` };
};
const plainPort = () => new URL(harness.url.replace('esdb:', 'http:')).port;

describe('an event store that refuses', () => {
  const cases: readonly [string, () => string | Promise<string>, RegExp, RegExp][] = [
    [
      'a password',
      () => refusing(status.UNAUTHENTICATED).known,
      /refuses the user or password: correct them in EVENTSTORE_URL/,
      /user or password is refused \(EVENTSTORE_URL\)/,
    ],
    [
      'whoever names no user',
      () => refusing(status.PERMISSION_DENIED).anonymous,
      /asks for a user: write esdb:\/\/user:password@/,
      /a user is asked for \(EVENTSTORE_URL\)/,
    ],
    [
      'a password that is not sent',
      () => refusing(status.PERMISSION_DENIED).known,
      /remove tls=false from EVENTSTORE_URL/,
      /no password is sent with tls=false/,
    ],
    [
      'what it does not know',
      () => refusing(status.UNIMPLEMENTED).anonymous,
      /EventStoreDB 23.10 or later is needed/,
      /too old, or no EventStoreDB/,
    ],
    [
      'with a certificate that nobody trusts',
      () => `esdb://sam:${PASSWORD}@127.0.0.1:${securedPort}`,
      /is not trusted: name its CA in tlsCAFile of EVENTSTORE_URL/,
      /certificate is not trusted: tlsCAFile/,
    ],
    [
      'with the certificate of another host',
      () => `esdb://sam:${PASSWORD}@127.0.0.1:${securedPort}?tlsCAFile=${join(folder, 'ca.pem')}`,
      /is for another host: write a name it holds in EVENTSTORE_URL/,
      /certificate is for another host/,
    ],
    [
      'a connection without TLS',
      () => `esdb://127.0.0.1:${securedPort}?tls=false`,
      /remove tls=false from EVENTSTORE_URL if it speaks TLS/,
      /ends connections without TLS: tls/,
    ],
    [
      'a connection with TLS',
      () => `esdb://127.0.0.1:${plainPort()}`,
      /speaks no TLS: write tls=false in EVENTSTORE_URL/,
      /speaks no TLS: tls/,
    ],
    [
      'under a name that no host has',
      () => 'esdb://no-host.invalid:2113?tls=false',
      /no host is called no-host.invalid:2113: correct EVENTSTORE_URL/,
      /its host is not found/,
    ],
    [
      'by being away',
      () => 'esdb://127.0.0.1:1?tls=false',
      /^no event store answers at 127.0.0.1:1: start it, or correct EVENTSTORE_URL$/,
      /^no server answers \(EVENTSTORE_URL\)$/,
    ],
    [
      'with what is no EventStoreDB',
      () => `esdb://127.0.0.1:${portOf(other)}?tls=false`,
      /^what answers at 127.0.0.1:\d+ is no EventStoreDB: correct EVENTSTORE_URL$/,
      /^what answers is no EventStoreDB \(EVENTSTORE_URL\)$/,
    ],
    [
      'with TLS that is ended',
      () => `esdb://127.0.0.1:${portOf(closing)}`,
      /^the server at 127.0.0.1:\d+ ends a connection with TLS: write tls=false in EVENTSTORE_URL/,
      /^it ends connections with TLS: tls/,
    ],
    [
      'as every node of a cluster',
      () => `esdb://sam:${PASSWORD}@127.0.0.1:${securedPort},127.0.0.1:1?maxDiscoverAttempts=1`,
      /none of 127.0.0.1:\d+, 127.0.0.1:1 tells .* look at .* tls, tlsCAFile and user/,
      /no node of the cluster answers/,
    ],
  ];
  it.each(cases)('%s: says so, and where to look', async (_what, url, reason, brief) => {
    const { logged, ready } = await saidOf(await url());
    expect(logged).toEqual({ reason: expect.stringMatching(reason) });
    expect(ready).toMatch(brief);
    expect(JSON.stringify([logged, ready])).not.toContain(PASSWORD);
    // Whoever asks for health need not know where the store is.
    expect(ready).not.toContain('127.0.0.1');
  });
});

describe('an event store that went away', () => {
  const away = 'no event store answers at a:2113: start it, or correct EVENTSTORE_URL';
  const none = 'what answers at a:2113 is no EventStoreDB: correct EVENTSTORE_URL';
  it.each([
    ['14 UNAVAILABLE: read ECONNRESET', away],
    ['14 UNAVAILABLE: Connection dropped', away],
    ['14 UNAVAILABLE: No connection established. Last error: connect EHOSTUNREACH a:2113', away],
    ['14 UNAVAILABLE: No connection established. Last error: null. Resolution note: ', away],
    ['14 UNAVAILABLE: No connection established. Last error: Protocol error (10:00Z)', none],
    ['13 INTERNAL: Received HTTP status code 400', none],
    [
      '14 UNAVAILABLE: Received HTTP status code 503',
      'the proxy at a:2113 reaches no event store: start it, or correct EVENTSTORE_URL',
    ],
  ])('is spoken of in one sentence, whatever gRPC says: %s', (said, text) => {
    const address = readStoreAddress(`esdb://sam:${PASSWORD}@a:2113?tls=false`);
    const error = Object.assign(new Error(said), { code: status.UNAVAILABLE });
    const lost = new StoreUnavailable('no events come', 1, {
      cause: explainStore(error, address),
    });
    expect(loggedAs(lost)).toEqual({ reason: `no events come: ${text}` });
  });

  it('is away for whoever asks, as what answers and is none is not', () => {
    const address = readStoreAddress('esdb://a:2113?tls=false');
    const of = (said: string) => explainStore(new Error(said), address);
    expect(isStoreUnavailable(of('connect ECONNREFUSED'))).toBe(true);
    expect(isStoreUnavailable(of('Last error: Protocol error'))).toBe(false);
  });

  it('keeps what it says itself', () => {
    const address = readStoreAddress('esdb://a:2113?tls=false');
    const error = Object.assign(new Error('14 UNAVAILABLE: Server Is Too Busy'), {
      code: status.UNAVAILABLE,
    });
    expect(explainStore(error, address)).toBe(error);
  });
});

describe('a process that an event store refuses', () => {
  let databases: ReadHarness;
  beforeAll(async () => {
    databases = await openReadHarness();
  });
  afterAll(() => databases.close());

  it('says why once in its log, and whenever it is asked for its health', async () => {
    const { known } = refusing(status.UNAUTHENTICATED);
    const port = await freePort();
    const environment = { SCRIP_PROJECTIONS_PORT: `${port}` };
    const running = startProjections(databases.url, known, environment);
    try {
      await until(
        () => running.said.includes('trying again'),
        'a reason',
        () => running.said,
      );
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
      expect(await answer.json()).toMatchObject({
        checks: { event_store: 'the user or password is refused (EVENTSTORE_URL)' },
      });
      // Tries go on meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      const lines = running.said.split('\n').filter((line) => line.includes('trying again'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('refuses the user or password: correct them in EVENTSTORE_URL');
      expect(running.said).not.toContain(PASSWORD);
    } finally {
      running.send('SIGKILL');
      await running.ended();
    }
  });
});
