import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A customer at Stripe that stands for an account. It may have had several. */
@Entity('stripe_customers', { comment: 'Customers at Stripe by account, which may have several' })
@Index('stripe_customers_account', ['accountId', 'createdAt', 'customerId'])
export class StripeCustomer {
  /** `cus_…` */
  @PrimaryColumn('text')
  customerId!: string;

  @Column('text')
  accountId!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** When it was seen that Stripe has deleted it; null: it can be charged. */
  @Column('timestamptz', { nullable: true })
  deletedAt!: Date | null;
}
