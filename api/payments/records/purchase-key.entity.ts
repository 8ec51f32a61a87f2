import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An idempotency key under which somebody bought; several clicks may share a purchase. */
@Entity('purchase_keys', {
  comment: 'Idempotency keys of purchases: several clicks may share a purchase',
})
export class PurchaseKey {
  @PrimaryColumn('text')
  accountId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  inputHash!: string;

  @Column('text')
  purchaseId!: string;
}
