import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A checkout of an account that subscribes. */
@Entity('subscription_checkouts', { comment: 'Checkouts of accounts that subscribe' })
@Check('subscription_checkouts_state_check', `state IN ('starting', 'open', 'complete', 'expired')`)
@Index('subscription_checkouts_account', ['accountId', 'createdAt'])
@Index('subscription_checkouts_session', ['sessionId'])
@Index('subscription_checkouts_open', ['accountId'], { where: `state = 'open'` })
export class SubscriptionCheckout {
  /** `sco_…` */
  @PrimaryColumn('text')
  checkoutId!: string;

  @Column('text')
  accountId!: string;

  @Column('text')
  plan!: string;

  @Column('integer')
  planVersion!: number;

  @Column('text')
  priceId!: string;

  @Column('text')
  customerId!: string;

  @Column('text')
  state!: 'starting' | 'open' | 'complete' | 'expired';

  /** Counts the calls that made its session. */
  @Column('integer', { default: 1 })
  attempt!: number;

  @Column('text', { nullable: true })
  sessionId!: string | null;

  @Column('text', { nullable: true })
  checkoutUrl!: string | null;

  @Column('timestamptz', { nullable: true })
  sessionExpiresAt!: Date | null;

  @Column('text', { nullable: true })
  returnUrl!: string | null;

  /** What was subscribed. */
  @Column('text', { nullable: true })
  subscriptionId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  changedAt!: Date;
}
