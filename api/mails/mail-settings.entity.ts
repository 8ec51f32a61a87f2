import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which mails an account does not want. */
@Entity('mail_settings', { comment: 'Which mails accounts do not want; absent: they want all' })
export class MailSettingsRow {
  @PrimaryColumn('text')
  accountId!: string;

  @Column('text', { array: true })
  switchedOff!: string[];

  @Column('timestamptz')
  changedAt!: Date;
}
