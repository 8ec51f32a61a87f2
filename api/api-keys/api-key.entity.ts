import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A stored API key. */
@Entity('api_keys')
@Check('api_keys_hash_check', 'octet_length(hash) = 32')
@Check('api_keys_rate_limit_check', 'rate_limit > 0')
@Index('api_keys_created', ['createdAt', 'id'])
export class ApiKey {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('bytea', { comment: 'SHA-256 of the key; the key itself is kept nowhere' })
  hash!: Buffer;

  @Column('text', { array: true })
  scopes!: string[];

  /** Requests per second; null: the default limit. */
  @Column('integer', { nullable: true })
  rateLimit!: number | null;

  /** The actor, such as `key:key_…`. */
  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
