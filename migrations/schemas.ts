import type pg from 'pg';
import { DatabaseRefusal } from '../platform/database/explain.js';
import { SCHEMA as QUEUES_SCHEMA } from '../platform/queues/schema.js';
import { SHADOW_SCHEMA } from '../projections/rebuild/shadow.js';

/** Every schema of the product: application tables, read models, their rebuild, job queues. */
export const SCHEMAS: readonly string[] = ['app', 'read', SHADOW_SCHEMA, QUEUES_SCHEMA];

const NO_RIGHT = '42501';

/**
 * Creates missing schemas, which needs a privilege only then. Throws a Refusal naming the missing
 * privilege.
 */
export async function makeSchemas(client: pg.Client, owner: string | undefined): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regnamespace(name) IS NULL',
    [SCHEMAS],
  );
  const owned = owner === undefined ? '' : ` AUTHORIZATION ${client.escapeIdentifier(owner)}`;
  for (const { name } of rows) {
    try {
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${name}${owned}`);
    } catch (error) {
      throw await explained(client, name, error);
    }
  }
}

async function explained(client: pg.Client, name: string, error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'code' in error && error.code === NO_RIGHT)) return error;
  const { rows } = await client.query<{ role: string; database: string }>(
    'SELECT quote_ident(current_user) AS role, quote_ident(current_database()) AS database',
  );
  const { role = '', database = '' } = rows[0] ?? {};
  return new DatabaseRefusal(
    `the role ${role} may not make the schema ${name}: GRANT CREATE ON DATABASE ${database} TO ${role}, ` +
      `or let a role that may run \`npm run migrate -- --owner ${role}\` once (see docs/operations.md)`,
    { brief: `a right to make the schema ${name} is missing`, isFinal: true, cause: error },
  );
}
