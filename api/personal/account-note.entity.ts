import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Free text that staff keep about an account: written once, never edited. */
@Entity('account_notes', {
  comment: 'What staff note about accounts; erasing empties the text and sets erased_at',
})
@Index('account_notes_account', ['accountId', 'pinned', 'createdAt', 'noteId'])
@Index('account_notes_ticket', ['ticket', 'createdAt', 'noteId'], { where: 'ticket IS NOT NULL' })
export class AccountNote {
  @PrimaryColumn('text')
  noteId!: string;

  @Column('text')
  accountId!: string;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('text', { nullable: true })
  ticket!: string | null;

  @Column('boolean')
  pinned!: boolean;

  /** Hash of what was asked: the same key with another note is refused. */
  @Column('text')
  inputHash!: string;

  /** The actor, such as `staff:stf_…`. */
  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;
}
