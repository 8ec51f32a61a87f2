import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * How a webhook stands. `received`: its object is still to be looked at. `parked`: it is not for
 * this installation, or unreadable; a person looks. `ignored`: it says nothing about our objects.
 */
export const STRIPE_EVENT_STATES = ['received', 'done', 'parked', 'ignored'] as const;
/** How a webhook stands. */
export type StripeEventState = (typeof STRIPE_EVENT_STATES)[number];

/** A webhook of Stripe as it came. */
@Entity('stripe_events', { comment: 'Webhooks of Stripe as they came' })
@Check('stripe_events_state_check', `state IN ('received', 'done', 'parked', 'ignored')`)
@Index('stripe_events_due', ['dueAt'], { where: `state = 'received'` })
@Index('stripe_events_received', ['receivedAt', 'id'])
@Index('stripe_events_account', ['accountId', 'receivedAt', 'id'])
@Index('stripe_events_object', ['objectId', 'receivedAt', 'id'])
@Index('stripe_events_type', ['type', 'receivedAt', 'id'])
@Index('stripe_events_parked', ['receivedAt', 'id'], { where: `state = 'parked'` })
@Index('stripe_events_payload', ['receivedAt'], { where: 'payload IS NOT NULL' })
export class StripeEvent {
  /** `evt_…`; of an unreadable one the hash of its bytes. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { nullable: true })
  type!: string | null;

  @Column('text', { nullable: true })
  apiVersion!: string | null;

  @Column('boolean', { nullable: true })
  livemode!: boolean | null;

  @Column('timestamptz', { nullable: true })
  createdAt!: Date | null;

  /** The object to look at, such as `cs_…`, `pi_…` or `re_…`. */
  @Column('text', { nullable: true })
  objectId!: string | null;

  /** Whose it is; known once its object was looked at. */
  @Column('text', { nullable: true })
  accountId!: string | null;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  receivedAt!: Date;

  /** The bytes as they came; null once they were erased. */
  @Column('bytea', { nullable: true, select: false })
  payload!: Buffer | null;

  /** base64url SHA-256 of the bytes. */
  @Column('text')
  payloadHash!: string;

  @Column('text', { default: 'received' })
  state!: StripeEventState;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** When a lost job is missed. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;

  @Column('text', { nullable: true })
  error!: string | null;

  /** When somebody last had its object looked at again. */
  @Column('timestamptz', { nullable: true })
  replayedAt!: Date | null;

  /** `staff:…` or `key:…` */
  @Column('text', { nullable: true })
  replayedBy!: string | null;
}
