import pg from 'pg';

/** One debit as the peer's HTTP route hands it on; `micro` as text, for PostgreSQL to read. */
export interface PeerDebit {
  readonly accountId: number;
  readonly micro: string;
  readonly feature: string;
  readonly key: string;
}

export type PeerAnswer =
  | { readonly status: 'ok' | 'repeated' | 'insufficient'; readonly balance: string }
  | { readonly status: 'unknown' };

export type PeerLedger = (debit: PeerDebit) => Promise<PeerAnswer>;

const UNIQUE_VIOLATION = '23505';
/** Not null, unique, check: how a batch says that one of its debits does not fit. */
const CONSTRAINT_VIOLATIONS = new Set(['23502', UNIQUE_VIOLATION, '23514']);
const MAX_DEBITS_PER_BATCH = 256;

const SQL = {
  lock: 'SELECT balance FROM peer.accounts WHERE id = $1 FOR UPDATE',
  write: `INSERT INTO peer.entries (account_id, amount, balance_after, feature, idempotency_key)
          VALUES ($1, $2, $3, $4, $5)`,
  move: `UPDATE peer.accounts SET balance = $2, version = version + 1, updated_at = now()
          WHERE id = $1`,
  cte: `WITH moved AS (
          UPDATE peer.accounts SET balance = balance - $2::bigint, version = version + 1,
                 updated_at = now()
           WHERE id = $1 AND balance >= $2::bigint RETURNING balance)
        INSERT INTO peer.entries (account_id, amount, balance_after, feature, idempotency_key)
        SELECT $1, -$2::bigint, balance, $3, $4::uuid FROM moved RETURNING balance_after AS balance`,
  batch: 'SELECT peer.debit_batch($1, $2, $3, $4)::text[] AS balances',
  entry: 'SELECT balance_after AS balance FROM peer.entries WHERE idempotency_key = $1',
  balance: 'SELECT balance FROM peer.accounts WHERE id = $1',
};

type Queryable = Pick<pg.Pool, 'query'>;

/** Runs a statement by name, so that it is parsed and planned once per connection. */
function run<Row extends pg.QueryResultRow>(
  on: Queryable,
  name: keyof typeof SQL,
  values: unknown[],
) {
  return on.query<Row>({ name, text: SQL[name], values });
}

const codeOf = (error: unknown): string =>
  error instanceof pg.DatabaseError ? (error.code ?? '') : '';

/** Why a debit changed nothing: it was there before, does not fit, or has no account. */
async function refusal(on: Queryable, debit: PeerDebit): Promise<PeerAnswer> {
  const [entry] = (await run<{ balance: string }>(on, 'entry', [debit.key])).rows;
  if (entry) return { status: 'repeated', balance: entry.balance };
  const [account] = (await run<{ balance: string }>(on, 'balance', [debit.accountId])).rows;
  return account ? { status: 'insufficient', balance: account.balance } : { status: 'unknown' };
}

/**
 * `txn`: a transaction with SELECT … FOR UPDATE. The connection is pipelined, so that it costs two
 * round trips: BEGIN with the lock, then everything that follows from it.
 */
export function txnLedger(pool: pg.Pool): PeerLedger {
  return async (debit) => {
    const client = await pool.connect();
    try {
      const begun = client.query('BEGIN');
      const locked = run<{ balance: string }>(client, 'lock', [debit.accountId]);
      await begun;
      const [account] = (await locked).rows;
      const balance = account && BigInt(account.balance) - BigInt(debit.micro);
      if (balance === undefined || balance < 0n) {
        await client.query('ROLLBACK');
        return await refusal(client, debit);
      }
      const { accountId, micro, feature, key } = debit;
      const entry = [accountId, `-${micro}`, balance.toString(), feature, key];
      const [written, moved, committed] = await Promise.allSettled([
        run(client, 'write', entry),
        run(client, 'move', [accountId, balance.toString()]),
        client.query('COMMIT'),
      ]);
      if (written.status === 'rejected') {
        if (codeOf(written.reason) !== UNIQUE_VIOLATION) throw written.reason;
        return await refusal(client, debit);
      }
      if (moved.status === 'rejected') throw moved.reason;
      if (committed.status === 'rejected') throw committed.reason;
      return { status: 'ok', balance: balance.toString() };
    } finally {
      client.release();
    }
  };
}

/** `cte`: one statement, one round trip; a repeated key fails it whole, so nothing moves twice. */
export function cteLedger(pool: Queryable): PeerLedger {
  return async (debit) => {
    try {
      const values = [debit.accountId, debit.micro, debit.feature, debit.key];
      const [moved] = (await run<{ balance: string }>(pool, 'cte', values)).rows;
      return moved ? { status: 'ok', balance: moved.balance } : await refusal(pool, debit);
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) return refusal(pool, debit);
      throw error;
    }
  };
}

interface Waiting {
  readonly debit: PeerDebit;
  readonly resolve: (answer: PeerAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * `batched`: whatever has arrived while the writers were busy goes into one statement. Answered
 * after its COMMIT only, so it is as durable as the others.
 */
export function batchedLedger(pool: pg.Pool, writers: number): PeerLedger {
  const waiting: Waiting[] = [];
  const single = cteLedger(pool);
  let busy = 0;

  const writeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    const column = <Value>(of: (debit: PeerDebit) => Value) => batch.map(({ debit }) => of(debit));
    try {
      const { rows } = await run<{ balances: string[] }>(pool, 'batch', [
        column((debit) => debit.accountId),
        column((debit) => debit.micro),
        column((debit) => debit.feature),
        column((debit) => debit.key),
      ]);
      const balances = rows[0]?.balances ?? [];
      batch.forEach(({ resolve }, i) => resolve({ status: 'ok', balance: balances[i] ?? '' }));
    } catch (error) {
      if (CONSTRAINT_VIOLATIONS.has(codeOf(error))) await writeSingly(batch);
      else batch.forEach(({ reject }) => reject(error));
    }
  };
  const writeSingly = async (batch: readonly Waiting[]): Promise<void> => {
    for (const { debit, resolve, reject } of batch) await single(debit).then(resolve, reject);
  };
  const pump = (): void => {
    while (busy < writers && waiting.length > 0) {
      busy += 1;
      void writeBatch(waiting.splice(0, MAX_DEBITS_PER_BATCH)).finally(() => {
        busy -= 1;
        pump();
      });
    }
  };
  return (debit) =>
    new Promise((resolve, reject) => {
      waiting.push({ debit, resolve, reject });
      // Requests of one turn of the event loop arrive together and should go together.
      if (waiting.length === 1) setImmediate(pump);
    });
}

export const PEER_VARIANTS = ['noop', 'txn', 'cte', 'batched'] as const;
export type PeerVariant = (typeof PEER_VARIANTS)[number];

/** The ledger of a variant; `noop` writes nothing and shows what HTTP alone costs. */
export function peerLedger(variant: PeerVariant, pool: pg.Pool, writers: number): PeerLedger {
  switch (variant) {
    case 'noop':
      return () => Promise.resolve({ status: 'ok', balance: '1' });
    case 'txn':
      return txnLedger(pool);
    case 'cte':
      return cteLedger(pool);
    case 'batched':
      return batchedLedger(pool, writers);
  }
}
