import type { Pool } from 'pg';

/** What tells of an entry whether it is a top-up. */
export interface EntryOfPack {
  readonly kind: string;
  readonly ref_id: string | null;
}

/** Which of these entries of an account are automatic top-ups: their events do not say it. */
export async function topUpsAmong(
  pool: Pool,
  accountId: string,
  entries: readonly EntryOfPack[],
): Promise<(entry: EntryOfPack) => boolean> {
  const bought = entries.filter(({ kind }) => kind === 'pack_purchase').map(({ ref_id: id }) => id);
  if (bought.length === 0) return () => false;
  const { rows } = await pool.query<{ purchase_id: string }>(
    `SELECT purchase_id FROM app.purchases
     WHERE purchase_id = ANY($1::text[]) AND account_id = $2 AND is_top_up`,
    [bought, accountId],
  );
  const topUps = new Set<string | null>(rows.map((row) => row.purchase_id));
  return ({ kind, ref_id: id }) => kind === 'pack_purchase' && topUps.has(id);
}
