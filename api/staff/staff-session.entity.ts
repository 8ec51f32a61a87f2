import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Staff } from './staff.entity.js';

/** How far a person has come with signing in. */
export type Stage = 'code' | 'enrol' | 'signed_in';

/** A session of the console; one that has ended is deleted. */
@Entity('staff_sessions')
@Check('staff_sessions_hash_check', 'octet_length(hash) = 32')
@Index('staff_sessions_staff', ['staffId', 'createdAt'])
export class StaffSession {
  /** `ses_…`. */
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea', { comment: 'SHA-256 of the cookie; it is kept nowhere itself' })
  hash!: Buffer;

  @Column('text')
  staffId!: string;

  @ManyToOne(() => Staff, { eager: true })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_sessions_staff_fkey' })
  staff!: Staff;

  @Column('text')
  stage!: Stage;

  @Column('text', {
    nullable: true,
    comment: 'TOTP secret that waits for its first code, sealed under SCRIP_SECRET_KEY',
  })
  enrolSecret!: string | null;

  /** Address of the client that signed in. */
  @Column('text')
  address!: string;

  @Column('text', { nullable: true })
  userAgent!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** When it was used last, exact to a minute. */
  @Column('timestamptz')
  seenAt!: Date;

  @Column('timestamptz')
  endsAt!: Date;

  @Column('timestamptz', { nullable: true })
  stepUpUntil!: Date | null;
}
