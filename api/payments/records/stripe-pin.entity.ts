import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The account and mode of Stripe that this installation belongs to: one row. */
@Entity('stripe_pin', {
  comment: 'The account and mode of Stripe that this installation belongs to',
})
@Check('stripe_pin_one_check', 'one')
export class StripePin {
  @PrimaryColumn('boolean', { default: true })
  one!: boolean;

  @Column('text')
  stripeAccount!: string;

  @Column('boolean')
  livemode!: boolean;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  pinnedAt!: Date;
}
