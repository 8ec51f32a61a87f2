import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from '../whole.js';

/** A price at Stripe of one version of a plan; what it costs never changes. */
@Entity('stripe_prices', { comment: 'Prices at Stripe, each of one version of a plan' })
@Index('stripe_prices_plan', ['plan', 'version'])
export class StripePrice {
  /** `price_…` */
  @PrimaryColumn('text', { name: 'price_id', primaryKeyConstraintName: 'stripe_prices_pkey' })
  priceId!: string;

  @Column('text', { name: 'product_id' })
  productId!: string;

  @Column('text')
  plan!: string;

  @Column('integer')
  version!: number;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units a month' })
  amount!: bigint;

  @Column('text')
  currency!: string;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;
}
