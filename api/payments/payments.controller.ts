import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { PAYMENT_COLUMNS } from './reads/payment-columns.js';
import { PURCHASE_COLUMNS } from './purchases/purchase-columns.js';
import {
  PaymentAnswer,
  PaymentsAnswer,
  PaymentsQuery,
  ReadPayments,
} from './reads/read-payments.js';
import { PaymentId } from './records/ids.js';
import { AllPurchasesQuery, PurchasesAnswer, ReadPurchases } from './purchases/read-purchases.js';

/** Payments and purchases of all accounts. */
@Controller('v1')
@Tagged('Payments')
export class PaymentsController {
  constructor(
    private readonly payments: ReadPayments,
    private readonly purchases: ReadPurchases,
  ) {}

  @Get('payments')
  @Allow('payments:read')
  @Answers({
    id: 'listPayments',
    summary: 'Payments as Stripe had them when they were last looked at, newest first',
    description: ALSO_CSV,
    answer: PaymentsAnswer,
  })
  async list(
    @Query({ schema: PaymentsQuery }) query: PaymentsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof PaymentsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.payments.list(asked), {
      name: 'payments',
      subject: subjectOf(query),
      columns: PAYMENT_COLUMNS,
    });
  }

  @Get('payments/:payment_id')
  @Allow('payments:read')
  @Answers({
    id: 'getPayment',
    summary: 'One payment: fee, net, what it paid for, and what of it went back',
    answer: PaymentAnswer,
  })
  get(
    @Param('payment_id', { schema: PaymentId }) paymentId: string,
  ): Promise<z.input<typeof PaymentAnswer>> {
    return this.payments.one(paymentId);
  }

  @Get('pack-purchases')
  @Allow('payments:read')
  @Answers({
    id: 'listAllPackPurchases',
    summary: 'Packs that any account has bought or begun to buy, newest first',
    description: ALSO_CSV,
    answer: PurchasesAnswer,
  })
  async listPurchases(
    @Query({ schema: AllPurchasesQuery }) query: AllPurchasesQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof PurchasesAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.purchases.all(asked), {
      name: 'pack-purchases',
      subject: subjectOf(query),
      columns: PURCHASE_COLUMNS,
    });
  }
}
