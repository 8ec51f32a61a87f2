import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { LineVerdict } from '../../plan/invoice.js';
import { wholeAmount } from '../whole.js';

/** A line of an invoice, and what became of it; amounts in minor units. */
@Entity('invoice_lines', { comment: 'Lines of invoices, and what became of each' })
@Check(
  'invoice_lines_verdict_check',
  `verdict IN ('unpaid', 'granted', 'trial', 'proration', 'foreign', 'quantity', 'amount', 'currency', 'surplus', 'refused')`,
)
@Index('invoice_lines_invoice', ['invoiceId'])
export class InvoiceLine {
  /** `il_…` */
  @PrimaryColumn('text')
  lineId!: string;

  @Column('text')
  invoiceId!: string;

  @Column('text')
  accountId!: string;

  @Column('text', { nullable: true })
  priceId!: string | null;

  /** Null: its price is not ours. */
  @Column('text', { nullable: true })
  plan!: string | null;

  @Column('integer', { nullable: true })
  planVersion!: number | null;

  @Column('bigint', { nullable: true, transformer: wholeAmount })
  quantity!: bigint | null;

  /** Before discounts and tax. */
  @Column('bigint', { transformer: wholeAmount })
  subtotal!: bigint;

  /** After discounts, tax included. */
  @Column('bigint', { transformer: wholeAmount })
  gross!: bigint;

  /** After discounts, without tax. */
  @Column('bigint', { transformer: wholeAmount })
  net!: bigint;

  @Column('timestamptz')
  periodStartsAt!: Date;

  @Column('timestamptz')
  periodEndsAt!: Date;

  @Column('text')
  verdict!: LineVerdict;
}
