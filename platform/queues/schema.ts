import type * as BullMq from 'bullmq';
import type pg from 'pg';

/** PostgreSQL schema of the job queues. */
export const SCHEMA = 'bullmq';

/**
 * Updates BullMQ's tables. BullMQ issues CREATE SCHEMA even if the schema exists, which needs a
 * privilege that its owner may lack: such a statement is skipped here.
 */
export async function bringUpToDate(bull: typeof BullMq, pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      'SELECT to_regnamespace($1) IS NOT NULL AS there',
      [SCHEMA],
    );
    const isThere = rows[0]?.there ?? false;
    const query = (text: string, values?: readonly unknown[]) =>
      isThere && text.startsWith('CREATE SCHEMA')
        ? Promise.resolve({ rows: [] })
        : client.query(text, values && [...values]);
    await bull.runMigrations({ query }, SCHEMA);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
