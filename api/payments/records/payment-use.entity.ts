import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeAmount } from './whole.js';

/** Which lot a payment paid for: the bridge from money to lots; amounts in minor units. */
@Entity('payment_uses', {
  comment: 'Which lot a payment paid for: the bridge from money to lots',
})
@Index('payment_uses_purchase', ['purchaseId'])
@Index('payment_uses_line', ['lineId'], { where: 'line_id IS NOT NULL' })
export class PaymentUse {
  @PrimaryColumn('text')
  paymentId!: string;

  /** The lot's source in the ledger, such as `payment:pi_…`. */
  @PrimaryColumn('text')
  paidBy!: string;

  @Column('text')
  accountId!: string;

  @Column('text', { nullable: true })
  purchaseId!: string | null;

  /** The invoice line that the lot is of; null: it is of a pack. */
  @Column('text', { nullable: true })
  lineId!: string | null;

  /** What this payment paid of it. */
  @Column('bigint', { transformer: wholeAmount })
  gross!: bigint;

  @Column('bigint', { transformer: wholeAmount })
  net!: bigint;

  @Column('bigint', { transformer: wholeAmount })
  tax!: bigint;

  @Column('text')
  currency!: string;

  /** What the lot was paid with by any means, tax included; null: `gross`. */
  @Column('bigint', {
    transformer: wholeAmount,
    nullable: true,
    comment: 'Paid for the lot by any means, tax included; null: gross',
  })
  lotGross!: bigint | null;
}
