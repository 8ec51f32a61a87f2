import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { FindingClass, Severity } from '../plan/finding-classes.js';

/** Where a finding stands: somebody deals with one that is `assigned`. */
export const FINDING_STATES = ['open', 'assigned', 'resolved'] as const;
/** Where a finding stands. */
export type FindingState = (typeof FINDING_STATES)[number];

/** Something that does not add up between Stripe and the ledger, for a person to look at. */
@Entity('findings', {
  comment: 'What does not add up between Stripe and the ledger, for a person to look at',
})
@Check('findings_severity_check', `severity IN ('info', 'warning', 'critical')`)
@Check('findings_state_check', `state IN ('open', 'assigned', 'resolved')`)
@Index('findings_once', ['class', 'objectId'], { unique: true })
@Index('findings_found', ['foundAt', 'findingId'])
@Index('findings_account', ['accountId', 'foundAt', 'findingId'])
@Index('findings_class', ['class', 'foundAt', 'findingId'])
@Index('findings_owner', ['ownerId', 'foundAt', 'findingId'])
@Index('findings_object', ['objectId'])
@Index('findings_open', ['severity', 'foundAt', 'findingId'], { where: `state <> 'resolved'` })
export class Finding {
  /** `fnd_…` */
  @PrimaryColumn('text')
  findingId!: string;

  @Column('text')
  class!: FindingClass;

  @Column('text')
  severity!: Severity;

  /** The object at Stripe. */
  @Column('text')
  objectId!: string;

  @Column('text', { nullable: true })
  accountId!: string | null;

  @Column('text', { nullable: true })
  purchaseId!: string | null;

  /** What we expected. */
  @Column('text', { nullable: true })
  ours!: string | null;

  /** What Stripe has. */
  @Column('text', { nullable: true })
  theirs!: string | null;

  @Column('text', { default: 'open' })
  state!: FindingState;

  /** Who deals with it. */
  @Column('text', { nullable: true })
  ownerId!: string | null;

  @Column('timestamptz')
  foundAt!: Date;
}
