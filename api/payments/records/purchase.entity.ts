import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PurchaseState } from '../plan/purchase-state.js';
import { wholeAmount } from './whole.js';

/** A pack that somebody began to buy. */
@Entity('purchases', { comment: 'Packs that somebody began to buy' })
@Check(
  'purchases_state_check',
  `state IN ('starting', 'open', 'processing', 'paid', 'granted', 'failed', 'expired')`,
)
@Index('purchases_account', ['accountId', 'createdAt', 'purchaseId'])
@Index('purchases_created', ['createdAt', 'purchaseId'])
@Index('purchases_session', ['sessionId'])
@Index('purchases_open', ['accountId'], { where: `state = 'open'` })
export class Purchase {
  @PrimaryColumn('text', { name: 'purchase_id', primaryKeyConstraintName: 'purchases_pkey' })
  purchaseId!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  pack!: string;

  @Column('integer', { name: 'pack_version' })
  packVersion!: number;

  /** The pack's name when it was bought. */
  @Column('text')
  name!: string;

  @Column('bigint', { transformer: wholeAmount, comment: 'Micro-credits' })
  credits!: bigint;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units, net of tax' })
  price!: bigint;

  @Column('text')
  currency!: string;

  @Column('text')
  state!: PurchaseState;

  /** Begun by Scrip, with the consent of the account: see `top_ups`. */
  @Column('boolean', {
    name: 'is_top_up',
    default: false,
    comment: 'Begun by Scrip, with the consent of the account',
  })
  isTopUp!: boolean;

  /** Counts the checkout sessions that were made for it. */
  @Column('integer', { default: 1 })
  attempt!: number;

  /** The session that the buyer was last sent to. */
  @Column('text', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  @Column('text', { name: 'checkout_url', nullable: true })
  checkoutUrl!: string | null;

  @Column('timestamptz', { name: 'session_expires_at', nullable: true })
  sessionExpiresAt!: Date | null;

  /** Where the buyer goes back to; null: the seller has not said. */
  @Column('text', { name: 'return_url', nullable: true })
  returnUrl!: string | null;

  @Column('text', {
    name: 'payment_id',
    nullable: true,
    comment: 'The payment that granted it first',
  })
  paymentId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
