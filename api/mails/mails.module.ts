import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ListMails } from './list-mails.js';
import { Mail } from './mail.entity.js';
import { MailSettingsRow } from './mail-settings.entity.js';
import { MailsController } from './mails.controller.js';
import { MailOutbox } from './outbox.js';
import { PutMailSettingsHandler, ReadMailSettings } from './settings.js';

/** Stores mails that are to be sent. */
@Module({ providers: [MailOutbox], exports: [MailOutbox] })
export class MailOutboxModule {}

/** Mails about accounts, and which of them they get. */
@Module({
  imports: [AccountsModule, TypeOrmModule.forFeature([Mail, MailSettingsRow])],
  controllers: [MailsController],
  providers: [ListMails, PutMailSettingsHandler, ReadMailSettings],
})
export class MailsModule {}
