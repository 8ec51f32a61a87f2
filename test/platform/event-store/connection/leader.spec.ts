import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Metadata, status } from '@grpc/grpc-js';
import { Connection } from '../../../../platform/event-store/connection/connection.js';
import { startStoreProxy, type StoreProxy } from '../../../support/stores/store-proxy.js';
import { openStoreHarness, type StoreHarness } from '../../../support/stores/store.js';

let harness: StoreHarness;
let follower: StoreProxy;
beforeAll(async () => {
  harness = await openStoreHarness();
  follower = await startStoreProxy(harness.url);
});
afterAll(async () => {
  follower.close();
  await harness.close();
});

/** What a follower says to whoever wants the leader alone. */
function notLeader(leader: URL) {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', leader.hostname);
  metadata.set('leader-endpoint-port', leader.port);
  return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
}

describe('reading a stream', () => {
  it('asks the leader where the client has come to a follower that is behind', async () => {
    const stream = `account-${randomUUID()}`;
    const event = { id: randomUUID(), type: 'Something', data: '{}', metadata: '{}' };
    await harness.open().connection.append(stream, [event], -1);
    let asked = 0;
    follower.onReply = ({ method, requiresLeader }, message) => {
      if (!method.endsWith('/Read')) return message;
      asked += 1;
      // Without being asked for the leader, it answers without the event, which it has not yet.
      return requiresLeader ? notLeader(new URL(harness.url)) : 'lost';
    };
    const connection = new Connection(follower.url);
    const read = await connection.readForwards(stream, 0, 10).finally(() => connection.close());
    expect(read.map(({ id }) => id)).toEqual([event.id]);
    expect(asked).toBe(1);
  });
});
