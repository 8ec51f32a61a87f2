import { Body, Controller, Get, Param, Put, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { ListMails, MailsAnswer, MailsQuery } from './list-mails.js';
import { MAIL_COLUMNS } from './mail-columns.js';
import {
  MailSettingsAnswer,
  MailSettingsBody,
  PutMailSettings,
  ReadMailSettings,
} from './settings.js';

const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id')
@Tagged('Accounts')
export class MailsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listMails: ListMails,
    private readonly settings: ReadMailSettings,
  ) {}

  @Get('mails')
  @Allow('accounts:read')
  @Answers({
    id: 'listMails',
    summary: 'Mails about an account, the newest first',
    description: `That they were sent, not what they say. ${ALSO_CSV}`,
    answer: MailsAnswer,
  })
  list(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: MailsQuery }) query: MailsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof MailsAnswer> | StreamableFile> {
    const read = (asked: typeof query) => this.listMails.of(accountId, asked);
    return pageOrCsv(csv, query, read, {
      name: 'mails',
      subject: 'account',
      columns: MAIL_COLUMNS,
    });
  }

  @Get('mail-settings')
  @Allow('accounts:read')
  @Answers({
    id: 'getMailSettings',
    summary: 'Which mails an account gets',
    description: 'What is not listed is always sent, such as that a payment has failed.',
    answer: MailSettingsAnswer,
  })
  read(@Param('account_id', ID) accountId: string): Promise<MailSettingsAnswer> {
    return this.settings.of(accountId);
  }

  @Put('mail-settings')
  @Allow('accounts:write')
  @Answers({
    id: 'putMailSettings',
    summary: 'Sets which mails an account gets',
    description:
      'Also for mails that wait. Whoever sends them to their own users switches them off.',
    answer: MailSettingsAnswer,
  })
  put(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: MailSettingsBody }) body: MailSettingsBody,
  ): Promise<MailSettingsAnswer> {
    return this.commands.execute(new PutMailSettings(accountId, body));
  }
}
