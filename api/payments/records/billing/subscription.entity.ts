import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A subscription as Stripe had it when it was last looked at. */
@Entity('subscriptions', {
  comment: 'Subscriptions as Stripe had them when they were last looked at',
})
@Index('subscriptions_account', ['accountId', 'createdAt', 'subscriptionId'])
@Index('subscriptions_created', ['createdAt', 'subscriptionId'])
@Index('subscriptions_status', ['status', 'createdAt', 'subscriptionId'])
@Index('subscriptions_pending', ['createdAt', 'subscriptionId'], {
  where: 'pending_plan IS NOT NULL',
})
@Index('subscriptions_live', ['accountId'], { where: 'ended_at IS NULL' })
export class Subscription {
  /** `sub_…` */
  @PrimaryColumn('text', {
    name: 'subscription_id',
    primaryKeyConstraintName: 'subscriptions_pkey',
  })
  subscriptionId!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text', { name: 'customer_id' })
  customerId!: string;

  /** Stripe's word for it. */
  @Column('text')
  status!: string;

  @Column('text', { name: 'item_id', nullable: true })
  itemId!: string | null;

  @Column('text', { name: 'price_id', nullable: true })
  priceId!: string | null;

  /** Null: its price is not ours. */
  @Column('text', { nullable: true })
  plan!: string | null;

  @Column('integer', { name: 'plan_version', nullable: true })
  planVersion!: number | null;

  @Column('text')
  currency!: string;

  @Column('timestamptz', { name: 'period_starts_at' })
  periodStartsAt!: Date;

  @Column('timestamptz', { name: 'period_ends_at' })
  periodEndsAt!: Date;

  /** When it ends by itself. */
  @Column('timestamptz', { name: 'cancel_at', nullable: true })
  cancelAt!: Date | null;

  @Column('timestamptz', { name: 'canceled_at', nullable: true })
  canceledAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** The plan that begins once it is paid. */
  @Column('text', { name: 'pending_plan', nullable: true })
  pendingPlan!: string | null;

  /** When Stripe drops that. */
  @Column('timestamptz', { name: 'pending_until', nullable: true })
  pendingUntil!: Date | null;

  @Column('text', { name: 'schedule_id', nullable: true })
  scheduleId!: string | null;

  /** The plan that begins at the end of the period. */
  @Column('text', { name: 'next_plan', nullable: true })
  nextPlan!: string | null;

  @Column('timestamptz', { name: 'next_at', nullable: true })
  nextAt!: Date | null;

  /** What waits while an upgrade is paid, and is to be made again if it is not. */
  @Column('text', { name: 'kept_next', nullable: true })
  keptNext!: string | null;

  /** The older subscription, where this is one too many. */
  @Column('text', { nullable: true })
  besides!: string | null;

  @Column('text', { name: 'latest_invoice_id', nullable: true })
  latestInvoiceId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;
}
