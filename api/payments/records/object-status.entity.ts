import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A status in which a refund, dispute or payout was seen, and when first. */
@Entity('stripe_statuses', {
  comment: 'Histories of refunds, disputes and payouts: each status when it was seen',
})
export class ObjectStatus {
  @PrimaryColumn('text')
  objectId!: string;

  /** Counts from 1. */
  @PrimaryColumn('integer')
  n!: number;

  @Column('text')
  status!: string;

  @Column('timestamptz')
  seenAt!: Date;
}
