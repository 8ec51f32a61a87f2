import { hash } from 'node:crypto';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { AccountStream } from './account-stream.js';
import type { CommandResult } from './command-result.js';
import type { Caller } from '../auth/caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { AccountNote } from '../personal/account-note.entity.js';
import { presentNote, type NoteAnswer, type NoteBody } from './list-notes.js';
import { AccountRequest } from './account-request.js';

const ID_BYTES = 12;

/** Adds a note to an account; the same key again gives the first one. */
export class AddNote extends AccountRequest<NoteBody, NoteAnswer> {}

@CommandHandler(AddNote)
export class AddNoteHandler implements ICommandHandler<AddNote> {
  constructor(
    @InjectRepository(AccountNote) private readonly notes: Repository<AccountNote>,
    private readonly stream: AccountStream,
    private readonly clock: Clock,
  ) {}

  /** Throws DomainError `account_not_found`, `idempotency_mismatch`. */
  async execute({ accountId, body, key, caller }: AddNote): Promise<CommandResult<NoteAnswer>> {
    await this.stream.requireOpened(accountId);
    const { text, ticket = null, pinned } = body;
    const noteId = idOf(caller, key);
    const inserted = await this.notes
      .createQueryBuilder()
      .insert()
      .values({
        noteId,
        accountId,
        text,
        ticket,
        pinned,
        inputHash: key.inputHash,
        createdBy: caller.actor,
        createdAt: new Date(this.clock.now()),
      })
      .orIgnore()
      .returning('note_id')
      .execute();
    const note = await this.notes.findOneByOrFail({ noteId });
    if (note.inputHash !== key.inputHash) throw new DomainError('idempotency_mismatch');
    // Whoever writes a note may read it.
    const answer = { ...presentNote(note, caller), text: note.text };
    return { answer, hit: z.array(z.unknown()).parse(inserted.raw).length === 0 };
  }
}

/** The same caller with the same key means the same note. */
function idOf({ id }: Caller, { commandId }: IdempotencyKey): string {
  const digest = hash('sha256', `note\n${id}\n${commandId}`, 'buffer');
  return `not_${digest.subarray(0, ID_BYTES).toString('base64url')}`;
}
