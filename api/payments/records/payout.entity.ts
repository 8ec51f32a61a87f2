import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from './whole.js';

/** A payout as Stripe had it when it was last looked at. */
@Entity('payouts', { comment: 'Payouts as Stripe had them when they were last looked at' })
@Index('payouts_created', ['createdAt', 'payoutId'])
export class Payout {
  /** `po_…` */
  @PrimaryColumn('text')
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

  @Column('text', { nullable: true })
  failureCode!: string | null;

  @Column('text', { nullable: true })
  balanceTransactionId!: string | null;

  @Column('text', { nullable: true })
  failureBalanceTransactionId!: string | null;

  @Column('timestamptz')
  arrivesAt!: Date;

  @Column('timestamptz')
  createdAt!: Date;
}
