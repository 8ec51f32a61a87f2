import type pg from 'pg';
import { openClient, SESSION } from './client.js';
import { DatabaseRefusal } from './explain.js';
import { refuseSharedSession } from './pooling.js';

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

/** The two database URLs of a process. */
export interface DatabaseUrls {
  /** For statements and transactions; may lead to a transaction pooler. */
  readonly url: string;
  /** For work that needs its own session. */
  readonly directUrl: string;
}

const APPLICATION = 'scrip-check';

/**
 * Checks once, before use, the database behind both URLs. Returns warnings for the operator, a
 * sentence each. Throws a Refusal if Scrip cannot work with it.
 */
export async function checkDatabase({ url, directUrl }: DatabaseUrls): Promise<string[]> {
  const client = await openClient({ url: directUrl, application: APPLICATION });
  try {
    const warnings = await checkSetUp(client);
    await refuseSharedSession(client, { url: directUrl, application: APPLICATION });
    if (url !== directUrl) await checkLentSession(url);
    return warnings;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Checks session defaults that cannot be set behind a pooler; the role must have them. */
async function checkLentSession(url: string): Promise<void> {
  const client = await openClient({ url, application: APPLICATION, isPooled: true });
  try {
    const { rows } = await client.query<{ name: string; role: string }>(
      `SELECT name, quote_ident(current_user) AS role
       FROM unnest($1::text[], $2::text[]) AS wanted(name, value)
       WHERE split_part(replace(current_setting(name, true), 'Etc/UTC', 'UTC'), ',', 1)
         <> split_part(value, ',', 1)`,
      [Object.keys(SESSION), Object.values(SESSION)],
    );
    const [first] = rows;
    if (!first) return;
    const set = rows.map(({ name }) => `ALTER ROLE ${first.role} SET ${name} = '${SESSION[name]}'`);
    throw new DatabaseRefusal(
      `the sessions that the pooler in DATABASE_URL lends have other settings than Scrip needs: ${set.join('; ')}`,
      { brief: 'settings of the role differ (DATABASE_URL)', isFinal: true, cause: undefined },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Checks the server's settings. Throws a Refusal for those Scrip cannot work with; returns
 * warnings, a sentence each.
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
