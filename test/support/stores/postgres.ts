import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own for a test file, on the server of this run. */
export interface TestDatabase {
  /** Connection string. */
  readonly url: string;
  /** Runs a statement as the server's administrator, in another database. */
  administer(statement: string): Promise<void>;
  /** Deletes it, even while clients are connected. */
  drop(): Promise<void>;
}

/** Connection string of the run's server, for creating databases on it. */
export function adminUrl(): string {
  const url = process.env['SCRIP_TEST_ADMIN_URL'];
  if (!url) throw new Error('no test server: run this file in the Jest project "system"');
  return url;
}

/** Creates an empty database with a random name. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    administer,
    drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
