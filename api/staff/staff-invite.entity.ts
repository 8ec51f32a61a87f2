import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Staff } from './staff.entity.js';

/** The open invitation of a person; it is deleted when it is taken. */
@Entity('staff_invites')
@Check('staff_invites_hash_check', 'octet_length(hash) = 32')
export class StaffInvite {
  @PrimaryColumn('text')
  staffId!: string;

  @OneToOne(() => Staff)
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_invites_staff_fkey' })
  staff!: Staff;

  @Column('bytea', { comment: 'SHA-256 of the token; it is kept nowhere itself' })
  hash!: Buffer;

  @Column('timestamptz')
  expiresAt!: Date;
}
