import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Why an endpoint is disabled. */
export type DisabledReason = 'operator' | 'failing' | 'gone';

/** A URL that webhooks are sent to, with its signing secrets. */
@Entity('webhook_endpoints')
@Check(
  'webhook_endpoints_disabled_reason_check',
  `disabled_reason IN ('operator', 'failing', 'gone')`,
)
export class WebhookEndpoint {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  url!: string;

  @Column('text', { array: true, nullable: true, comment: 'Types that are sent; null: all' })
  events!: string[] | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('boolean', { default: true })
  enabled!: boolean;

  @Column('text', { nullable: true })
  disabledReason!: DisabledReason | null;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  failingSince!: Date | null;

  @Column('text', {
    comment: 'Sealed under SCRIP_SECRET_KEY; emptied when the endpoint is deleted',
  })
  secret!: string;

  @Column('text', { nullable: true })
  previousSecret!: string | null;

  /** Until then the previous secret signs too. */
  @Column('timestamptz', { nullable: true })
  previousSecretUntil!: Date | null;

  /** The actor, such as `key:key_…`. */
  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** The row is kept until its deliveries are deleted: an active attempt refers to it. */
  @Column('timestamptz', { nullable: true })
  deletedAt!: Date | null;
}
