import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { ALSO_CSV, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { INVOICE_COLUMNS, SUBSCRIPTION_COLUMNS } from './reads/billing-columns.js';
import {
  InvoicesAnswer,
  InvoicesQuery,
  ReadBilling,
  SubscriptionsAnswer,
  SubscriptionsQuery,
} from './reads/read-billing.js';

/** Subscriptions and invoices of all accounts. */
@Controller('v1')
@Tagged('Subscriptions')
export class BillingController {
  constructor(private readonly billing: ReadBilling) {}

  @Get('subscriptions')
  @Allow('payments:read')
  @Answers({
    id: 'listSubscriptions',
    summary: 'Subscriptions as Stripe had them when they were last looked at',
    description: ALSO_CSV,
    answer: SubscriptionsAnswer,
  })
  async subscriptions(
    @Query({ schema: SubscriptionsQuery }) query: SubscriptionsQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof SubscriptionsAnswer> | StreamableFile> {
    if (!csv) return this.billing.subscriptions(query, caller);
    return csv.send({
      name: 'subscriptions',
      subject: query['filter[account_id]'] === undefined ? 'accounts' : 'account',
      columns: SUBSCRIPTION_COLUMNS,
      read: (page) => this.billing.subscriptions({ ...query, ...page }, caller),
    });
  }

  @Get('invoices')
  @Allow('payments:read')
  @Answers({
    id: 'listInvoices',
    summary: 'Invoices as Stripe had them when they were last looked at, newest first',
    description: ALSO_CSV,
    answer: InvoicesAnswer,
  })
  async invoices(
    @Query({ schema: InvoicesQuery }) query: InvoicesQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof InvoicesAnswer> | StreamableFile> {
    if (!csv) return this.billing.invoices(query);
    return csv.send({
      name: 'invoices',
      subject: query['filter[account_id]'] === undefined ? 'accounts' : 'account',
      columns: INVOICE_COLUMNS,
      read: (page) => this.billing.invoices({ ...query, ...page }),
    });
  }
}
