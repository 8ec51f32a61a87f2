import type { Pool } from 'pg';
import type { z } from 'zod';
import { formatMoney } from '../../domain/money.js';
import {
  ChargeId,
  DisputeId,
  InvoiceId,
  PaymentId,
  PurchaseId,
  RefundRequestId,
  StripeRefundId,
  SubscriptionId,
} from '../payments/records/ids.js';

/** A payment that somebody looks for by an id of its own, or of what has to do with it. */
export interface FoundPayment {
  readonly paymentId: string | null;
  readonly accountId: string | null;
  readonly title: string;
  readonly at: string;
  readonly part: Part;
}

/** The part of an account's page that shows it. */
type Part = 'payments' | 'subscription';

interface Lookup {
  readonly id: z.ZodType<string>;
  readonly title: string;
  /** `payments`, unless told. */
  readonly part?: Part;
  readonly sql: string;
}

/** What an id may name, and how it is looked up. */
const LOOKUPS: readonly Lookup[] = [
  {
    id: PaymentId,
    title: 'Payment',
    sql: `SELECT m.payment_id, m.account_id, m.amount, m.currency, m.created_at
      FROM app.payments m WHERE m.payment_id = $1`,
  },
  {
    id: ChargeId,
    title: 'Payment',
    sql: `SELECT m.payment_id, m.account_id, m.amount, m.currency, m.created_at
      FROM app.payments m WHERE m.charge_id = $1`,
  },
  {
    id: PurchaseId,
    title: 'Purchase',
    sql: `SELECT p.payment_id, p.account_id, p.price AS amount, p.currency, p.created_at
      FROM app.purchases p WHERE p.purchase_id = $1`,
  },
  {
    id: StripeRefundId,
    title: 'Refund of a payment',
    sql: `SELECT r.payment_id, r.account_id, r.amount, r.currency, r.created_at
      FROM app.refunds r WHERE r.refund_id = $1`,
  },
  {
    id: RefundRequestId,
    title: 'Refund of a payment, asked for',
    sql: `SELECT q.payment_id, q.account_id, q.amount, q.currency, q.created_at
      FROM app.refund_requests q WHERE q.request_id = $1`,
  },
  {
    id: DisputeId,
    title: 'Dispute',
    sql: `SELECT d.payment_id, d.account_id, d.amount, d.currency, d.created_at
      FROM app.disputes d WHERE d.dispute_id = $1`,
  },
  {
    id: InvoiceId,
    title: 'Invoice',
    part: 'subscription',
    sql: `SELECT NULL AS payment_id, i.account_id, i.total AS amount, i.currency, i.created_at
      FROM app.invoices i WHERE i.invoice_id = $1`,
  },
  {
    id: SubscriptionId,
    title: 'Subscription',
    part: 'subscription',
    sql: `SELECT NULL AS payment_id, s.account_id, coalesce(p.amount, 0) AS amount,
        coalesce(p.currency, s.currency) AS currency, s.created_at
      FROM app.subscriptions s LEFT JOIN app.stripe_prices p ON p.price_id = s.price_id
      WHERE s.subscription_id = $1`,
  },
];

interface Row {
  readonly payment_id: string | null;
  readonly account_id: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly created_at: Date;
}

/** What is known by this id about a payment: one look-up by an index. */
export async function findPayment(pool: Pool, id: string): Promise<FoundPayment[]> {
  const lookup = LOOKUPS.find((each) => each.id.safeParse(id).success);
  if (!lookup) return [];
  const { rows } = await pool.query<Row>(lookup.sql, [id]);
  return rows.map(({ payment_id, account_id, amount, currency, created_at }) => ({
    paymentId: payment_id,
    accountId: account_id,
    title: `${lookup.title} · ${formatMoney({ minor: BigInt(amount), currency })}`,
    at: created_at.toISOString(),
    part: lookup.part ?? 'payments',
  }));
}

const MAX_REFUNDS_OF_TICKET = 10;

/** Refunds of payments that were asked for with this ticket, newest first. */
export async function findRefundsByTicket(pool: Pool, ticket: string) {
  const { rows } = await pool.query<Row & { request_id: string; account_id: string }>(
    `SELECT request_id, payment_id, account_id, amount, currency, created_at
     FROM app.refund_requests WHERE ticket = $1
     ORDER BY created_at DESC, request_id DESC LIMIT ${MAX_REFUNDS_OF_TICKET}`,
    [ticket],
  );
  return rows.map(({ request_id: id, account_id: accountId, amount, currency, created_at }) => ({
    id,
    accountId,
    title: `${ticket} · refund of ${formatMoney({ minor: BigInt(amount), currency })}`,
    at: created_at.toISOString(),
  }));
}
