import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from './whole.js';

/** A payment as Stripe had it when it was last looked at; amounts in minor units. */
@Entity('payments', { comment: 'Payments as Stripe had them when they were last looked at' })
@Index('payments_account', ['accountId', 'createdAt', 'paymentId'])
@Index('payments_created', ['createdAt', 'paymentId'])
@Index('payments_purchase', ['purchaseId'])
@Index('payments_charge', ['chargeId'])
export class Payment {
  /** `pi_…` */
  @PrimaryColumn('text')
  paymentId!: string;

  /** Null: no purchase of ours explains it. */
  @Column('text', { nullable: true })
  accountId!: string | null;

  @Column('text', { nullable: true })
  purchaseId!: string | null;

  /** The invoice that it is for, whether it has paid it or not; null: it is for none. */
  @Column('text', { nullable: true })
  invoiceId!: string | null;

  @Column('text', { nullable: true })
  customerId!: string | null;

  @Column('text')
  status!: string;

  @Column('bigint', { transformer: wholeAmount })
  amount!: bigint;

  @Column('bigint', { transformer: wholeAmount })
  received!: bigint;

  @Column('bigint', { transformer: wholeAmount })
  refunded!: bigint;

  @Column('text')
  currency!: string;

  @Column('text', { nullable: true })
  chargeId!: string | null;

  /** Null until the charge is captured at the bank. */
  @Column('text', { nullable: true })
  balanceTransactionId!: string | null;

  @Column('text', { nullable: true })
  receiptUrl!: string | null;

  @Column('text', { nullable: true })
  failureCode!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
