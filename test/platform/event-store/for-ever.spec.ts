import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { AccountEvent } from '../../../domain/account/events.js';
import { EventStore, type Executed } from '../../../platform/event-store/event-store.js';
import { OperationsIndex } from '../../../platform/event-store/operations.js';
import { operations } from '../../../projections/read-models/operations.js';
import { startNode, type EventStoreNode } from '../../../sandbox/eventstore/node.js';
import {
  openReadHarness,
  type ReadHarness,
  type Runner,
} from '../../support/product/projections.js';
import { purseOf } from '../../support/domain/purse.js';

/** More than a process may hold the ids of, on one stream. */
const OPERATIONS = 60_000;
const SENT_AT_ONCE = 6_000;
const LIMIT_MS = 120_000;
const purse = purseOf(10n ** 15n);

let harness: ReadHarness;
let node: EventStoreNode;
let projecting: Runner;
/** The process that takes all of them, and processes that start after it. */
let first: EventStore;
const stores: EventStore[] = [];

function openProcess(): EventStore {
  const store = new EventStore({
    url: node.url,
    operations: new OperationsIndex(harness.pool),
    now: Date.now,
    maxCacheBytes: 50_000_000,
  });
  stores.push(store);
  return store;
}

const send = (store: EventStore, key: string, inputHash = 'input') =>
  store.execute(purse, 'busy', { take: 1n }, { commandId: key, inputHash, actor: 'key:test' });
const revisionIn = async (store: EventStore) => (await store.load(purse, 'busy')).revision;
/** Half of the keys say when they were made, half say nothing. */
const keyOf = (n: number) => (n % 2 ? v7() : `order-${n}`);

/** Keys to be sent again, oldest first, with what each was answered. */
const answered = new Map<string, Executed<AccountEvent>>();
const WATCHED = [0, 1, 100, 101, 9_998, 9_999, 30_000, 30_001, 59_998, 59_999];

beforeAll(async () => {
  harness = await openReadHarness();
  node = await startNode({ databaseUrl: harness.url, port: 0 });
  first = openProcess();
  projecting = harness.start(
    (after, signal) => first.connection.subscribe({ after, prefixes: ['account-'], signal }),
    { projections: [operations] },
  );
});
afterAll(async () => {
  await projecting.stop();
  await Promise.all(stores.map((store) => store.close()));
  await node.stop();
  await harness.close();
});

describe('a key on an account with 60,000 operations', () => {
  it(
    'is taken each time, however many were before it',
    async () => {
      for (let from = 0; from < OPERATIONS; from += SENT_AT_ONCE) {
        const keys = Array.from({ length: SENT_AT_ONCE }, (_, n) => keyOf(from + n));
        const answers = await Promise.all(keys.map((key) => send(first, key)));
        for (const n of WATCHED) {
          const key = keys[n - from];
          const answer = answers[n - from];
          if (key !== undefined && answer) answered.set(key, answer);
        }
      }
      expect(answered.size).toBe(WATCHED.length);
      expect(await revisionIn(first)).toBe(OPERATIONS - 1);
    },
    LIMIT_MS,
  );

  it('gives its first answer again, and nothing happens', async () => {
    for (const [key, answer] of answered) {
      expect(await send(first, key)).toEqual({ ...answer, hit: true });
    }
    expect(await revisionIn(first)).toBe(OPERATIONS - 1);
  });

  it('gives the same answer in a process that has just started, a hundred times at once', async () => {
    const restarted = openProcess();
    const keys = [...answered.keys()];
    const often = Array.from({ length: 100 }, (_, n) => keys[n % keys.length] ?? '');
    const answers = await Promise.all(often.map((key) => send(restarted, key)));
    answers.forEach((answer, n) => {
      expect(answer).toEqual({ ...answered.get(often[n] ?? ''), hit: true });
    });
    expect(await revisionIn(restarted)).toBe(OPERATIONS - 1);
  });

  it('is refused where it means something else', async () => {
    for (const store of [first, openProcess()]) {
      for (const key of answered.keys()) {
        const other = send(store, key, 'another input');
        await expect(other).rejects.toMatchObject({ code: 'idempotency_mismatch' });
      }
    }
    expect(await revisionIn(first)).toBe(OPERATIONS - 1);
  });

  it('is neither repeated nor believed new when the table has lost more than can be read back', async () => {
    await projecting.stop();
    await harness.pool.query('DELETE FROM app.operations');
    await harness.pool.query('UPDATE app.checkpoints SET position = 0');
    const restarted = openProcess();
    const [oldest = ''] = answered.keys();
    for (const key of [oldest, 'never seen']) {
      const asked = send(restarted, key);
      await expect(asked).rejects.toMatchObject({ name: 'StoreUnavailable' });
    }
    expect(await revisionIn(restarted)).toBe(OPERATIONS - 1);
  });

  it('needs no table when it is a UUIDv7 younger than all that were let go of', async () => {
    await expect(send(first, v7())).resolves.toMatchObject({ hit: false });
    expect(await revisionIn(first)).toBe(OPERATIONS);
  });
});
