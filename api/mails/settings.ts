/** Which mails an account gets. */
import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../../platform/clock/clock.js';
import { AccountStream } from '../accounts/account-stream.js';
import { SWITCHES, type Switch } from './kinds/kind.js';
import { MailSettingsRow } from './mail-settings.entity.js';

const ABOUT = {
  receipts: 'Receipts of what was paid.',
  balance: 'Warnings that credits run low or are used up, and that a plan has ended.',
} as const satisfies Record<Switch, string>;

/** The settings of an account's mails, as they are written. */
export const MailSettingsBody = z
  .strictObject({
    receipts: z.boolean().describe(ABOUT.receipts),
    balance: z.boolean().describe(ABOUT.balance),
  })
  .meta({ id: 'NewMailSettings', examples: [{ receipts: true, balance: false }] });
export type MailSettingsBody = z.output<typeof MailSettingsBody>;

/** The settings of an account's mails. */
export const MailSettingsAnswer = z
  .object({
    receipts: z.boolean().describe(ABOUT.receipts),
    balance: z.boolean().describe(ABOUT.balance),
  })
  .meta({ id: 'MailSettings' });
export type MailSettingsAnswer = z.output<typeof MailSettingsAnswer>;

/** Reads which mails an account gets. */
@Injectable()
export class ReadMailSettings {
  constructor(
    @InjectRepository(MailSettingsRow) private readonly rows: Repository<MailSettingsRow>,
    private readonly stream: AccountStream,
  ) {}

  /** All unless told otherwise. Throws DomainError `account_not_found`. */
  async of(accountId: string): Promise<MailSettingsAnswer> {
    await this.stream.requireOpened(accountId);
    const row = await this.rows.findOneBy({ accountId });
    const off = new Set(row?.switchedOff);
    return { receipts: !off.has('receipts'), balance: !off.has('balance') };
  }
}

/** Sets which mails an account gets. */
export class PutMailSettings extends Command<MailSettingsAnswer> {
  constructor(
    readonly accountId: string,
    readonly body: MailSettingsBody,
  ) {
    super();
  }
}

@CommandHandler(PutMailSettings)
export class PutMailSettingsHandler implements ICommandHandler<PutMailSettings> {
  constructor(
    @InjectRepository(MailSettingsRow) private readonly rows: Repository<MailSettingsRow>,
    private readonly stream: AccountStream,
    private readonly clock: Clock,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async execute({ accountId, body }: PutMailSettings): Promise<MailSettingsAnswer> {
    await this.stream.requireOpened(accountId);
    const switchedOff = SWITCHES.filter((each) => !body[each]);
    const changedAt = new Date(this.clock.now());
    await this.rows.upsert({ accountId, switchedOff, changedAt }, ['accountId']);
    return body;
  }
}
