import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { AllStreamResolvedEvent, JSONEventData, ResolvedEvent } from '@eventstore/db-client';
import { VERSIONS } from '../../sandbox/eventstore/behaviour.js';
import type { Version } from '../../sandbox/eventstore/behaviour.js';
import { startNode } from '../../sandbox/eventstore/node.js';
import { createDatabase } from '../support/stores/postgres.js';

/** A store under test. */
export interface Store {
  /** What it says it is: `24.10.0`, and whatever follows. */
  readonly version: string;
  /** The one client of this file. */
  readonly client: EventStoreDBClient;
  /** Whether a sentence holds that is true from this version on: `24.10`. */
  since(version: string): boolean;
  close(): Promise<void>;
}

/** The store that EVENTSTORE_URL names, or our own node as each version, on new databases. */
export async function openStores(): Promise<Store[]> {
  const url = process.env['EVENTSTORE_URL'];
  if (url !== undefined) return [await openStore(url)];
  return Promise.all(VERSIONS.map(openNode));
}

async function openNode(version: Version): Promise<Store> {
  const database = await createDatabase();
  const node = await startNode({ databaseUrl: database.url, port: 0, version });
  const store = await openStore(node.url);
  return {
    ...store,
    async close() {
      await store.close();
      await node.stop();
      await database.drop();
    },
  };
}

async function openStore(url: string): Promise<Store> {
  const client = EventStoreDBClient.connectionString(url);
  const { serverVersion: version } = await client['capabilities'];
  return {
    version,
    client,
    since: (other) => numberOf(version) >= numberOf(other),
    close: () => client.dispose(),
  };
}

/** Two-part versions in their order; what does not say its version is taken for the newest. */
function numberOf(version: string): number {
  const [, year, month] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return year === undefined ? Infinity : Number(year) * 100 + Number(month);
}

/** A stream name nobody else has; `kind` is what it begins with. */
export function newStream(kind = 'contract'): string {
  return `${kind}-${randomUUID()}`;
}

/** An event with an id of its own. */
export function event(type = 'Counted', data: Record<string, unknown> = {}): JSONEventData {
  return jsonEvent({ type, data: data as Record<string, string> });
}

/** So many events, numbered in their data. */
export function events(count: number, type = 'Counted'): JSONEventData[] {
  return Array.from({ length: count }, (_, number) => event(type, { number }));
}

/** Everything an iterable gives. */
export async function collect<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of from) all.push(each);
  return all;
}

/** The first `count` of what an iterable gives; then it is closed. */
export async function take<T>(count: number, from: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  if (count === 0) return taken;
  for await (const each of from) {
    taken.push(each);
    if (taken.length === count) break;
  }
  return taken;
}

/** Revisions of events, as numbers. */
export function revisions(resolved: readonly (ResolvedEvent | AllStreamResolvedEvent)[]): number[] {
  return resolved.map((each) => Number(each.event?.revision));
}

/** What a promise is rejected with; fails when it is not. */
export async function rejection(work: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('it was not rejected');
}
