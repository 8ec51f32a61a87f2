import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../auth/roles.js';

/** A person who uses the console. */
@Entity('staff')
@Check('staff_email_lower', 'email = lower(email)')
@Index('staff_email', ['email'], { unique: true })
@Index('staff_created', ['createdAt', 'id'])
@Index('staff_oidc', ['oidcIssuer', 'oidcSubject'], { unique: true })
export class Staff {
  /** `stf_…`. */
  @PrimaryColumn('text')
  id!: string;

  /** In lower case. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** Someone who is not active cannot sign in. */
  @Column('boolean', { default: true })
  active!: boolean;

  /** False for the demo's people alone: they sign in and step up by password. */
  @Column('boolean', { default: true })
  needsTotp!: boolean;

  /** argon2id; null until an invitation is taken. */
  @Column('text', { nullable: true })
  passwordHash!: string | null;

  @Column('text', { nullable: true, comment: 'Sealed under SCRIP_SECRET_KEY' })
  totpSecret!: string | null;

  @Column('integer', {
    nullable: true,
    comment: 'Time step of the last code taken: none is taken twice',
  })
  totpStep!: number | null;

  @Column('bytea', {
    array: true,
    default: () => "'{}'",
    comment: 'SHA-256 of each code that is left',
  })
  recoveryCodes!: Buffer[];

  /** Issuer of the account that the person first used for single sign-on; null: none yet. */
  @Column('text', { nullable: true })
  oidcIssuer!: string | null;

  /** That account's lasting name at its issuer. */
  @Column('text', { nullable: true })
  oidcSubject!: string | null;

  @Column('timestamptz', { nullable: true, comment: 'Last use of the console, exact to a minute' })
  seenAt!: Date | null;

  /** The actor, such as `staff:stf_…`. */
  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;
}
