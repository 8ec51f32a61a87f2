import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SpentPolicy } from '../../../domain/account/commands.js';
import { wholeAmount } from './whole.js';

/** A refund as Stripe had it when it was last looked at, and what it took in the ledger. */
@Entity('refunds', { comment: 'Refunds as Stripe had them when they were last looked at' })
@Index('refunds_payment', ['paymentId', 'createdAt', 'refundId'])
@Index('refunds_account', ['accountId', 'createdAt', 'refundId'])
@Index('refunds_created', ['createdAt', 'refundId'])
export class Refund {
  /** `re_…` */
  @PrimaryColumn('text')
  refundId!: string;

  @Column('text')
  paymentId!: string;

  /** Null: no purchase of ours explains its payment. */
  @Column('text', { nullable: true })
  accountId!: string | null;

  /** The request that made it; null: it was found in Stripe. */
  @Column('text', { nullable: true })
  requestId!: string | null;

  @Column('text', { nullable: true })
  chargeId!: string | null;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units, tax included' })
  amount!: bigint;

  @Column('text')
  currency!: string;

  /** Stripe's word: pending, requires_action, succeeded, failed or canceled. */
  @Column('text')
  status!: string;

  @Column('text', { nullable: true })
  failureReason!: string | null;

  /** What becomes of credits that are spent already. */
  @Column('text')
  policy!: SpentPolicy;

  @Column('text', { nullable: true })
  balanceTransactionId!: string | null;

  @Column('text', { nullable: true })
  failureBalanceTransactionId!: string | null;

  /** Micro-credits that it takes now of what was unspent; null: nothing is taken for it. */
  @Column('bigint', { nullable: true, transformer: wholeAmount })
  clawedBack!: bigint | null;

  @Column('bigint', { nullable: true, transformer: wholeAmount })
  writtenOff!: bigint | null;

  @Column('bigint', { nullable: true, transformer: wholeAmount })
  debt!: bigint | null;

  @Column('timestamptz')
  createdAt!: Date;
}
