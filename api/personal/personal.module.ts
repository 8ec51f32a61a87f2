import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountNote } from './account-note.entity.js';
import { AccountProfile } from './account-profile.entity.js';
import { Profiles } from './profiles.js';
import { ReasonNoteTexts } from './reason-note-texts.js';
import { ReasonNote } from './reason-note.entity.js';
import { ReasonNotes } from './reason-notes.js';

/** Personal data, kept outside the log so that it can be erased: profiles, notes. */
@Module({
  imports: [TypeOrmModule.forFeature([AccountNote, AccountProfile, ReasonNote])],
  providers: [Profiles, ReasonNotes, ReasonNoteTexts],
  exports: [TypeOrmModule, Profiles, ReasonNotes, ReasonNoteTexts],
})
export class PersonalModule {}
