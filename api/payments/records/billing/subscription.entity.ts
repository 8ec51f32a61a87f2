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
  @PrimaryColumn('text')
  subscriptionId!: string;

  @Column('text')
  accountId!: string;

  @Column('text')
  customerId!: string;

  /** Stripe's word for it. */
  @Column('text')
  status!: string;

  @Column('text', { nullable: true })
  itemId!: string | null;

  @Column('text', { nullable: true })
  priceId!: string | null;

  /** Null: its price is not ours. */
  @Column('text', { nullable: true })
  plan!: string | null;

  @Column('integer', { nullable: true })
  planVersion!: number | null;

  @Column('text')
  currency!: string;

  @Column('timestamptz')
  periodStartsAt!: Date;

  @Column('timestamptz')
  periodEndsAt!: Date;

  /** When it ends by itself. */
  @Column('timestamptz', { nullable: true })
  cancelAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  canceledAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** The plan that begins once it is paid. */
  @Column('text', { nullable: true })
  pendingPlan!: string | null;

  /** When Stripe drops that. */
  @Column('timestamptz', { nullable: true })
  pendingUntil!: Date | null;

  @Column('text', { nullable: true })
  scheduleId!: string | null;

  /** The plan that begins at the end of the period. */
  @Column('text', { nullable: true })
  nextPlan!: string | null;

  @Column('timestamptz', { nullable: true })
  nextAt!: Date | null;

  /** What waits while an upgrade is paid, and is to be made again if it is not. */
  @Column('text', { nullable: true })
  keptNext!: string | null;

  /** The older subscription, where this is one too many. */
  @Column('text', { nullable: true })
  besides!: string | null;

  @Column('text', { nullable: true })
  latestInvoiceId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  seenAt!: Date;
}
