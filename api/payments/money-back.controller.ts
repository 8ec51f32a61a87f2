import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { DISPUTE_COLUMNS, REFUND_COLUMNS } from './reads/money-back-columns.js';
import {
  DisputesAnswer,
  DisputesQuery,
  ReadMoneyBack,
  RefundsAnswer,
  RefundsQuery,
} from './reads/read-money-back.js';

/** Refunds of payments and disputes, of all accounts. */
@Controller('v1')
@Tagged('Payments')
export class MoneyBackController {
  constructor(private readonly moneyBack: ReadMoneyBack) {}

  @Get('payment-refunds')
  @Allow('payments:read')
  @Answers({
    id: 'listPaymentRefunds',
    summary: 'Refunds of payments, asked for here or made in Stripe, newest first',
    description: ALSO_CSV,
    answer: RefundsAnswer,
  })
  async refunds(
    @Query({ schema: RefundsQuery }) query: RefundsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof RefundsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.moneyBack.refunds(asked), {
      name: 'payment-refunds',
      subject: subjectOf(query),
      columns: REFUND_COLUMNS,
    });
  }

  @Get('disputes')
  @Allow('payments:read')
  @Answers({
    id: 'listDisputes',
    summary: 'Disputes of payments, newest first',
    description: ALSO_CSV,
    answer: DisputesAnswer,
  })
  async disputes(
    @Query({ schema: DisputesQuery }) query: DisputesQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof DisputesAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.moneyBack.disputes(asked), {
      name: 'disputes',
      subject: subjectOf(query),
      columns: DISPUTE_COLUMNS,
    });
  }
}
