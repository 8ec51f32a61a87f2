import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { ResolvedEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startNode } from '../../../sandbox/eventstore/node.js';
import type { EventStoreNode } from '../../../sandbox/eventstore/node.js';
import { rejection } from '../../contract/store.js';
import { createDatabase } from '../../support/stores/postgres.js';
import type { TestDatabase } from '../../support/stores/postgres.js';

// Nothing that is asked of the node is ignored.

let database: TestDatabase;
let node: EventStoreNode;
let client: EventStoreDBClient;

beforeAll(async () => {
  database = await createDatabase();
  node = await startNode({ databaseUrl: database.url, port: 0 });
  client = EventStoreDBClient.connectionString(node.url);
});

afterAll(async () => {
  await client.dispose();
  await node.stop();
  await database.drop();
});

const event = () => jsonEvent({ type: 'T', data: {} });

async function read(stream: string): Promise<ResolvedEvent['event'][]> {
  const events = [];
  for await (const resolved of client.readStream(stream)) events.push(resolved.event);
  return events;
}

describe('the node', () => {
  it('does not serve what the application does not use', async () => {
    const unimplemented = { code: 12 };
    await client.appendToStream('s', event());
    expect(await rejection(client.deleteStream('s'))).toMatchObject(unimplemented);
    expect(await rejection(client.tombstoneStream('s'))).toMatchObject(unimplemented);
    expect(await read('s')).toHaveLength(1);
  });

  it.each([
    ['$maxAge', { maxAge: 60 }],
    ['$cacheControl', { cacheControl: 60 }],
    ['$acl', { acl: { readRoles: ['ops'] } }],
    ['$tb', { truncateBefore: 2 ** 63 }],
  ])('refuses %s in the metadata of a stream, and keeps what was there', async (name, metadata) => {
    await client.setStreamMetadata('s', { maxCount: 5 });
    const setting = () => client.setStreamMetadata('s', { maxCount: 5, ...metadata });
    expect(String(await rejection(setting()))).toContain(name);
    expect((await client.getStreamMetadata('s')).metadata).toEqual({ maxCount: 5 });
  });

  it('refuses metadata that is no object', async () => {
    const nothing = jsonEvent({ type: '$metadata', data: [] as unknown as { none: string } });
    expect(String(await rejection(client.appendToStream('$$s', nothing)))).toMatch(/JSON/);
  });

  it('refuses to resolve links', async () => {
    await client.appendToStream('linked', event());
    const resolveLinkTos = true;
    for (const reading of [
      client.readStream('linked', { resolveLinkTos }),
      client.readAll({ resolveLinkTos }),
      client.subscribeToStream('linked', { resolveLinkTos }),
      client.subscribeToAll({ resolveLinkTos }),
    ]) {
      const all = async () => {
        for await (const _ of reading) throw new Error('it brings something');
      };
      expect(String(await rejection(all()))).toMatch(/resolveLinkTos/);
    }
  });

  it.each([
    ['without a name', ''],
    ['with the name of the log', '$all'],
    ['with a NUL in its name', 'a\0b'],
    ['with a name too long to index', 'x'.repeat(2_001)],
  ])('refuses a stream %s and goes on', async (_, stream) => {
    const [refused, done] = await Promise.allSettled([
      client.appendToStream(stream, event()),
      client.appendToStream('good', event()),
    ]);
    expect(refused.status).toBe('rejected');
    expect(done.status).toBe('fulfilled');
  });
});
