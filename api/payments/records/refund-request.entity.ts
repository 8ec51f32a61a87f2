import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SpentPolicy } from '../../../domain/account/commands.js';
import { wholeAmount } from './whole.js';

/**
 * A refund that somebody asked for: written before Stripe is called. The refund at Stripe carries
 * `request_id` as its metadata `scrip_refund`, by which the ledger finds the policy and the actor.
 */
@Entity('refund_requests', {
  comment: 'Refunds that somebody asked for: written before Stripe is called',
})
@Check('refund_requests_policy_check', `policy IN ('written_off', 'debt')`)
@Check('refund_requests_state_check', `state IN ('begun', 'submitted', 'refused')`)
@Index('refund_requests_once', ['accountId', 'key'], { unique: true })
@Index('refund_requests_payment', ['paymentId', 'createdAt'])
@Index('refund_requests_account', ['accountId', 'createdAt'])
@Index('refund_requests_ticket', ['ticket', 'createdAt', 'requestId'], {
  where: 'ticket IS NOT NULL',
})
@Index('refund_requests_begun', ['createdAt'], { where: `state = 'begun'` })
export class RefundRequest {
  /** `rfq_…` */
  @PrimaryColumn('text')
  requestId!: string;

  @Column('text')
  accountId!: string;

  @Column('text')
  paymentId!: string;

  /** The Idempotency-Key of whoever asked. */
  @Column('text')
  key!: string;

  @Column('text')
  inputHash!: string;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units, tax included' })
  amount!: bigint;

  @Column('text')
  currency!: string;

  /** What becomes of credits that are spent already. */
  @Column('text')
  policy!: SpentPolicy;

  @Column('bigint', {
    transformer: wholeAmount,
    default: 0,
    comment: 'Micro-credits that the money stands for',
  })
  credits!: bigint;

  /** Who asked; the actor of the ledger's event. */
  @Column('text')
  actor!: string;

  @Column('text', { nullable: true })
  reasonCode!: string | null;

  /** Key of the note that says why. */
  @Column('text', { nullable: true })
  noteHmac!: string | null;

  @Column('text', { nullable: true })
  ticket!: string | null;

  /** `begun`: Stripe has not answered yet. `refused`: Stripe has said no, for good. */
  @Column('text', { default: 'begun' })
  state!: 'begun' | 'submitted' | 'refused';

  /** Counts the idempotency keys under which Stripe was asked. */
  @Column('integer', { default: 1 })
  attempt!: number;

  /** `re_…`, once Stripe has made it. */
  @Column('text', { nullable: true })
  refundId!: string | null;

  /** Why Stripe has refused, in its words. */
  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
