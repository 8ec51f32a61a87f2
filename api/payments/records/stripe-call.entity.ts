import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A call that makes something at Stripe: written before it is made, with its idempotency key. */
@Entity('stripe_calls', {
  comment: 'Calls that make something at Stripe, by idempotency key: written before they are made',
})
@Check('stripe_calls_state_check', `state IN ('begun', 'done', 'failed')`)
export class StripeCall {
  @PrimaryColumn('text')
  key!: string;

  /** Such as `POST /v1/checkout/sessions`. */
  @Column('text')
  route!: string;

  @Column('text', { nullable: true })
  purchaseId!: string | null;

  /** `failed`: Stripe keeps the failure with the key, so another try needs another key. */
  @Column('text', { default: 'begun' })
  state!: 'begun' | 'done' | 'failed';

  /** What it made. */
  @Column('text', { nullable: true })
  objectId!: string | null;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  begunAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
