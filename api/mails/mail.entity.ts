import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { MailData } from './kinds/kind.js';

/**
 * How a mail stands. `sending`: the mail server is being spoken to. `sent`: it has taken the mail.
 * `failed`: nobody gets it. `unknown`: it may have been taken, so it is not sent again.
 */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;
/** How a mail stands. */
export type MailState = (typeof MAIL_STATES)[number];

/** A mail: neither its address nor its text is kept. */
@Entity('mails', {
  comment: 'Mails, each about one fact; who gets it, and what it says, is settled as it is sent',
})
@Unique('mails_fact', ['fact'])
@Unique('mails_period_key', ['periodKey'])
@Check('mails_state_check', `state IN ('queued', 'sending', 'sent', 'failed', 'unknown')`)
@Index('mails_account', ['accountId', 'createdAt', 'mailId'])
@Index('mails_created', ['createdAt'])
@Index('mails_open', ['dueAt'], { where: `state IN ('queued', 'sending')` })
export class Mail {
  @PrimaryColumn('text')
  mailId!: string;

  /** What has happened, such as `receipt:pi_…`: one mail about it at most. */
  @Column('text')
  fact!: string;

  /** Kind and account while no other of the kind is due in this billing period; null: always. */
  @Column('text', { nullable: true })
  periodKey!: string | null;

  @Column('text')
  accountId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  addressee!: 'account' | 'finance';

  @Column('text')
  state!: MailState;

  /** Figures and ids of which it is written; null once it is sent or given up. */
  @Column('jsonb', { nullable: true })
  data!: MailData | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('text', { nullable: true, comment: 'Why the last attempt failed; without its address' })
  error!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** When the next attempt is due; null: there is none. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  /** Until when an attempt is certainly over, in real time; null: there is none. */
  @Column('timestamptz', { nullable: true })
  busyUntil!: Date | null;

  /** When the mail server took it. */
  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;
}
