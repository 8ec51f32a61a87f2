import pg from 'pg';
import { EventStore, type EventStoreOptions } from '../../../platform/event-store/event-store.js';
import { OperationsIndex } from '../../../platform/event-store/operations.js';
import { startTestNode } from './node.js';
import { createDatabase } from './postgres.js';

/** A node with a database of its own, and as many processes on it as a test wants. */
export interface StoreHarness {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Another process on the same stores. */
  open(options?: Partial<EventStoreOptions>): EventStore;
  stopNode(): Promise<void>;
  startNode(): Promise<void>;
  close(): Promise<void>;
}

/** The part of schema `app` that the write side reads. */
const OPERATIONS = `
  CREATE SCHEMA app;
  CREATE TABLE app.operations (
    stream text, command_id text, input_hash text NOT NULL, revision integer NOT NULL,
    position bigint NOT NULL, PRIMARY KEY (stream, command_id));
  CREATE TABLE app.checkpoints (projection text PRIMARY KEY, position bigint NOT NULL);`;

export async function openStoreHarness(): Promise<StoreHarness> {
  const database = await createDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 8 });
  await pool.query(OPERATIONS);
  let node = await startTestNode(database.url);
  const { port, url } = node;
  const stores: EventStore[] = [];
  return {
    url,
    pool,
    open(options = {}) {
      const operations = new OperationsIndex(pool);
      // What a process announces the others hear, as by PostgreSQL's NOTIFY.
      const onContention = (stream: string) =>
        stores.forEach((each) => each.noteContention(stream));
      const usual = { url, operations, now: Date.now, maxCacheBytes: 50_000_000, onContention };
      const store = new EventStore({ ...usual, ...options });
      stores.push(store);
      return store;
    },
    stopNode: () => node.stop(),
    async startNode() {
      node = await startTestNode(database.url, port);
    },
    async close() {
      await Promise.all(stores.map((store) => store.close()));
      await node.stop();
      await pool.end();
      await database.drop();
    },
  };
}
