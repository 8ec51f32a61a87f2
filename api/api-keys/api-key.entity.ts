import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A stored API key. */
@Entity('api_keys')
@Check('api_keys_hash_check', 'octet_length(hash) = 32')
@Check('api_keys_rate_limit_check', 'rate_limit > 0')
@Index('api_keys_created', ['createdAt', 'id'])
export class ApiKey {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'api_keys_pkey' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('bytea', { comment: 'SHA-256 of the key; the key itself is kept nowhere' })
  hash!: Buffer;

  @Column('text', { array: true })
  scopes!: string[];

  /** Requests per second; null: the default limit. */
  @Column('integer', { name: 'rate_limit', nullable: true })
  rateLimit!: number | null;

  /** The actor, such as `key:key_…`. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
