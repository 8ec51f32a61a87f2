/** Reads and writes signed anchors in their table. */
import type { ClientBase, Pool, PoolClient } from 'pg';
import { formatInstant } from '../../domain/instant.js';
import { HeadsDigest, type Anchor, type Head } from './anchor.js';

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>;

interface AnchorRow {
  readonly n: number;
  readonly position: string;
  readonly events: string;
  readonly log_hash: string;
  readonly heads_digest: string;
  readonly previous: string;
  readonly signed_at: Date;
  readonly key_id: string;
  readonly signature: string;
}

const toAnchor = (row: AnchorRow): Anchor => ({
  n: row.n,
  position: BigInt(row.position),
  events: Number(row.events),
  logHash: row.log_hash,
  headsDigest: row.heads_digest,
  previous: row.previous,
  signedAt: row.signed_at.getTime(),
  keyId: row.key_id,
  signature: row.signature,
});

/** Reads anchors after number `n` in order, at most `max`. */
export async function anchorsAfter(db: Queryable, n: number, max: number): Promise<Anchor[]> {
  const { rows } = await db.query<AnchorRow>(
    'SELECT * FROM app.anchors WHERE n > $1 ORDER BY n LIMIT $2',
    [n, max],
  );
  return rows.map(toAnchor);
}

/** Reads one anchor by its number. */
export async function anchorAt(db: Queryable, n: number): Promise<Anchor | undefined> {
  const [found] = await anchorsAfter(db, n - 1, 1);
  return found?.n === n ? found : undefined;
}

/** Reads the newest anchor. */
export async function lastAnchor(db: Queryable): Promise<Anchor | undefined> {
  const { rows } = await db.query<AnchorRow>('SELECT * FROM app.anchors ORDER BY n DESC LIMIT 1');
  return rows[0] && toAnchor(rows[0]);
}

/** Stores an anchor with its heads, in the caller's transaction; false if number n exists. */
export async function storeAnchor(
  client: PoolClient,
  anchor: Anchor,
  heads: readonly Head[],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO app.anchors (n, position, events, log_hash, heads_digest, previous, signed_at,
       key_id, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [
      anchor.n,
      anchor.position,
      anchor.events,
      anchor.logHash,
      anchor.headsDigest,
      anchor.previous,
      formatInstant(anchor.signedAt),
      anchor.keyId,
      anchor.signature,
    ],
  );
  if (rowCount !== 1) return false;
  await client.query(
    `INSERT INTO app.anchor_heads (n, stream, revision, hash)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[])`,
    [
      anchor.n,
      heads.map(({ stream }) => stream),
      heads.map(({ revision }) => revision),
      heads.map(({ hash }) => hash),
    ],
  );
  return true;
}

interface HeadRow {
  readonly n: number;
  readonly stream: string;
  readonly revision: string;
  readonly hash: string;
}

/** A head and the anchor that signed it. */
export interface SignedHead extends Head {
  readonly n: number;
}

const toHead = ({ n, stream, revision, hash }: HeadRow): SignedHead => ({
  n,
  stream,
  revision: Number(revision),
  hash,
});

/** Reads the newest signed head of each given stream. */
export async function lastHeadsOf(
  db: Queryable,
  streams: readonly string[],
): Promise<Map<string, SignedHead>> {
  const { rows } = await db.query<HeadRow>(
    `SELECT h.* FROM unnest($1::text[]) AS asked(stream) CROSS JOIN LATERAL (
       SELECT * FROM app.anchor_heads WHERE stream = asked.stream ORDER BY n DESC LIMIT 1) AS h`,
    [streams],
  );
  return new Map(rows.map((row) => [row.stream, toHead(row)]));
}

/** Reads signed heads of one stream after anchor `n`, oldest first, at most `max`. */
export async function headsOf(
  db: Queryable,
  stream: string,
  n: number,
  max: number,
): Promise<SignedHead[]> {
  const { rows } = await db.query<HeadRow>(
    'SELECT * FROM app.anchor_heads WHERE stream = $1 AND n > $2 ORDER BY n LIMIT $3',
    [stream, n, max],
  );
  return rows.map(toHead);
}

const HEADS_PER_PAGE = 5_000;

/** Digest of the heads stored for an anchor; the anchor's signature covers it. */
export async function storedHeadsDigest(db: Queryable, n: number): Promise<string> {
  const digest = new HeadsDigest();
  for (let after = ''; ;) {
    const { rows } = await db.query<HeadRow>(
      `SELECT * FROM app.anchor_heads WHERE n = $1 AND stream > $2 COLLATE "C"
       ORDER BY stream LIMIT $3`,
      [n, after, HEADS_PER_PAGE],
    );
    for (const row of rows) digest.add(toHead(row));
    if (rows.length < HEADS_PER_PAGE) return digest.done();
    after = rows.at(-1)?.stream ?? after;
  }
}
