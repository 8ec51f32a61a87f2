import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from '../whole.js';

/** An invoice as Stripe had it when it was last looked at; amounts in minor units. */
@Entity('invoices', { comment: 'Invoices as Stripe had them when they were last looked at' })
@Index('invoices_account', ['accountId', 'createdAt', 'invoiceId'])
@Index('invoices_created', ['createdAt', 'invoiceId'])
@Index('invoices_status', ['status', 'createdAt', 'invoiceId'])
@Index('invoices_subscription', ['subscriptionId', 'createdAt'])
export class Invoice {
  /** `in_…` */
  @PrimaryColumn('text')
  invoiceId!: string;

  @Column('text')
  accountId!: string;

  @Column('text', { nullable: true })
  customerId!: string | null;

  @Column('text', { nullable: true })
  subscriptionId!: string | null;

  @Column('text', { nullable: true })
  number!: string | null;

  /** Why Stripe made it, such as `subscription_cycle`. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Stripe's word for it. */
  @Column('text')
  status!: string;

  /** Tax included, discounts taken off. */
  @Column('bigint', { transformer: wholeAmount })
  total!: bigint;

  @Column('bigint', { transformer: wholeAmount })
  due!: bigint;

  /** By charges. */
  @Column('bigint', { transformer: wholeAmount })
  paid!: bigint;

  /** Of the customer's balance. */
  @Column('bigint', { transformer: wholeAmount })
  balanceApplied!: bigint;

  /** By other means. */
  @Column('bigint', { transformer: wholeAmount })
  paidOffStripe!: bigint;

  @Column('text')
  currency!: string;

  @Column('integer')
  attempts!: number;

  @Column('timestamptz', { nullable: true })
  nextAttemptAt!: Date | null;

  /** Where the buyer can pay it. */
  @Column('text', { nullable: true })
  hostedUrl!: string | null;

  @Column('timestamptz', { nullable: true })
  paidAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  seenAt!: Date;
}
