import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from './whole.js';
import type { FeeDetail } from '../plan/tree.js';

/** A balance transaction of Stripe; amounts in minor units. */
@Entity('balance_transactions', { comment: `Stripe's balance transactions, as they are` })
@Index('balance_transactions_created', ['createdAt', 'id'])
@Index('balance_transactions_source', ['sourceId'])
@Index('balance_transactions_payout', ['payoutId'])
export class BalanceTransaction {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  type!: string;

  @Column('text')
  reportingCategory!: string;

  @Column('bigint', { transformer: wholeAmount })
  amount!: bigint;

  @Column('bigint', { transformer: wholeAmount })
  fee!: bigint;

  @Column('bigint', { transformer: wholeAmount })
  net!: bigint;

  @Column('text')
  currency!: string;

  @Column('json')
  feeDetails!: readonly FeeDetail[];

  @Column('text', { nullable: true })
  exchangeRate!: string | null;

  @Column('text', { nullable: true })
  sourceId!: string | null;

  @Column('text')
  status!: string;

  /** Learnt by listing a payout's transactions. */
  @Column('text', { nullable: true })
  payoutId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  availableAt!: Date;
}
