import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
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
    return pageOrCsv(csv, query, (asked) => this.billing.subscriptions(asked, caller), {
      name: 'subscriptions',
      subject: subjectOf(query),
      columns: SUBSCRIPTION_COLUMNS,
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
    return pageOrCsv(csv, query, (asked) => this.billing.invoices(asked), {
      name: 'invoices',
      subject: subjectOf(query),
      columns: INVOICE_COLUMNS,
    });
  }
}
