import { EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import type { JSONEventType, ResolvedEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startNode } from '../../../sandbox/eventstore/node.js';
import type { EventStoreNode } from '../../../sandbox/eventstore/node.js';
import { createDatabase } from '../../support/stores/postgres.js';
import type { TestDatabase } from '../../support/stores/postgres.js';

// How the node treats readers that fall behind, as version 23.10.

let database: TestDatabase;
let node: EventStoreNode;
let client: EventStoreDBClient;

beforeAll(async () => {
  database = await createDatabase();
  node = await startNode({ databaseUrl: database.url, port: 0, version: '23.10' });
  client = EventStoreDBClient.connectionString(node.url);
});

afterAll(async () => {
  await client.dispose();
  await node.stop();
  await database.drop();
});

const events = (count: number) =>
  Array.from({ length: count }, () => jsonEvent({ type: 'T', data: {} }));

const WAYS = {
  'to a stream': (stream: string) => client.subscribeToStream(stream),
  'to the log': (stream: string) =>
    client.subscribeToAll({ filter: streamNameFilter({ prefixes: [stream] }) }),
};

describe.each(Object.entries(WAYS))('a subscription %s', (way, subscribe) => {
  it('goes on with 32 events at once, and is ended with 33', async () => {
    const stream = `live ${way}`;
    const subscription = subscribe(stream);
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    const ended = new Promise((resolve) => subscription.once('error', resolve));
    let seen = 0;
    const took = new Promise<void>((resolve) => {
      subscription.on('data', (_: ResolvedEvent<JSONEventType>) => ++seen === 64 && resolve());
    });
    await client.appendToStream(stream, events(32));
    await client.appendToStream(`not in ${way}`, events(100));
    await client.appendToStream(stream, events(32));
    await took;
    await client.appendToStream(stream, events(33));
    expect(String(await ended)).toContain(
      'Consumer too slow to handle event while live. Client resubscription required.',
    );
    expect(seen).toBe(64);
  });

  it('is ended while it turns live, too', async () => {
    const stream = `turning ${way}`;
    await client.appendToStream(stream, events(1));
    let writing = true;
    const writer = (async () => {
      while (writing) await client.appendToStream(stream, events(33));
    })();
    // Whether it is turning or live when the next append comes is a matter of luck.
    for (let reason = ''; !reason.includes('transitioning to live');) {
      const subscription = subscribe(stream).on('data', () => undefined);
      reason = String(await new Promise((resolve) => subscription.once('error', resolve)));
      expect(reason).toContain('Consumer too slow to handle event while');
    }
    writing = false;
    await writer;
  });
});
