import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An early fraud warning of Stripe about a charge; no money has moved. */
@Entity('fraud_warnings', { comment: 'Early fraud warnings of Stripe; no money has moved' })
@Index('fraud_warnings_payment', ['paymentId'])
export class FraudWarning {
  /** `issfr_…` */
  @PrimaryColumn('text', { name: 'warning_id', primaryKeyConstraintName: 'fraud_warnings_pkey' })
  warningId!: string;

  @Column('text', { name: 'payment_id' })
  paymentId!: string;

  @Column('text', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('text', { name: 'charge_id' })
  chargeId!: string;

  @Column('text', { name: 'fraud_type' })
  fraudType!: string;

  /** A refund now may still prevent a dispute. */
  @Column('boolean')
  actionable!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
