import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { Connection } from '../../../../platform/event-store/connection/connection.js';
import {
  startStoreProxy,
  type PassedCall,
  type StoreProxy,
} from '../../../support/stores/store-proxy.js';
import { openStoreHarness, type StoreHarness } from '../../../support/stores/store.js';

const TOO_SLOW = { code: status.ABORTED, details: 'Consumer too slow to handle event while live.' };
const BEFORE = 120;
const WHILE_LIVE = 80;

let harness: StoreHarness;
let proxy: StoreProxy;
let writer: Connection;
let reader: Connection;

beforeAll(async () => {
  harness = await openStoreHarness();
  proxy = await startStoreProxy(harness.url);
  writer = new Connection(harness.url);
  reader = new Connection(proxy.url);
});
afterEach(() => {
  proxy.onReply = (_call, message) => message;
});
afterAll(async () => {
  await Promise.all([reader.close(), writer.close()]);
  proxy.close();
  await harness.close();
});

const isSubscription = ({ method, request }: PassedCall): boolean =>
  method.endsWith('/Read') &&
  request !== undefined &&
  streams.ReadReq.deserializeBinary(request).getOptions()?.hasSubscription() === true;

/** Ends each subscription after so many messages, the next number for each; then none any more. */
function endAfter(messages: readonly number[], ending = TOO_SLOW): void {
  const calls = new Map<Buffer, number | undefined>();
  let next = 0;
  proxy.onReply = (call, message) => {
    if (!isSubscription(call) || !call.request) return message;
    if (!calls.has(call.request)) {
      // One of the test before, which is about to hear that nobody follows any more.
      if (call.passed > 0) return message;
      calls.set(call.request, messages[next++]);
    }
    const limit = calls.get(call.request);
    return limit !== undefined && call.passed >= limit ? ending : message;
  };
}

/** Appends so many events, ten at a time; gives their ids. */
async function write(prefix: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let first = 0; first < count; first += 10) {
    const events = ids
      .slice(first, first + 10)
      .map((id) => ({ id, type: 'Something', data: '{}', metadata: '{}' }));
    const outcome = await writer.append(`${prefix}${randomUUID()}`, events, -1);
    expect(outcome.kind).toBe('appended');
  }
  return ids;
}

/** Follows until so many events came; tells when it has been live. */
async function follow(prefix: string, count: number, onLive: () => void): Promise<string[]> {
  const ids: string[] = [];
  for await (const { events, caughtUp } of reader.subscribe({ after: null, prefixes: [prefix] })) {
    ids.push(...events.map(({ id }) => id));
    if (caughtUp) onLive();
    if (ids.length >= count) break;
  }
  return ids;
}

describe('a subscription', () => {
  it('brings every event once and in order, however often the store ends its calls', async () => {
    const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 8 });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), cuts, async (first, others) => {
        const prefix = `run${(runs += 1)}-`;
        endAfter([first, ...others]);
        const resumed = reader.resumptions;
        const early = await write(prefix, BEFORE);
        let goLive: () => void = () => undefined;
        const live = new Promise<void>((resolve) => (goLive = resolve));
        const following = follow(prefix, BEFORE + WHILE_LIVE, goLive);
        await Promise.race([live, following]);
        const late = await write(prefix, WHILE_LIVE);
        expect(await following).toEqual([...early, ...late]);
        expect(reader.resumptions - resumed).toBeGreaterThan(0);
      }),
      { numRuns: 15 },
    );
  });

  it('goes on at once behind the last event, and says how often it had to', async () => {
    endAfter([40, 40, 40]);
    const resumed = reader.resumptions;
    const ids = await write('counted-', BEFORE);
    expect(await follow('counted-', BEFORE, () => undefined)).toEqual(ids);
    // A store of version 23.10 may have ended it besides.
    expect(reader.resumptions - resumed).toBeGreaterThanOrEqual(3);
  });

  it('goes on when the store restarts', async () => {
    const early = await write('restart-', 20);
    let goLive: () => void = () => undefined;
    const live = new Promise<void>((resolve) => (goLive = resolve));
    const following = follow('restart-', 40, goLive);
    await live;
    await harness.stopNode();
    await harness.startNode();
    const late = await write('restart-', 20);
    expect(await following).toEqual([...early, ...late]);
  });

  it('ends with what the store says where it refuses, at first and later', async () => {
    const refused = { code: status.PERMISSION_DENIED, details: 'Access Denied' };
    const ended = () => follow('refused-', 1, () => undefined);
    endAfter([0], refused);
    await expect(ended()).rejects.toThrow('asks for a user');
    endAfter([1], refused);
    await expect(ended()).rejects.toThrow('asks for a user');
  });

  it('is given up when the store ends it again and again before any event', async () => {
    endAfter(Array.from({ length: 100 }, () => 1));
    const ended = follow('fruitless-', 1, () => undefined);
    await expect(ended).rejects.toMatchObject({ code: status.ABORTED });
  });
});
