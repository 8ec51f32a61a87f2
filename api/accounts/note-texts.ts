import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { isAllowed, type Caller } from '../auth/caller.js';

/** The texts of notes, for whoever may read what is personal. */
@Injectable()
export class NoteTexts {
  constructor(private readonly pool: Pool) {}

  /** Texts by HMAC; none for a caller without `pii:read`, none of notes that were erased. */
  async of(
    caller: Caller,
    hmacs: readonly (string | null | undefined)[],
  ): Promise<ReadonlyMap<string, string>> {
    const wanted = hmacs.filter((hmac) => typeof hmac === 'string');
    if (wanted.length === 0 || !isAllowed(caller, 'pii:read')) return new Map();
    const { rows } = await this.pool.query<{ hmac: string; text: string }>({
      name: 'note-texts',
      text: `SELECT hmac, text FROM app.notes
        WHERE hmac = ANY ($1::text[]) AND text IS NOT NULL`,
      values: [wanted],
    });
    return new Map(rows.map(({ hmac, text }) => [hmac, text]));
  }
}
