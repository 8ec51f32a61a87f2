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
  @PrimaryColumn('text', { name: 'refund_id', primaryKeyConstraintName: 'refunds_pkey' })
  refundId!: string;

  @Column('text', { name: 'payment_id' })
  paymentId!: string;

  /** Null: no purchase of ours explains its payment. */
  @Column('text', { name: 'account_id', nullable: true })
  accountId!: string | null;

  /** The request that made it; null: it was found in Stripe. */
  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('text', { name: 'charge_id', nullable: true })
  chargeId!: string | null;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units, tax included' })
  amount!: bigint;

  @Column('text')
  currency!: string;

  /** Stripe's word: pending, requires_action, succeeded, failed or canceled. */
  @Column('text')
  status!: string;

  @Column('text', { name: 'failure_reason', nullable: true })
  failureReason!: string | null;

  /** What becomes of credits that are spent already. */
  @Column('text')
  policy!: SpentPolicy;

  @Column('text', { name: 'balance_transaction_id', nullable: true })
  balanceTransactionId!: string | null;

  @Column('text', { name: 'failure_balance_transaction_id', nullable: true })
  failureBalanceTransactionId!: string | null;

  /** Micro-credits that it takes now of what was unspent; null: nothing is taken for it. */
  @Column('bigint', { name: 'clawed_back', nullable: true, transformer: wholeAmount })
  clawedBack!: bigint | null;

  @Column('bigint', { name: 'written_off', nullable: true, transformer: wholeAmount })
  writtenOff!: bigint | null;

  @Column('bigint', { nullable: true, transformer: wholeAmount })
  debt!: bigint | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
