import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ActionDetail } from '../auth/acting-person.js';

/** Something that a person did over the console. Rows are never changed. */
@Entity('staff_actions', {
  comment: 'Written once for each request that changes something; never secrets or texts of notes',
})
@Index('staff_actions_staff', ['staffId', 'id'])
@Index('staff_actions_account', ['accountId', 'id'])
@Index('staff_actions_route', ['route', 'method', 'id'])
export class StaffAction {
  /** As text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  /** `request`; exports and reveals have kinds of their own. */
  @Column('text')
  kind!: string;

  /** Null: somebody who is not known tried to sign in. */
  @Column('text', { nullable: true })
  staffId!: string | null;

  /** Null: signing in failed before there was a session. */
  @Column('text', { nullable: true })
  sessionId!: string | null;

  @Column('text')
  method!: string;

  /** The route's pattern, such as `/v1/accounts/:account_id/suspend`. */
  @Column('text')
  route!: string;

  @Column('text', { nullable: true })
  accountId!: string | null;

  /** Other ids of the path, and ids of what came about. */
  @Column('jsonb')
  targets!: Record<string, string>;

  /** What a route says of itself, such as the new role of a person. */
  @Column('jsonb', { nullable: true })
  detail!: ActionDetail | null;

  @Column('integer')
  status!: number;

  @Column('text')
  requestId!: string;

  @Column('text', { nullable: true })
  reasonCode!: string | null;

  @Column('text', { nullable: true })
  ticket!: string | null;
}
