import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { Connection } from '../../../../platform/event-store/connection/connection.js';
import { startStoreProxy, type StoreProxy } from '../../../support/stores/store-proxy.js';
import { openStoreHarness, type StoreHarness } from '../../../support/stores/store.js';

let harness: StoreHarness;
let proxy: StoreProxy;
let connection: Connection;

beforeAll(async () => {
  harness = await openStoreHarness();
  proxy = await startStoreProxy(harness.url);
  connection = new Connection(proxy.url);
});
afterEach(() => {
  jest.restoreAllMocks();
  proxy.onReply = (_call, message) => message;
});
afterAll(async () => {
  await connection.close();
  proxy.close();
  await harness.close();
});

const newEvents = () => [{ id: randomUUID(), type: 'Something', data: '{}', metadata: '{}' }];
const isAppend = (method: string) => method.endsWith('/BatchAppend');

describe('an append', () => {
  it('learns where its events are when the reply does not say so', async () => {
    proxy.onReply = ({ method }, message) => {
      if (!isAppend(method)) return message;
      const reply = streams.BatchAppendResp.deserializeBinary(message);
      reply.getSuccess()?.setNoPosition(new shared.Empty());
      return Buffer.from(reply.serializeBinary());
    };
    const stream = `account-${randomUUID()}`;
    const [first, second] = [newEvents(), newEvents()];
    await connection.append(stream, first, -1);
    const outcome = await connection.append(stream, second, 0);
    const [, stored] = await connection.readForwards(stream, 0, 2);
    expect(stored?.id).toBe(second[0]?.id);
    expect(outcome).toEqual({ kind: 'appended', position: stored?.position });
    expect(await connection.append(stream, second, 0)).toEqual(outcome);
  });

  it('is told that nobody knows when no answer comes, though the clock is set back', async () => {
    proxy.onReply = ({ method }, message) => (isAppend(method) ? 'lost' : message);
    const waiting = connection.append(`account-${randomUUID()}`, newEvents(), -1);
    await sleep(100);
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000);
    const answer = await Promise.race([waiting, sleep(15_000, 'none', { ref: false })]);
    expect(answer).toMatchObject({ kind: 'unknown' });
  });

  it('is told at once that nobody knows when the store lets go of its call', async () => {
    for (const ending of [
      { code: status.UNAVAILABLE, details: 'the leader has gone' },
      { code: status.OK, details: '' },
    ]) {
      proxy.onReply = ({ method }, message) => (isAppend(method) ? ending : message);
      const stream = `account-${randomUUID()}`;
      const events = newEvents();
      const startedMs = performance.now();
      // Each of the calls side by side, so that none is left from before.
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map(() => connection.append(`account-${randomUUID()}`, newEvents(), -1)),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('unknown'));
      proxy.onReply = (_call, message) => message;
      expect(await connection.append(stream, events, -1)).toMatchObject({ kind: 'appended' });
      expect(performance.now() - startedMs).toBeLessThan(4_000);
    }
  });

  it('is sent again and again where a leader was lost, until somebody answers', async () => {
    const gone = { code: status.UNAVAILABLE, details: 'the leader has gone' };
    proxy.onReply = ({ method }, message) => (isAppend(method) ? gone : message);
    await connection.append(`account-${randomUUID()}`, newEvents(), -1);
    // More than are sent in the time of an append to a store that is merely slow.
    let lost = 6;
    proxy.onReply = ({ method }, message) => (isAppend(method) && lost-- > 0 ? 'lost' : message);
    const outcome = await connection.append(`account-${randomUUID()}`, newEvents(), -1);
    expect(outcome).toMatchObject({ kind: 'appended' });
  });
});
