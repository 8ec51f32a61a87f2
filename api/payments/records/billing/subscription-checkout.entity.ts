import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A checkout of an account that subscribes. */
@Entity('subscription_checkouts', { comment: 'Checkouts of accounts that subscribe' })
@Check('subscription_checkouts_state_check', `state IN ('starting', 'open', 'complete', 'expired')`)
@Index('subscription_checkouts_account', ['accountId', 'createdAt'])
@Index('subscription_checkouts_session', ['sessionId'])
@Index('subscription_checkouts_open', ['accountId'], { where: `state = 'open'` })
export class SubscriptionCheckout {
  /** `sco_…` */
  @PrimaryColumn('text', {
    name: 'checkout_id',
    primaryKeyConstraintName: 'subscription_checkouts_pkey',
  })
  checkoutId!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  plan!: string;

  @Column('integer', { name: 'plan_version' })
  planVersion!: number;

  @Column('text', { name: 'price_id' })
  priceId!: string;

  @Column('text', { name: 'customer_id' })
  customerId!: string;

  @Column('text')
  state!: 'starting' | 'open' | 'complete' | 'expired';

  /** Counts the calls that made its session. */
  @Column('integer', { default: 1 })
  attempt!: number;

  @Column('text', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  @Column('text', { name: 'checkout_url', nullable: true })
  checkoutUrl!: string | null;

  @Column('timestamptz', { name: 'session_expires_at', nullable: true })
  sessionExpiresAt!: Date | null;

  @Column('text', { name: 'return_url', nullable: true })
  returnUrl!: string | null;

  /** What was subscribed. */
  @Column('text', { name: 'subscription_id', nullable: true })
  subscriptionId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
