import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../auth/roles.js';

/** Credits that a person with this role may give or take by hand. No row: no limit of the role. */
@Entity('role_limits')
export class RoleLimit {
  @PrimaryColumn('text')
  role!: Role;

  /** Micro-credits of one action, as text. */
  @Column('bigint')
  perAction!: string;

  /** Micro-credits of one person in one day (UTC), as text. */
  @Column('bigint')
  perDay!: string;

  /** The actor; null: the limit that a new installation has. */
  @Column('text', { nullable: true })
  updatedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  updatedAt!: Date | null;
}
