import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { AllStreamResolvedEvent, JSONEventData, ResolvedEvent } from '@eventstore/db-client';
import { afterAll, beforeAll } from '@jest/globals';
import { startNode } from '../../sandbox/eventstore/node.js';
import { createDatabase } from '../support/postgres.js';

/** The store under test: the one that EVENTSTORE_URL names, or our own node on a new database. */
export interface Store {
  /** The one client of this file. */
  readonly client: EventStoreDBClient;
}

/** Connects before the tests of a file and disconnects after them. */
export function useStore(): Store {
  let client: EventStoreDBClient | undefined;
  let stop = async (): Promise<void> => undefined;
  beforeAll(async () => {
    const given = process.env['EVENTSTORE_URL'];
    let url = given;
    if (url === undefined) {
      const database = await createDatabase();
      const node = await startNode({ databaseUrl: database.url, port: 0 });
      url = node.url;
      stop = async () => {
        await node.stop();
        await database.drop();
      };
    }
    client = EventStoreDBClient.connectionString(url);
  });
  afterAll(async () => {
    await client?.dispose();
    await stop();
  });
  return {
    get client() {
      if (!client) throw new Error('the store is there once the tests have begun');
      return client;
    },
  };
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
