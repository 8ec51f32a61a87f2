import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which mails an account does not want. */
@Entity('mail_settings', { comment: 'Which mails accounts do not want; absent: they want all' })
export class MailSettingsRow {
  @PrimaryColumn('text', { name: 'account_id', primaryKeyConstraintName: 'mail_settings_pkey' })
  accountId!: string;

  @Column('text', { name: 'switched_off', array: true })
  switchedOff!: string[];

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
