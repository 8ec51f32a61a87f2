import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { Problem } from '../../http/problem.js';
import { page, pageOf, pageQuery, type Page } from '../../shapes/cursor.js';
import { AccountId } from '../../shapes/ids.js';
import { PurchaseId } from '../records/ids.js';
import { DISPUTES, DisputeAnswer, presentDispute, type DisputeRow } from './dispute-row.js';
import { commonFilters, narrowed } from './newest-first.js';
import {
  ListedPayment,
  moneyOf,
  PAYMENTS,
  presentPayment,
  type PaymentRow,
} from './payment-row.js';
import { presentRefund, PaymentRefundAnswer, REFUNDS, type RefundRow } from './refund-row.js';
import { stripeStatus } from './stripe-status.js';

/** Query of `GET /v1/payments`. */
export const PaymentsQuery = z.strictObject({
  ...pageQuery,
  ...commonFilters('When created'),
  'filter[status]': stripeStatus('succeeded').optional(),
  'filter[purchase_id]': PurchaseId.optional(),
});
export type PaymentsQuery = z.output<typeof PaymentsQuery>;

/** A page of payments. */
export const PaymentsAnswer = pageOf(ListedPayment).meta({ id: 'Payments' });

/** What a payment paid for. */
const PaymentUseAnswer = z
  .object({
    paid_by: z.string().meta({
      description: "The lot's source in the ledger.",
      examples: ['payment:pi_3TabcD'],
    }),
    account_id: AccountId,
    purchase_id: PurchaseId.nullable(),
    gross: MoneyAnswer.describe('Tax included.'),
    net: MoneyAnswer,
    tax: MoneyAnswer,
  })
  .meta({ id: 'PaymentUse' });

/** A payment with all that is known of it. */
export const PaymentAnswer = ListedPayment.extend({
  paid_for: z.array(PaymentUseAnswer).describe('Empty: it has granted nothing.'),
  refunds: z.array(PaymentRefundAnswer).describe('The newest 100.'),
  disputes: z.array(DisputeAnswer).describe('The newest 100.'),
}).meta({ id: 'Payment' });
export type PaymentAnswer = z.input<typeof PaymentAnswer>;

interface UseRow {
  readonly paid_by: string;
  readonly account_id: string;
  readonly purchase_id: string | null;
  readonly gross: string;
  readonly net: string;
  readonly tax: string;
  readonly currency: string;
}

/** Refunds, or disputes, that are shown of one payment. */
const MAX_BACK = 100;

/** Reads payments. */
@Injectable()
export class ReadPayments {
  constructor(private readonly pool: Pool) {}

  /** Payments, newest first. Throws 422 for a cursor or a range that cannot be. */
  async list(query: PaymentsQuery): Promise<Page<ListedPayment>> {
    const columns = { account: 'm.account_id', at: 'm.created_at', id: 'm.payment_id' };
    const { sql, values } = narrowed(query, columns, {
      'm.status': query['filter[status]'],
      'm.purchase_id': query['filter[purchase_id]'],
    });
    const { rows } = await this.pool.query<PaymentRow>(`${PAYMENTS} ${sql}`, values);
    const listed = page(rows, query, (row) => [row.created_at.toISOString(), row.payment_id]);
    return { ...listed, data: listed.data.map(presentPayment) };
  }

  /** One payment. 404 if there is none with this id. */
  async one(paymentId: string): Promise<PaymentAnswer> {
    const [{ rows }, uses, refunds, disputes] = await Promise.all([
      this.pool.query<PaymentRow>(`${PAYMENTS} WHERE m.payment_id = $1`, [paymentId]),
      this.pool.query<UseRow>(
        `SELECT paid_by, account_id, purchase_id, gross, net, tax, currency
         FROM app.payment_uses WHERE payment_id = $1 ORDER BY paid_by`,
        [paymentId],
      ),
      this.pool.query<RefundRow>(
        `${REFUNDS} WHERE r.payment_id = $1
         ORDER BY r.created_at DESC, r.refund_id DESC LIMIT ${MAX_BACK}`,
        [paymentId],
      ),
      this.pool.query<DisputeRow>(
        `${DISPUTES} WHERE d.payment_id = $1
         ORDER BY d.created_at DESC, d.dispute_id DESC LIMIT ${MAX_BACK}`,
        [paymentId],
      ),
    ]);
    const [row] = rows;
    if (!row) throw new Problem('not_found', `there is no payment ${paymentId}`);
    return {
      ...presentPayment(row),
      paid_for: uses.rows.map(presentUse),
      refunds: refunds.rows.map(presentRefund),
      disputes: disputes.rows.map(presentDispute),
    };
  }
}

const presentUse = ({ gross, net, tax, currency, ...use }: UseRow) => ({
  ...use,
  gross: moneyOf(gross, currency),
  net: moneyOf(net, currency),
  tax: moneyOf(tax, currency),
});
