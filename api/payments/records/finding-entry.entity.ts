import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What somebody did about a finding. `released`: nobody is its owner any more. `asked`: others were
 * asked to approve that what was bought is granted. `refunding`: its payment was refunded.
 */
export const FINDING_DEEDS = [
  'assigned',
  'released',
  'resolved',
  'reopened',
  'asked',
  'refunding',
] as const;
/** What somebody did about a finding. */
export type FindingDeed = (typeof FINDING_DEEDS)[number];

/** Something that was done about a finding. */
@Entity('finding_entries', { comment: 'What people did about findings; never edited' })
@Check(
  'finding_entries_did_check',
  `did IN ('assigned', 'released', 'resolved', 'reopened', 'asked', 'refunding')`,
)
export class FindingEntry {
  @PrimaryColumn('text')
  findingId!: string;

  /** Counts from 1. */
  @PrimaryColumn('integer')
  n!: number;

  @Column('timestamptz')
  at!: Date;

  /** `staff:…`, `key:…`, or `system`. */
  @Column('text')
  actor!: string;

  @Column('text')
  did!: FindingDeed;

  /** Of `assigned`: to whom. */
  @Column('text', { nullable: true })
  ownerId!: string | null;

  /** Of `resolved`: one of RESOLUTIONS. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Free text about an account; null once its person was erased. */
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { nullable: true })
  ticket!: string | null;

  /** What settles it: an approval, a refund, an adjustment. */
  @Column('text', { nullable: true })
  link!: string | null;
}
