import type * as BullMq from 'bullmq';
import type pg from 'pg';

/** Where the job queues are in PostgreSQL. */
export const SCHEMA = 'bullmq';

/**
 * Brings the tables of BullMQ up to date. It asks for its schema also where that is there, which
 * takes a right that an owner of schemas need not have: such a request is answered here.
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
