import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from './whole.js';

/** A dispute as Stripe had it when it was last looked at, and how it stands in the ledger. */
@Entity('disputes', { comment: 'Disputes as Stripe had them when they were last looked at' })
@Check('disputes_in_ledger_check', `in_ledger IN ('none', 'open', 'lost')`)
@Index('disputes_payment', ['paymentId', 'createdAt', 'disputeId'])
@Index('disputes_account', ['accountId', 'createdAt', 'disputeId'])
@Index('disputes_created', ['createdAt', 'disputeId'])
export class Dispute {
  /** `du_…`; older ones `dp_…` */
  @PrimaryColumn('text')
  disputeId!: string;

  @Column('text')
  paymentId!: string;

  /** Null: no purchase of ours explains its payment. */
  @Column('text', { nullable: true })
  accountId!: string | null;

  @Column('text', { nullable: true })
  chargeId!: string | null;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units' })
  amount!: bigint;

  @Column('text')
  currency!: string;

  @Column('text')
  reason!: string;

  /** Stripe's word, such as needs_response, warning_closed, won or lost. */
  @Column('text')
  status!: string;

  /** While a dispute of its charge says no, Stripe refuses refunds. */
  @Column('boolean')
  isChargeRefundable!: boolean;

  /** Taken from the balance so far, in minor units of its currency. */
  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units' })
  withdrawn!: bigint;

  /** Returned to the balance so far. */
  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units' })
  reinstated!: bigint;

  /** Until when evidence is taken; null: none is. */
  @Column('timestamptz', { nullable: true })
  evidenceDueAt!: Date | null;

  /** `none`: nothing is frozen or taken for it, because no money has gone or all has come back. */
  @Column('text', { default: 'none' })
  inLedger!: 'none' | 'open' | 'lost';

  /** Micro-credits that a lost one takes now of what was unspent; null: it is not lost. */
  @Column('bigint', { nullable: true, transformer: wholeAmount })
  clawedBack!: bigint | null;

  @Column('bigint', { nullable: true, transformer: wholeAmount })
  writtenOff!: bigint | null;

  @Column('bigint', { nullable: true, transformer: wholeAmount })
  debt!: bigint | null;

  @Column('timestamptz')
  createdAt!: Date;
}
