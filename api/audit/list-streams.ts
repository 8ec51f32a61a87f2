import type { Pool } from 'pg';

const CATALOGUE_STREAM = 'catalogue-scrip';

/**
 * Lists every known stream once, in pages: accounts, approvals and models of the read models, the
 * catalogue, and any other stream that was ever signed.
 */
export async function* listStreams(pool: Pool, perPage: number): AsyncGenerator<string[]> {
  yield [CATALOGUE_STREAM];
  yield* pagesOf(pool, MODELS, perPage);
  yield* pagesOf(pool, APPROVALS, perPage);
  yield* pagesOf(pool, ACCOUNTS, perPage);
  yield* pagesOf(pool, SIGNED_ONLY, perPage);
}

/** Pages by key in index order: all pages cost the same. */
async function* pagesOf(pool: Pool, list: string, perPage: number): AsyncGenerator<string[]> {
  for (let after = ''; ;) {
    const { rows } = await pool.query<{ key: string; stream: string }>(list, [after, perPage]);
    if (rows.length > 0) yield rows.map(({ stream }) => stream);
    if (rows.length < perPage) return;
    after = rows.at(-1)?.key ?? after;
  }
}

const ACCOUNTS = `SELECT account_id AS key, 'account-' || account_id AS stream
  FROM read.accounts WHERE account_id > $1 ORDER BY account_id LIMIT $2`;

const APPROVALS = `SELECT approval_id AS key, 'approval-' || approval_id AS stream
  FROM read.approvals WHERE approval_id > $1 ORDER BY approval_id LIMIT $2`;

const MODELS = `SELECT model_id AS key, 'model-' || model_id AS stream
  FROM read.models WHERE model_id > $1 ORDER BY model_id LIMIT $2`;

/** Streams that the read models do not know. */
const SIGNED_ONLY = `SELECT DISTINCT stream AS key, stream FROM app.anchor_heads AS h
  WHERE stream > $1 AND stream <> '${CATALOGUE_STREAM}'
    AND NOT EXISTS (SELECT FROM read.accounts WHERE account_id = substr(h.stream, 9)
      AND h.stream LIKE 'account-%')
    AND NOT EXISTS (SELECT FROM read.approvals WHERE approval_id = substr(h.stream, 10)
      AND h.stream LIKE 'approval-%')
    AND NOT EXISTS (SELECT FROM read.models WHERE model_id = substr(h.stream, 7)
      AND h.stream LIKE 'model-%')
  ORDER BY stream LIMIT $2`;
