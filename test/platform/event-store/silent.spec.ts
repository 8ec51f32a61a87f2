import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EventStore, StoreUnavailable } from '../../../platform/event-store/event-store.js';
import { OperationsIndex } from '../../../platform/event-store/operations.js';
import { StreamHeads } from '../../../sandbox/eventstore/storage/heads.js';
import { newKey } from '../../support/product/app.js';
import { purseOf } from '../../support/domain/purse.js';

/** What is frozen: it takes connections, and says nothing. */
let frozen: Server;
const sockets = new Set<Socket>();
let connections = 0;
let address: string;
beforeAll(async () => {
  frozen = createServer((socket) => {
    connections += 1;
    sockets.add(socket.on('error', () => undefined));
  });
  await once(frozen.listen(0, '127.0.0.1'), 'listening');
  address = `127.0.0.1:${(frozen.address() as AddressInfo).port}`;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  frozen.close();
});

const purse = purseOf(1_000n);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an event store that says nothing', () => {
  it('is given up after 5 s by all who wait for a stream, whenever they came', async () => {
    const pool = new pg.Pool({ host: '127.0.0.1', port: 1 });
    const url = `esdb://${address}?tls=false`;
    const operations = new OperationsIndex(pool);
    const store = new EventStore({ url, operations, now: Date.now, maxCacheBytes: 1_000_000 });
    const meta = { commandId: newKey(), inputHash: '', actor: 'key:test' };
    const first = reasonOf(store.load(purse, 'one'));
    await sleep(100);
    const others = [
      store.bookDue(purse, 'one'),
      store.load(purse, 'one'),
      store.execute(purse, 'one', { take: 1n }, meta),
    ].map(reasonOf);
    const reason = await first;
    expect(reason).toBeInstanceOf(StoreUnavailable);
    expect(reason).toHaveProperty('cause.message', 'no answer from the event store in 5000 ms');
    for (const other of await Promise.all(others)) expect(other).toBe(reason);
    await store.close();
    await pool.end();
  });
});

describe('the table of a node that says nothing', () => {
  it('is given up by all who wait to know where a stream ends, whenever they came', async () => {
    const [host, port] = address.split(':');
    const pool = new pg.Pool({ host, port: Number(port), connectionTimeoutMillis: 500, max: 1 });
    const heads = new StreamHeads(pool);
    const before = connections;
    const first = reasonOf(heads.known('first'));
    await sleep(100);
    const second = reasonOf(heads.known('second'));
    for (const reason of [await first, await second]) {
      expect(reason).toHaveProperty('message', 'the table of events cannot be read');
    }
    expect(connections - before).toBe(1);
    await pool.end();
  });
});
