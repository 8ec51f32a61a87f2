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
  @PrimaryColumn('text')
  purchaseId!: string;

  @Column('text')
  accountId!: string;

  @Column('text')
  pack!: string;

  @Column('integer')
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
  @Column('boolean', { default: false, comment: 'Begun by Scrip, with the consent of the account' })
  isTopUp!: boolean;

  /** Counts the checkout sessions that were made for it. */
  @Column('integer', { default: 1 })
  attempt!: number;

  /** The session that the buyer was last sent to. */
  @Column('text', { nullable: true })
  sessionId!: string | null;

  @Column('text', { nullable: true })
  checkoutUrl!: string | null;

  @Column('timestamptz', { nullable: true })
  sessionExpiresAt!: Date | null;

  /** Where the buyer goes back to; null: the seller has not said. */
  @Column('text', { nullable: true })
  returnUrl!: string | null;

  @Column('text', { nullable: true, comment: 'The payment that granted it first' })
  paymentId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  changedAt!: Date;
}
