import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from './whole.js';

/** A payout as Stripe had it when it was last looked at. */
@Entity('payouts', { comment: 'Payouts as Stripe had them when they were last looked at' })
@Index('payouts_created', ['createdAt', 'payoutId'])
export class Payout {
  /** `po_…` */
  @PrimaryColumn('text', { name: 'payout_id', primaryKeyConstraintName: 'payouts_pkey' })
  payoutId!: string;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units' })
  amount!: bigint;

  @Column('text')
  currency!: string;

  /** Stripe's word: pending, in_transit, paid, failed or canceled. */
  @Column('text')
  status!: string;

  /** Only of these Stripe says which balance transactions they hold. */
  @Column('boolean')
  automatic!: boolean;

  @Column('text')
  method!: string;

  @Column('text', { name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column('text', { name: 'balance_transaction_id', nullable: true })
  balanceTransactionId!: string | null;

  @Column('text', { name: 'failure_balance_transaction_id', nullable: true })
  failureBalanceTransactionId!: string | null;

  @Column('timestamptz', { name: 'arrives_at' })
  arrivesAt!: Date;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
