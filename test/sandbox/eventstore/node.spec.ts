import { EventStoreDBClient, binaryEvent, jsonEvent } from '@eventstore/db-client';
import type { ResolvedEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startNode } from '../../../sandbox/eventstore/node.js';
import type { EventStoreNode } from '../../../sandbox/eventstore/node.js';
import { createDatabase } from '../../support/stores/postgres.js';
import type { TestDatabase } from '../../support/stores/postgres.js';

// What is true of our node alone: its database, its lock, its limits.

let database: TestDatabase;
let node: EventStoreNode;
let client: EventStoreDBClient;
let sql: pg.Client;

beforeEach(async () => {
  database = await createDatabase();
  node = await startNode({ databaseUrl: database.url, port: 0 });
  client = EventStoreDBClient.connectionString(node.url);
  sql = new pg.Client({ connectionString: database.url });
  sql.on('error', () => undefined);
  await sql.connect();
});

afterEach(async () => {
  await client.dispose();
  await node.stop();
  await sql.end();
  await database.drop();
});

const event = (data: Record<string, string> = {}) => jsonEvent({ type: 'T', data });

async function restart(): Promise<void> {
  await client.dispose();
  await node.stop();
  node = await startNode({ databaseUrl: database.url, port: 0 });
  client = EventStoreDBClient.connectionString(node.url);
}

async function read(stream: string): Promise<ResolvedEvent['event'][]> {
  const events = [];
  for await (const resolved of client.readStream(stream)) events.push(resolved.event);
  return events;
}

/** How many events the log has, which the database is asked for. */
async function readAll(): Promise<number> {
  let count = 0;
  for await (const _ of client.readAll({ direction: 'backwards', fromPosition: 'end' })) count += 1;
  return count;
}

async function rejection(work: () => Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await work();
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('it was not rejected');
}

