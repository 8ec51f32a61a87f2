import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A list of the console as somebody saved it: which page, and what it is narrowed by. */
@Entity('saved_views', {
  comment: 'Lists of the console that people saved; each name once for a person and page',
})
@Index('saved_views_name', ['createdBy', 'page', 'name'], { unique: true })
@Index('saved_views_shared', ['page', 'name', 'viewId'], { where: 'shared' })
export class SavedView {
  @PrimaryColumn('text')
  viewId!: string;

  /** Such as `accounts`. */
  @Column('text')
  page!: string;

  @Column('text')
  name!: string;

  /** The query of the page's address. */
  @Column('text')
  query!: string;

  /** Whether colleagues see it, too. */
  @Column('boolean')
  shared!: boolean;

  /** The id of a person. */
  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  savedAt!: Date;
}
