import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AccountNote } from './account-note.entity.js';
import { AddNoteHandler } from './add-note.js';
import { ChangeProfileHandler } from './change-profile.js';
import { EraseProfileHandler } from './erase-profile.js';
import { ListNotes } from './list-notes.js';
import { PeopleController } from './people.controller.js';

/** Who an account is, and what staff note about it: personal, and in no event. */
@Module({
  imports: [AccountsModule, TypeOrmModule.forFeature([AccountNote])],
  controllers: [PeopleController],
  providers: [AddNoteHandler, ChangeProfileHandler, EraseProfileHandler, ListNotes],
})
export class PeopleModule {}
