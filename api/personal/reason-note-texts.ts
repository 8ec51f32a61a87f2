import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { isAllowed, type Caller } from '../auth/caller.js';
import { ReasonNote } from './reason-note.entity.js';

/** Reads the texts of notes for callers who may see personal data. */
@Injectable()
export class ReasonNoteTexts {
  constructor(@InjectRepository(ReasonNote) private readonly notes: Repository<ReasonNote>) {}

  /** Texts by HMAC; none without `pii:read`, none for erased notes. */
  async of(
    caller: Caller,
    hmacs: readonly (string | null | undefined)[],
  ): Promise<ReadonlyMap<string, string>> {
    const wanted = hmacs.filter((hmac) => typeof hmac === 'string');
    if (wanted.length === 0 || !isAllowed(caller, 'pii:read')) return new Map();
    const notes = await this.notes.findBy({ hmac: In(wanted) });
    return new Map(notes.flatMap(({ hmac, text }) => (text === null ? [] : [[hmac, text]])));
  }
}
