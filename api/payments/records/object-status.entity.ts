import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A status in which a refund, dispute or payout was seen, and when first. */
@Entity('stripe_statuses', {
  comment: 'Histories of refunds, disputes and payouts: each status when it was seen',
})
export class ObjectStatus {
  @PrimaryColumn('text', { name: 'object_id', primaryKeyConstraintName: 'stripe_statuses_pkey' })
  objectId!: string;

  /** Counts from 1. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'stripe_statuses_pkey' })
  n!: number;

  @Column('text')
  status!: string;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;
}
