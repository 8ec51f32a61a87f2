import {
  Body,
  Controller,
  Get,
  Param,
  Patch,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { AccountAnswer } from './present-account.js';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { AnswerOf, OptionalIdempotencyKey } from '../http/idempotency.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { AddNote } from './add-note.js';
import { ChangeProfile, ProfileBody } from './change-profile.js';
import { EraseProfile } from './erase-profile.js';
import { ListNotes, NoteAnswer, NoteBody, NotesAnswer, NotesQuery } from './list-notes.js';
import { NOTE_COLUMNS } from './note-columns.js';

const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id')
@Tagged('Accounts')
export class ProfileController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listNotes: ListNotes,
  ) {}

  @Patch()
  @Allow('pii:write')
  @Answers({
    id: 'changeProfile',
    summary: 'Changes name, e-mail address or metadata',
    description:
      'What is left out stays, what is null is removed. Refused (409 `profile_erased`) once it was erased.',
    answer: AccountAnswer,
    problems: [409],
  })
  change(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: ProfileBody }) body: ProfileBody,
    @Caller() caller: Caller,
  ): Promise<AccountAnswer> {
    return this.commands.execute(new ChangeProfile(accountId, body, caller));
  }

  @Post('erase')
  @Allow('pii:erase', { stepUp: true })
  @Answers({
    id: 'eraseProfile',
    summary: 'Erases the name, the address, metadata and all notes for good',
    description: 'What is personal, and never the ledger. Erased once more, nothing changes.',
    answer: AccountAnswer,
  })
  erase(
    @Param('account_id', ID) accountId: string,
    @Caller() caller: Caller,
  ): Promise<AccountAnswer> {
    return this.commands.execute(new EraseProfile(accountId, caller));
  }

  @Get('notes')
  @Allow('accounts:read')
  @Answers({
    id: 'listNotes',
    summary: 'Notes about an account, pinned ones first, then the newest',
    description: ALSO_CSV,
    answer: NotesAnswer,
  })
  list(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: NotesQuery }) query: NotesQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof NotesAnswer> | StreamableFile> {
    const read = (asked: typeof query) => this.listNotes.of(accountId, asked, caller);
    return pageOrCsv(csv, query, read, {
      name: 'notes',
      subject: 'account',
      columns: NOTE_COLUMNS,
    });
  }

  @Post('notes')
  @Allow('notes:write')
  @Answers({
    id: 'addNote',
    summary: 'Adds a note to an account; notes are never edited',
    status: 201,
    answer: NoteAnswer,
  })
  add(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: NoteBody }) body: NoteBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<NoteAnswer> {
    return answerOf(this.commands.execute(new AddNote(accountId, body, key, caller)));
  }
}
