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
  @PrimaryColumn('text', {
    name: 'request_id',
    primaryKeyConstraintName: 'subscription_requests_pkey',
  })
  requestId!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  /** The idempotency key, unique on the account. */
  @Column('text')
  key!: string;

  @Column('text', { name: 'input_hash' })
  inputHash!: string;

  @Column('text')
  actor!: string;

  @Column('text')
  action!: SubscriptionAction;

  @Column('text', { nullable: true })
  plan!: string | null;

  @Column('integer', { name: 'plan_version', nullable: true })
  planVersion!: number | null;

  @Column('text')
  state!: 'begun' | 'done' | 'refused';

  /** The checkout of one who subscribes. */
  @Column('text', { name: 'checkout_id', nullable: true })
  checkoutId!: string | null;

  /** What was answered, once it is done. */
  @Column('json', { nullable: true })
  answer!: unknown;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
