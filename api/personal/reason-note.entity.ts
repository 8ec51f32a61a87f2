import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Free text about an account. The event that it belongs to carries its HMAC. */
@Entity('notes', {
  comment:
    'Free text of adjustments and refunds; the event carries its HMAC, salt and text are erased together',
})
@Index('notes_account', ['accountId', 'createdAt'])
export class ReasonNote {
  @PrimaryColumn('text')
  hmac!: string;

  @Column('text')
  accountId!: string;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('bytea', { nullable: true })
  salt!: Buffer | null;

  /** The actor, such as `key:key_…`. */
  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;
}
