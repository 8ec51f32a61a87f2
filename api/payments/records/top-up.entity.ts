import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An attempt of an automatic top-up: its purchase says what is bought and how that stands. */
@Entity('top_ups', { comment: 'Attempts of automatic top-ups, each of one purchase' })
@Index('top_ups_account', ['accountId', 'begunAt', 'purchaseId'])
@Index('top_ups_begun', ['begunAt', 'purchaseId'])
@Index('top_ups_intent', ['intentId'])
@Index('top_ups_under_way', ['accountId'], { unique: true, where: 'ended_at IS NULL' })
export class TopUp {
  @PrimaryColumn('text')
  purchaseId!: string;

  @Column('text')
  accountId!: string;

  /** Whose cap it counts for: that in which it was begun. */
  @Column('text', { comment: 'Calendar month in the time zone of the account' })
  month!: string;

  /** The consent that it is made under. */
  @Column('timestamptz')
  consentedAt!: Date;

  @Column('text', { nullable: true })
  customerId!: string | null;

  /** The card that is charged, `pm_…`; null: there was none. */
  @Column('text', { nullable: true })
  methodId!: string | null;

  /** The payment; null until it is known, or where there was none. */
  @Column('text', { nullable: true })
  intentId!: string | null;

  /** Why it failed, in Stripe's words. */
  @Column('text', { nullable: true })
  failureCode!: string | null;

  @Column('timestamptz')
  begunAt!: Date;

  /** Null: it is under way, of which an account has one at most. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
