/** Reads subscriptions and invoices of all accounts. */
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import type { Caller } from '../../auth/caller.js';
import { nameFor } from '../../personal/masking.js';
import { Profiles } from '../../personal/profiles.js';
import { page, pageOf, pageQuery, type Page } from '../../shapes/cursor.js';
import { CatalogueName } from '../../shapes/ids.js';
import { InvoiceId, SubscriptionId } from '../records/ids.js';
import { INVOICES, ListedInvoice, presentInvoice, type InvoiceRow } from './invoice-row.js';
import { ANY_VALUE, commonFilters, narrowed } from './newest-first.js';
import { stripeStatus } from './stripe-status.js';
import {
  CREDITS_END,
  endOf,
  ListedSubscription,
  presentSubscription,
  SUBSCRIPTIONS,
  type SubscriptionRow,
} from './subscription-row.js';

/** Query of `GET /v1/subscriptions`. */
export const SubscriptionsQuery = z.strictObject({
  ...pageQuery,
  ...commonFilters('When begun'),
  'filter[status]': stripeStatus('past_due').optional(),
  'filter[plan]': CatalogueName.optional(),
  'filter[next_plan]': CatalogueName.optional().describe(
    'What begins at the end of the period; `free`: those that are cancelled.',
  ),
  'filter[pending]': z
    .enum(['true', 'false'])
    .optional()
    .describe('Whether an upgrade waits to be paid.'),
  sort: z
    .enum(['-created_at', 'credits_end_at'])
    .default('-created_at')
    .describe(
      '`credits_end_at`: those whose credits end first, or have ended first, come first; one that ' +
        'has paid for none stands where its period begins.',
    ),
});
export type SubscriptionsQuery = z.output<typeof SubscriptionsQuery>;

/** A page of subscriptions. */
export const SubscriptionsAnswer = pageOf(ListedSubscription).meta({ id: 'Subscriptions' });

/** Query of `GET /v1/invoices`. */
export const InvoicesQuery = z.strictObject({
  ...pageQuery,
  ...commonFilters('When made'),
  'filter[status]': stripeStatus('open').optional(),
  'filter[subscription_id]': SubscriptionId.optional(),
  'filter[invoice_id]': InvoiceId.optional(),
});
export type InvoicesQuery = z.output<typeof InvoicesQuery>;

/** A page of invoices. */
export const InvoicesAnswer = pageOf(ListedInvoice).meta({ id: 'Invoices' });

/** Reads subscriptions and invoices. */
@Injectable()
export class ReadBilling {
  constructor(
    private readonly pool: Pool,
    private readonly profiles: Profiles,
    private readonly clock: Clock,
  ) {}

  /** Subscriptions, newest first by default. Throws 422 for a cursor or a range that cannot be. */
  async subscriptions(
    query: SubscriptionsQuery,
    caller: Caller,
  ): Promise<Page<ListedSubscription>> {
    const pending = query['filter[pending]'];
    const isByEnd = query.sort === 'credits_end_at';
    const columns = {
      account: 's.account_id',
      at: 's.created_at',
      id: 's.subscription_id',
      earliest: isByEnd ? CREDITS_END : undefined,
    };
    const { sql, values } = narrowed(query, columns, {
      's.status': query['filter[status]'],
      's.plan': query['filter[plan]'],
      's.next_plan': query['filter[next_plan]'],
      's.pending_plan': pending && (pending === 'true' ? ANY_VALUE : null),
    });
    const { rows } = await this.pool.query<SubscriptionRow>(`${SUBSCRIPTIONS} ${sql}`, values);
    const listed = page(rows, query, (row) => [
      (isByEnd ? endOf(row) : row.created_at).toISOString(),
      row.subscription_id,
    ]);
    const names = await this.profiles.names(listed.data.map(({ account_id: id }) => id));
    const nameOf = (id: string) => nameFor(caller, names.get(id) ?? null);
    const now = this.clock.now();
    return {
      ...listed,
      data: listed.data.map((row) =>
        presentSubscription(row, { name: nameOf(row.account_id), now }),
      ),
    };
  }

  /** The same of invoices. */
  async invoices(query: InvoicesQuery): Promise<Page<ListedInvoice>> {
    const columns = { account: 'i.account_id', at: 'i.created_at', id: 'i.invoice_id' };
    const { sql, values } = narrowed(query, columns, {
      'i.status': query['filter[status]'],
      'i.subscription_id': query['filter[subscription_id]'],
      'i.invoice_id': query['filter[invoice_id]'],
    });
    const { rows } = await this.pool.query<InvoiceRow>(`${INVOICES} ${sql}`, values);
    const listed = page(rows, query, (row) => [row.created_at.toISOString(), row.invoice_id]);
    return { ...listed, data: listed.data.map(presentInvoice) };
  }
}
