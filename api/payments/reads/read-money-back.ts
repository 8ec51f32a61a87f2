import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { page, pageOf, pageQuery, type Page } from '../../shapes/cursor.js';
import { PaymentId } from '../records/ids.js';
import { DISPUTES, DisputeAnswer, presentDispute, type DisputeRow } from './dispute-row.js';
import { commonFilters, narrowed } from './newest-first.js';
import { PaymentRefundAnswer, presentRefund, REFUNDS, type RefundRow } from './refund-row.js';
import { stripeStatus } from './stripe-status.js';

const filters = { ...commonFilters('When created'), 'filter[payment_id]': PaymentId.optional() };

/** Query of `GET /v1/payment-refunds`. */
export const RefundsQuery = z.strictObject({
  ...pageQuery,
  ...filters,
  'filter[status]': stripeStatus('failed').optional(),
});
export type RefundsQuery = z.output<typeof RefundsQuery>;

/** Query of `GET /v1/disputes`. */
export const DisputesQuery = z.strictObject({
  ...pageQuery,
  ...filters,
  'filter[status]': stripeStatus('needs_response').optional(),
});
export type DisputesQuery = z.output<typeof DisputesQuery>;

/** A page of refunds. */
export const RefundsAnswer = pageOf(PaymentRefundAnswer).meta({ id: 'PaymentRefunds' });
/** A page of disputes. */
export const DisputesAnswer = pageOf(DisputeAnswer).meta({ id: 'Disputes' });

/** Reads refunds of payments, and disputes. */
@Injectable()
export class ReadMoneyBack {
  constructor(private readonly pool: Pool) {}

  /** Refunds, newest first. Throws 422 for a cursor or a range that cannot be. */
  async refunds(query: RefundsQuery): Promise<Page<PaymentRefundAnswer>> {
    const columns = { account: 'r.account_id', at: 'r.created_at', id: 'r.refund_id' };
    const { sql, values } = narrowed(query, columns, {
      'r.payment_id': query['filter[payment_id]'],
      'r.status': query['filter[status]'],
    });
    const { rows } = await this.pool.query<RefundRow>(`${REFUNDS} ${sql}`, values);
    const listed = page(rows, query, (row) => [row.created_at.toISOString(), row.refund_id]);
    return { ...listed, data: listed.data.map(presentRefund) };
  }

  /** Disputes, newest first. Throws 422 for a cursor or a range that cannot be. */
  async disputes(query: DisputesQuery): Promise<Page<DisputeAnswer>> {
    const columns = { account: 'd.account_id', at: 'd.created_at', id: 'd.dispute_id' };
    const { sql, values } = narrowed(query, columns, {
      'd.payment_id': query['filter[payment_id]'],
      'd.status': query['filter[status]'],
    });
    const { rows } = await this.pool.query<DisputeRow>(`${DISPUTES} ${sql}`, values);
    const listed = page(rows, query, (row) => [row.created_at.toISOString(), row.dispute_id]);
    return { ...listed, data: listed.data.map(presentDispute) };
  }
}
