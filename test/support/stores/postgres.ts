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
export const adminUrl = (): string => ofThisRun('SCRIP_TEST_ADMIN_URL');

/** Creates an empty database with a random name. */
export const createDatabase = (): Promise<TestDatabase> => createFrom('template1');

/** Creates a database with a random name and the newest schema. */
export const createMigratedDatabase = (): Promise<TestDatabase> =>
  createFrom(ofThisRun('SCRIP_TEST_TEMPLATE'));

function ofThisRun(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error('no test server: run this file in the Jest project "system"');
  return value;
}

async function createFrom(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    administer,
    drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

const administer = (statement: string) => administerOn(adminUrl(), statement);

/** Runs a statement as the administrator of a server. */
export async function administerOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
