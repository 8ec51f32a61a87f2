import type { Pool } from 'pg';
import { formatMoney } from '../../domain/money.js';

/** A payment that somebody looks for by an id of its own, or of what has to do with it. */
export interface FoundPayment {
  readonly paymentId: string | null;
  readonly accountId: string | null;
  readonly title: string;
  readonly at: string;
}

const ID = /^(pi|pur|re|pyr|rfq|du|dp)_[A-Za-z0-9_]{1,200}$/;
const AMOUNT = 'm.payment_id, m.account_id, m.amount, m.currency, m.created_at';
const BY_PREFIX: Readonly<Record<string, string>> = {
  pi: `SELECT ${AMOUNT} FROM app.payments m WHERE m.payment_id = $1`,
  pur: `SELECT p.payment_id, p.account_id, p.price AS amount, p.currency, p.created_at
    FROM app.purchases p WHERE p.purchase_id = $1`,
  re: `SELECT r.payment_id, r.account_id, r.amount, r.currency, r.created_at
    FROM app.refunds r WHERE r.refund_id = $1`,
  rfq: `SELECT q.payment_id, q.account_id, q.amount, q.currency, q.created_at
    FROM app.refund_requests q WHERE q.request_id = $1`,
  du: `SELECT d.payment_id, d.account_id, d.amount, d.currency, d.created_at
    FROM app.disputes d WHERE d.dispute_id = $1`,
};
const SAME: Readonly<Record<string, string>> = { pyr: 're', dp: 'du' };
const TITLES: Readonly<Record<string, string>> = {
  pi: 'Payment',
  pur: 'Purchase',
  re: 'Refund of a payment',
  rfq: 'Refund of a payment, asked for',
  du: 'Dispute',
};

interface Row {
  readonly payment_id: string | null;
  readonly account_id: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly created_at: Date;
}

/** What is known by this id about a payment: one look-up by a primary key. */
export async function findPayment(pool: Pool, id: string): Promise<FoundPayment[]> {
  const given = ID.exec(id)?.[1] ?? '';
  const prefix = SAME[given] ?? given;
  const sql = BY_PREFIX[prefix];
  if (sql === undefined) return [];
  const { rows } = await pool.query<Row>(sql, [id]);
  return rows.map(({ payment_id, account_id, amount, currency, created_at }) => ({
    paymentId: payment_id,
    accountId: account_id,
    title: `${TITLES[prefix] ?? ''} · ${formatMoney({ minor: BigInt(amount), currency })}`,
    at: created_at.toISOString(),
  }));
}
