import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A customer at Stripe that stands for an account. It may have had several. */
@Entity('stripe_customers', { comment: 'Customers at Stripe by account, which may have several' })
@Index('stripe_customers_account', ['accountId', 'createdAt', 'customerId'])
export class StripeCustomer {
  /** `cus_…` */
  @PrimaryColumn('text', { name: 'customer_id', primaryKeyConstraintName: 'stripe_customers_pkey' })
  customerId!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** When it was seen that Stripe has deleted it; null: it can be charged. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