/** Ends the connection that writes, as a network or a restarted server would. */
async function cutTheWriterOff(): Promise<void> {
  await sql.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'event store sandbox: writer' AND datname = current_database()`,
  );
}

/** Waits until so many statements wait for a lock. */
async function waiting(statements: number): Promise<void> {
  await eventually(async () => {
    // Within a transaction, it shows what it has shown first.
    await sql.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await sql.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    expect(rows).toHaveLength(statements);
  });
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 100; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe('the table of events', () => {
  it('is the truth: what is changed in it is what a restarted node tells', async () => {
    await client.appendToStream('s', [event({ n: 'one' }), event({ n: 'two' }), event()]);
    await restart();
    await sql.query(`UPDATE eventstore.events SET data = '{"n":"2"}' WHERE revision = 1`);
    await sql.query('DELETE FROM eventstore.events WHERE revision = 2');
    const events = await read('s');
    expect(events.map((each) => each?.data)).toEqual([{ n: 'one' }, { n: '2' }]);
    await restart();
    const next = await client.appendToStream('s', event(), { expectedRevision: 1n });
    expect(next.position?.commit).toBe(3n);
  });

  it('holds data and metadata byte for byte', async () => {
    const data = Buffer.from([0, 1, 2, 255, 92, 39]);
    await client.appendToStream('s', binaryEvent({ type: 'T', data, metadata: data }));
    const { rows } = await sql.query('SELECT data, metadata, is_json FROM eventstore.events');
    expect(rows).toEqual([{ data, metadata: data, is_json: false }]);
  });

  it('is asked for ids after a restart, so a repetition is known for ever', async () => {
    const first = [event(), event()];
    const original = await client.appendToStream('s', first, { expectedRevision: 'no_stream' });
    await client.appendToStream('s', event());
    await restart();
    const again = () => client.appendToStream('s', first, { expectedRevision: 'no_stream' });
    expect(await again()).toEqual(original);
    expect(await client.appendToStream('s', first)).toEqual(original);
  });
});

describe('an append that comes while the same one is under way', () => {
  const options = { expectedRevision: 'no_stream', deadline: 2_000 } as const;

  it('is not answered before its deadline, and is once the first is committed', async () => {
    const batch = [event(), event()];
    await client.appendToStream('other', event());
    const first = client.appendToStream('s', batch, options);
    const second = rejection(() => client.appendToStream('s', batch, options));
    const original = await first;
    expect(await second).toMatchObject({ type: 'deadline-exceeded' });
    expect(await client.appendToStream('s', batch, options)).toEqual(original);
    expect(await read('s')).toHaveLength(2);
  });

  it('is not answered either when the first is already on its way into the table', async () => {
    const batch = [event()];
    const held = 'LOCK TABLE eventstore.events IN SHARE MODE';
    await client.appendToStream('other', event());
    await sql.query(`BEGIN; ${held}`);
    const first = client.appendToStream('s', batch, { ...options, deadline: 10_000 });
    await waiting(1);
    const second = rejection(() => client.appendToStream('s', batch, options));
    // Refused at once, in the same call: by then the node has the second one too.
    await rejection(() => client.appendToStream('$all', event()));
    await sql.query('COMMIT');
    const original = await first;
    expect(await second).toMatchObject({ type: 'deadline-exceeded' });
    expect(await client.appendToStream('s', batch, options)).toEqual(original);
  });
});

describe('losing the database', () => {
  it('is survived: the lock is taken again, and the table says what was written', async () => {
    await client.appendToStream('s', event());
    await cutTheWriterOff();
    const result = await eventually(() => client.appendToStream('s', event()));
    expect(result.nextExpectedRevision).toBe(1n);
    expect(await read('s')).toHaveLength(2);
  });

  it('leaves no append answered that is not there, and none there twice', async () => {
    let going = true;
    const answered = new Map<string, bigint>();
    const callers = Array.from({ length: 8 }, async (_, caller) => {
      const stream = `account-${caller}`;
      while (going) {
        const batch = [event(), event()];
        const expectedRevision = answered.get(stream) ?? 'no_stream';
        // Unknown outcome: the same ids at the same revision again, as the application does.
        const { nextExpectedRevision } = await eventually(() =>
          client.appendToStream(stream, batch, { expectedRevision }),
        );
        answered.set(stream, nextExpectedRevision);
      }
    });
    for (let cut = 0; cut < 4; cut++) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await cutTheWriterOff();
    }
    going = false;
    await Promise.all(callers);
    for (const [stream, revision] of answered) {
      expect(await read(stream)).toHaveLength(Number(revision) + 1);
    }
    expect(answered.size).toBe(8);
  });

  it('ends the node when another one has the lock by then', async () => {
    await cutTheWriterOff();
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    const key = '1399026281, 1881171315';
    for (let taken = false; !taken;) {
      await cutTheWriterOff();
      const { rows } = await other.query(`SELECT pg_try_advisory_lock(${key}) AS taken`);
      taken = rows[0].taken;
    }
    expect((await node.lost).message).toMatch(/another event store node/);
    await other.end();
  });

  it('does not end a subscription that can go on', async () => {
    const subscription = client.subscribeToAll();
    const seen: (string | undefined)[] = [];
    const done = (async () => {
      for await (const { event: recorded } of subscription) {
        seen.push(recorded?.streamId);
        if (seen.length === 2) return;
      }
    })();
    await client.appendToStream('before', event());
    await cutTheWriterOff();
    await eventually(() => client.appendToStream('after', event()));
    await done;
    expect(seen).toEqual(['before', 'after']);
  });
});

describe('the node', () => {
  it('is late where its database is busy, and refuses no read', async () => {
    await client.appendToStream('s', [event()]);
    await restart();
    await sql.query('BEGIN; LOCK TABLE eventstore.events IN ACCESS EXCLUSIVE MODE');
    const reading = Promise.all(Array.from({ length: 6 }, () => readAll()));
    reading.catch(() => undefined);
    await waiting(4);
    // Longer than a connection of another pool is waited for.
    await sleep(4_000);
    await sql.query('ROLLBACK');
    expect(await reading).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('is found by gossip, as the leader', async () => {
    const found = EventStoreDBClient.connectionString(
      `esdb://127.0.0.1:${node.port},127.0.0.1:${node.port}?tls=false&nodePreference=leader`,
    );
    const result = await found.appendToStream('s', event());
    expect(result.success).toBe(true);
    await found.dispose();
  });

  it('brings a subscriber up to date again that fell behind what memory holds', async () => {
    await node.stop();
    node = await startNode({ databaseUrl: database.url, port: 0, recentBytes: 20_000 });
    const other = EventStoreDBClient.connectionString(node.url);
    const told: string[] = [];
    const subscription = other.subscribeToAll();
    subscription.on('caughtUp', () => told.push('caught up'));
    subscription.on('fellBehind', () => told.push('fell behind'));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    for (let batch = 0; batch < 40; batch++) {
      const block = 'x'.repeat(10_000);
      await other.appendToStream(
        'big',
        Array.from({ length: 20 }, () => event({ block })),
      );
    }
    const revisions: number[] = [];
    for await (const { event: recorded } of subscription) {
      revisions.push(Number(recorded?.revision));
      if (revisions.length === 800) break;
    }
    expect(revisions).toEqual(Array.from({ length: 800 }, (_, revision) => revision));
    expect(told.slice(0, 2)).toEqual(['caught up', 'fell behind']);
    await other.dispose();
  });
});
