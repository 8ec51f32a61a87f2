import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { PersonalModule } from '../personal/personal.module.js';
import { AccountStream } from './account-stream.js';
import { AccountsAsOf } from './accounts-as-of.js';
import { AccountsController } from './accounts.controller.js';
import { AddNoteHandler } from './add-note.js';
import { ChangeProfileHandler } from './change-profile.js';
import { EraseProfileHandler } from './erase-profile.js';
import { Freshness } from './freshness.js';
import { GetAccount } from './get-account.js';
import { ListAccounts } from './list-accounts.js';
import { ListNotes } from './list-notes.js';
import { OpenAccountHandler } from './open-account.js';
import { ProfileController } from './profile.controller.js';

/** Accounts: opening, status, profiles, notes, and the account stream. */
@Module({
  imports: [CatalogueModule, PersonalModule],
  controllers: [AccountsController, ProfileController],
  providers: [
    AccountStream,
    AccountsAsOf,
    Freshness,
    GetAccount,
    ListAccounts,
    ListNotes,
    AddNoteHandler,
    ChangeProfileHandler,
    EraseProfileHandler,
    OpenAccountHandler,
  ],
  exports: [AccountsAsOf, AccountStream, Freshness, GetAccount, PersonalModule],
})
export class AccountsModule {}
