import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '../../platform/event-store/connection/connection.js';
import { startNode, type EventStoreNode } from '../../sandbox/eventstore/node.js';
import { debit, opened, Story } from '../support/domain/account.js';
import { TestLog } from '../support/domain/log.js';
import { createDatabase, type TestDatabase } from '../support/stores/postgres.js';
import { openReadHarness, type ReadHarness } from '../support/product/projections.js';

const DEBITS = 4_000;
/** More at once than the store lets a live reader be behind. */
const EVENTS_PER_APPEND = 100;

describe('projections at a store that ends slow readers', () => {
  let database: TestDatabase;
  let node: EventStoreNode;
  let harness: ReadHarness;
  let writer: Connection;
  let reader: Connection;
  beforeAll(async () => {
    database = await createDatabase();
    node = await startNode({ databaseUrl: database.url, port: 0, version: '23.10' });
    harness = await openReadHarness();
    writer = new Connection(node.url);
    reader = new Connection(node.url);
  });
  afterAll(async () => {
    await harness.close();
    await Promise.all([writer.close(), reader.close()]);
    await node.stop();
    await database.drop();
  });

  it('keep up with one busy account in one session', async () => {
    const story = new Story();
    opened()(story);
    for (let i = 0; i < DEBITS; i += 1) debit(0.001)(story);
    const log = new TestLog();
    const events = log.write('account-acme', story.events).map((event) => ({
      id: event.id,
      type: event.type,
      data: JSON.stringify(event.data),
      metadata: JSON.stringify(event.metadata),
    }));
    harness.start((after, signal) => reader.subscribe({ after, prefixes: ['account-'], signal }));
    await harness.heard('up to date');
    let position = -1n;
    for (let first = 0; first < events.length; first += EVENTS_PER_APPEND) {
      const some = events.slice(first, first + EVENTS_PER_APPEND);
      const outcome = await writer.append('account-acme', some, first - 1);
      if (outcome.kind !== 'appended') throw new Error(outcome.kind);
      ({ position } = outcome);
    }
    await harness.reached(position);
    expect(reader.resumptions).toBeGreaterThan(0);
    expect(harness.said.filter(({ level }) => level !== 30)).toEqual([]);
    const { book } = log.account('acme');
    expect(await harness.rows('SELECT available FROM read.balances')).toEqual([
      { available: book.available.toString() },
    ]);
  });
});
