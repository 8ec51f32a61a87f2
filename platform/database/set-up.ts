import type pg from 'pg';
import { DatabaseRefusal } from './explain.js';

type Queryable = Pick<pg.Client, 'query'>;

const OLDEST_VERSION = 150_000;

interface Found {
  readonly version: number;
  readonly version_name: string;
  readonly encoding: string;
  readonly is_replica: boolean;
  readonly fsync: string;
  readonly full_page_writes: string;
}

/**
 * Looks once at how the server is set up. What Scrip cannot work with is thrown as a Refusal; the
 * answer is what an operator should know besides, each in one sentence.
 */
export async function checkSetUp(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<Found>(
    `SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_version') AS version_name,
       current_setting('server_encoding') AS encoding,
       pg_is_in_recovery() AS is_replica,
       current_setting('fsync') AS fsync,
       current_setting('full_page_writes') AS full_page_writes`,
  );
  const [found] = rows;
  if (!found) return [];
  const refused = refusalOf(found);
  if (refused) throw refused;
  return warnings(found);
}

function refusalOf({ version, version_name, encoding, is_replica }: Found) {
  const final = (brief: string, text: string) =>
    new DatabaseRefusal(text, { brief, isFinal: true, cause: undefined });
  if (version < OLDEST_VERSION) {
    return final(
      'PostgreSQL is too old',
      `PostgreSQL ${version_name} is too old: Scrip needs 15 or later (DATABASE_URL)`,
    );
  }
  if (encoding !== 'UTF8') {
    return final(
      'the database is not in UTF8',
      `the database is in ${encoding}: create one with ENCODING 'UTF8' and name it in DATABASE_URL`,
    );
  }
  if (is_replica) {
    return final(
      'the server is a replica (DATABASE_URL)',
      'the server is a replica, which nobody can write to: let DATABASE_URL lead to the primary',
    );
  }
  return undefined;
}

function warnings({ fsync, full_page_writes }: Found): string[] {
  const off = Object.entries({ fsync, full_page_writes }).filter(([, value]) => value === 'off');
  return off.map(
    ([name]) =>
      `PostgreSQL runs with ${name} = off: a crash of its machine may destroy the database`,
  );
}
