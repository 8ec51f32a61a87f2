import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from '../whole.js';

/** A price at Stripe of one version of a plan; what it costs never changes. */
@Entity('stripe_prices', { comment: 'Prices at Stripe, each of one version of a plan' })
@Index('stripe_prices_plan', ['plan', 'version'])
export class StripePrice {
  /** `price_…` */
  @PrimaryColumn('text')
  priceId!: string;

  @Column('text')
  productId!: string;

  @Column('text')
  plan!: string;

  @Column('integer')
  version!: number;

  @Column('bigint', { transformer: wholeAmount, comment: 'Minor units a month' })
  amount!: bigint;

  @Column('text')
  currency!: string;

  @Column('timestamptz')
  seenAt!: Date;
}
