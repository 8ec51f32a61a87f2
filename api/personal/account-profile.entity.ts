import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Arbitrary data that the product attaches to an account. */
export type AccountMetadata = Readonly<Record<string, string | number | boolean | null>>;

/** Name, email and metadata of an account: personal, so stored outside the log. */
@Entity('account_profiles', {
  comment: 'Who an account is; erasing empties the row and sets erased_at',
})
export class AccountProfile {
  @PrimaryColumn('text')
  accountId!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('jsonb', { nullable: true })
  metadata!: AccountMetadata | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;
}
