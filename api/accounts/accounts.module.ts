import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { AccountProfile } from './account-profile.entity.js';
import { AccountStream } from './account-stream.js';
import { AccountsController } from './accounts.controller.js';
import { ChangeStatusHandler } from './change-status.js';
import { Freshness } from './freshness.js';
import { GetAccount } from './get-account.js';
import { ListAccounts } from './list-accounts.js';
import { NoteTexts } from './note-texts.js';
import { Note } from './note.entity.js';
import { Notes } from './notes.js';
import { OpenAccountHandler } from './open-account.js';
import { Profiles } from './profiles.js';

/** Accounts: opening, status, profiles, notes, and the account stream. */
@Module({
  imports: [CatalogueModule, TypeOrmModule.forFeature([AccountProfile, Note])],
  controllers: [AccountsController],
  providers: [
    AccountStream,
    Freshness,
    GetAccount,
    ListAccounts,
    Notes,
    NoteTexts,
    Profiles,
    OpenAccountHandler,
    ChangeStatusHandler,
  ],
  exports: [AccountStream, Freshness, GetAccount, Notes, NoteTexts],
})
export class AccountsModule {}
