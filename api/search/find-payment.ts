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

/** Reads the one row of a table that has this id. */
const byId = (table: string, id: string, amount = 'amount', payment = 'payment_id'): string =>
  `SELECT ${payment} AS payment_id, account_id, ${amount} AS amount, currency, created_at
   FROM app.${table} WHERE ${id} = $1`;

/** What an id may name, and how it is looked up. */
const LOOKUPS: readonly Lookup[] = [
  { id: PaymentId, title: 'Payment', sql: byId('payments', 'payment_id') },
  { id: ChargeId, title: 'Payment', sql: byId('payments', 'charge_id') },
  { id: PurchaseId, title: 'Purchase', sql: byId('purchases', 'purchase_id', 'price') },
  { id: StripeRefundId, title: 'Refund of a payment', sql: byId('refunds', 'refund_id') },
  {
    id: RefundRequestId,
    title: 'Refund of a payment, asked for',
    sql: byId('refund_requests', 'request_id'),
  },
  { id: DisputeId, title: 'Dispute', sql: byId('disputes', 'dispute_id') },
  {
    id: InvoiceId,
    title: 'Invoice',
    part: 'subscription',
    sql: byId('invoices', 'invoice_id', 'total', 'NULL'),
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
