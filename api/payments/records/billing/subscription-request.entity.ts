import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SubscriptionAction } from '../../plan/wanted.js';

/** What somebody asked of a subscription. */
@Entity('subscription_requests', {
  comment: 'What somebody asked of a subscription, by idempotency key',
})
@Check('subscription_requests_state_check', `state IN ('begun', 'done', 'refused')`)
@Check(
  'subscription_requests_action_check',
  `action IN ('subscribe', 'upgrade', 'downgrade', 'cancel', 'withdraw')`,
)
@Index('subscription_requests_key', ['accountId', 'key'], { unique: true })
export class SubscriptionRequest {
  /** `sbr_…` */
  @PrimaryColumn('text')
  requestId!: string;

  @Column('text')
  accountId!: string;

  /** The idempotency key, unique on the account. */
  @Column('text')
  key!: string;

  @Column('text')
  inputHash!: string;

  @Column('text')
  actor!: string;

  @Column('text')
  action!: SubscriptionAction;

  @Column('text', { nullable: true })
  plan!: string | null;

  @Column('integer', { nullable: true })
  planVersion!: number | null;

  @Column('text')
  state!: 'begun' | 'done' | 'refused';

  /** The checkout of one who subscribes. */
  @Column('text', { nullable: true })
  checkoutId!: string | null;

  /** What was answered, once it is done. */
  @Column('json', { nullable: true })
  answer!: unknown;

  @Column('timestamptz')
  createdAt!: Date;
}
