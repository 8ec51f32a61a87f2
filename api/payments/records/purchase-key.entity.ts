import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An idempotency key under which somebody bought; several clicks may share a purchase. */
@Entity('purchase_keys', {
  comment: 'Idempotency keys of purchases: several clicks may share a purchase',
})
export class PurchaseKey {
  @PrimaryColumn('text', { name: 'account_id', primaryKeyConstraintName: 'purchase_keys_pkey' })
  accountId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'purchase_keys_pkey' })
  key!: string;

  @Column('text', { name: 'input_hash' })
  inputHash!: string;

  @Column('text', { name: 'purchase_id' })
  purchaseId!: string;
}
