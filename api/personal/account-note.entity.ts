import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Free text that staff keep about an account: written once, never edited. */
@Entity('account_notes', {
  comment: 'What staff note about accounts; erasing empties the text and sets erased_at',
})
@Index('account_notes_account', ['accountId', 'pinned', 'createdAt', 'noteId'])
@Index('account_notes_ticket', ['ticket', 'createdAt', 'noteId'], { where: 'ticket IS NOT NULL' })
export class AccountNote {
  @PrimaryColumn('text', { name: 'note_id', primaryKeyConstraintName: 'account_notes_pkey' })
  noteId!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('text', { nullable: true })
  ticket!: string | null;

  @Column('boolean')
  pinned!: boolean;

  /** Hash of what was asked: the same key with another note is refused. */
  @Column('text', { name: 'input_hash' })
  inputHash!: string;

  /** The actor, such as `staff:stf_…`. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;
}
