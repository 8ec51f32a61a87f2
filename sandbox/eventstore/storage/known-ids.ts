import type pg from 'pg';
import type { Place } from './decide.js';
import type { Pending } from './group.js';

const FIND_IDS = {
  name: 'event-ids',
  text: `SELECT stream, id, revision, position
    FROM unnest($1::text[], $2::uuid[]) AS wanted(stream, id)
    JOIN eventstore.events USING (stream, id) ORDER BY position`,
};

interface IdRow {
  readonly stream: string;
  readonly id: string;
  readonly revision: string;
  readonly position: string;
}

/** Places of ids in streams, read from the table before a group is decided. */
export type KnownIds = ReadonlyMap<string, readonly Place[]>;

/** Key of an id in a stream in `KnownIds`. */
export function idKey(stream: string, id: string): string {
  return `${id} ${stream}`;
}

/** Asks the table where the ids of these appends are in their streams. */
export async function findIds(client: pg.Client, unsure: readonly Pending[]): Promise<KnownIds> {
  const streams: string[] = [];
  const ids: string[] = [];
  for (const { append } of unsure) {
    for (const event of append.events) {
      streams.push(append.stream);
      ids.push(event.id);
    }
  }
  const { rows } = await client.query<IdRow>({ ...FIND_IDS, values: [streams, ids] });
  const known = new Map<string, Place[]>();
  for (const row of rows) {
    const place = { revision: Number(row.revision), position: Number(row.position) };
    const key = idKey(row.stream, row.id);
    const places = known.get(key);
    if (places) places.push(place);
    else known.set(key, [place]);
  }
  return known;
}
