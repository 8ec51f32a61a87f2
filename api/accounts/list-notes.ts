import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { AccountStream } from './account-stream.js';
import { InstantKey, seenText, Ticket } from './schemas.js';
import { isAllowed, type Caller } from '../auth/caller.js';
import { afterKey, page, pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { AccountNote } from '../personal/account-note.entity.js';

const MAX_NOTE_CHARS = 5_000;

/** What somebody notes about an account. */
export const NoteBody = z
  .strictObject({
    text: seenText(MAX_NOTE_CHARS),
    ticket: Ticket.optional(),
    pinned: z.boolean().default(false).describe('Pinned notes stand first.'),
  })
  .meta({
    id: 'NewAccountNote',
    examples: [{ text: 'Billing contact is on leave until March', ticket: 'ZD-4711' }],
  });
export type NoteBody = z.output<typeof NoteBody>;

/** A note about an account; it is never edited. */
export const NoteAnswer = z
  .object({
    note_id: z
      .string()
      .meta({ pattern: '^not_[A-Za-z0-9_-]{16}$', examples: ['not_3q2vEjRWeJq83vEj'] }),
    account_id: AccountId,
    text: z
      .string()
      .nullable()
      .describe('Null to callers without `pii:read`, and once it was erased.'),
    ticket: z.string().nullable(),
    pinned: z.boolean(),
    created_by: z.string(),
    created_at: InstantText,
    erased_at: InstantText.nullable(),
  })
  .meta({ id: 'AccountNote' });
export type NoteAnswer = z.input<typeof NoteAnswer>;

/** A page of notes. */
export const NotesAnswer = pageOf(NoteAnswer).meta({ id: 'AccountNotes' });

/** Query of `GET /v1/accounts/{id}/notes`. */
export const NotesQuery = z.strictObject(pageQuery);
export type NotesQuery = z.output<typeof NotesQuery>;

const Key = z.tuple([z.boolean(), InstantKey, z.string()]);

/** Notes about an account, pinned ones first. */
@Injectable()
export class ListNotes {
  constructor(
    @InjectRepository(AccountNote) private readonly notes: Repository<AccountNote>,
    private readonly stream: AccountStream,
  ) {}

  /** Pinned notes first, then the newest. Throws DomainError `account_not_found`. */
  async of(accountId: string, query: NotesQuery, caller: Caller): Promise<Page<NoteAnswer>> {
    const after = afterKey(query, Key);
    await this.stream.requireOpened(accountId);
    const asked = this.notes
      .createQueryBuilder('note')
      .where('note.accountId = :accountId', { accountId })
      .orderBy({ 'note.pinned': 'DESC', 'note.createdAt': 'DESC', 'note.noteId': 'DESC' })
      .limit(query['page[size]'] + 1);
    if (after) {
      const [pinned, createdAt, noteId] = after;
      const key = { pinned, createdAt: new Date(createdAt), noteId };
      asked.andWhere(
        '(note.pinned, note.createdAt, note.noteId) < (:pinned, :createdAt, :noteId)',
        key,
      );
    }
    const listed = page(await asked.getMany(), query, keyOf);
    return { ...listed, data: listed.data.map((note) => presentNote(note, caller)) };
  }
}

const keyOf = ({ pinned, createdAt, noteId }: AccountNote) =>
  [pinned, createdAt.toISOString(), noteId] as const;

/** A note as its reader may see it. */
export function presentNote(note: AccountNote, caller: Caller): NoteAnswer {
  return {
    note_id: note.noteId,
    account_id: note.accountId,
    text: isAllowed(caller, 'pii:read') ? note.text : null,
    ticket: note.ticket,
    pinned: note.pinned,
    created_by: note.createdBy,
    created_at: note.createdAt.toISOString(),
    erased_at: note.erasedAt?.toISOString() ?? null,
  };
}
