import type pg from 'pg';

/**
 * The ledger that a team writes when it writes its own: a stored balance, an entry per debit, a
 * unique idempotency key. Amounts are micro-credits, as ours are.
 */
const DDL = `
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;
CREATE TABLE peer.accounts (
  id         bigint PRIMARY KEY,
  balance    bigint NOT NULL CHECK (balance >= 0),
  version    bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50); -- room for HOT updates, as an operator would leave
CREATE TABLE peer.entries (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id      bigint NOT NULL,
  amount          bigint NOT NULL,
  balance_after   bigint NOT NULL CHECK (balance_after >= 0),
  feature         text NOT NULL,
  idempotency_key uuid NOT NULL UNIQUE,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX entries_by_account ON peer.entries (account_id, id);

-- Many debits in one statement: accounts are locked in id order (batches cannot deadlock), entries
-- keep the order of the calls, each account is written once. Whatever does not fit (a repeated key,
-- an overdraft, an unknown account) trips a constraint; the caller then debits one by one.
CREATE FUNCTION peer.debit_batch(p_account bigint[], p_amount bigint[], p_feature text[], p_key uuid[])
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE balances bigint[];
BEGIN
  PERFORM FROM peer.accounts WHERE id = ANY (p_account) ORDER BY id FOR UPDATE;
  WITH asked AS MATERIALIZED (
    SELECT u.ord, u.account_id, u.amount, u.feature, u.key,
           a.balance - sum(u.amount) OVER (PARTITION BY u.account_id ORDER BY u.ord) AS after
      FROM unnest(p_account, p_amount, p_feature, p_key) WITH ORDINALITY
           AS u(account_id, amount, feature, key, ord)
      LEFT JOIN peer.accounts a ON a.id = u.account_id
  ), written AS (
    INSERT INTO peer.entries (account_id, amount, balance_after, feature, idempotency_key)
    SELECT account_id, -amount, after, feature, key FROM asked ORDER BY ord
  ), moved AS (
    UPDATE peer.accounts a
       SET balance = s.after, version = a.version + s.entries, updated_at = now()
      FROM (SELECT account_id, min(after) AS after, count(*) AS entries FROM asked GROUP BY 1) s
     WHERE a.id = s.account_id
  )
  SELECT array_agg(after ORDER BY ord) INTO balances FROM asked;
  RETURN balances;
END $$;
`;

/** Micro-credits that every peer account starts with. */
export const PEER_OPENING = 1_000_000_000_000_000n;

/** Drops what an earlier run left and opens accounts 1 to `accounts`. */
export async function setUpPeer(
  pool: pg.Pool,
  accounts: number,
  opening: bigint = PEER_OPENING,
): Promise<void> {
  await pool.query(DDL);
  await pool.query(
    'INSERT INTO peer.accounts (id, balance) SELECT n, $2 FROM generate_series(1, $1::int) n',
    [accounts, opening],
  );
  await pool.query('ANALYZE peer.accounts');
  await pool.query('CHECKPOINT');
}

/** What must hold after every run; entries counted so that nothing acknowledged is missing. */
export interface PeerCheck {
  readonly entries: number;
  /** Accounts whose balance or version is not what their entries say. */
  readonly drift: number;
  readonly negative: number;
}

export async function checkPeer(pool: pg.Pool, opening: bigint = PEER_OPENING): Promise<PeerCheck> {
  const { rows } = await pool.query<PeerCheck>(
    `SELECT (SELECT count(*) FROM peer.entries)::int AS entries,
            count(*) FILTER (WHERE a.balance <> $1::bigint + coalesce(e.amount, 0)
                                OR a.version <> coalesce(e.entries, 0))::int AS drift,
            count(*) FILTER (WHERE a.balance < 0)::int AS negative
       FROM peer.accounts a
       LEFT JOIN (SELECT account_id, sum(amount) AS amount, count(*) AS entries
                    FROM peer.entries GROUP BY 1) e ON e.account_id = a.id`,
    [opening],
  );
  const [check] = rows;
  if (!check) throw new Error('no answer from the peer database');
  return check;
}
