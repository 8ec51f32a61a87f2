import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An early fraud warning of Stripe about a charge; no money has moved. */
@Entity('fraud_warnings', { comment: 'Early fraud warnings of Stripe; no money has moved' })
@Index('fraud_warnings_payment', ['paymentId'])
export class FraudWarning {
  /** `issfr_…` */
  @PrimaryColumn('text')
  warningId!: string;

  @Column('text')
  paymentId!: string;

  @Column('text', { nullable: true })
  accountId!: string | null;

  @Column('text')
  chargeId!: string;

  @Column('text')
  fraudType!: string;

  /** A refund now may still prevent a dispute. */
  @Column('boolean')
  actionable!: boolean;

  @Column('timestamptz')
  createdAt!: Date;
}
