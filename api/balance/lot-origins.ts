import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { revisionOf } from '../../domain/account/ids.js';
import { presentWhy, whyFields } from '../accounts/why.js';
import { isAllowed, type Caller } from '../auth/caller.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';

/** Who gave a lot, and why. */
export const originFields = {
  ...whyFields,
  actor: z
    .string()
    .nullable()
    .describe('Who gave it; null to a widget, and for a moment after it was given.'),
};
const Origin = z.object(originFields);
/** Who gave a lot, and why. */
export type Origin = z.output<typeof Origin>;

interface Row {
  readonly revision: string;
  readonly reason_code: string | null;
  readonly note_hmac: string | null;
  readonly ticket: string | null;
  readonly actor: string;
}

const UNKNOWN: Origin = { ...presentWhy(false, new Map()), actor: null };

/** Looks up who gave lots: the id of a lot leads to the entry of its event. */
@Injectable()
export class LotOrigins {
  constructor(
    private readonly pool: Pool,
    private readonly noteTexts: ReasonNoteTexts,
  ) {}

  /** Gives the origin of each of these lots; nothing to callers without `accounts:read`. */
  async of(
    accountId: string,
    lotIds: readonly string[],
    caller: Caller,
  ): Promise<(lotId: string) => Origin> {
    if (lotIds.length === 0 || !isAllowed(caller, 'accounts:read')) return () => UNKNOWN;
    const revisions = lotIds.flatMap((lotId) => revisionOf(lotId) ?? []);
    const { rows } = await this.pool.query<Row>(
      `SELECT revision, reason_code, note_hmac, ticket, actor FROM read.ledger_entries
       WHERE account_id = $1 AND revision = ANY($2::bigint[])`,
      [accountId, revisions],
    );
    const texts = await this.noteTexts.of(
      caller,
      rows.map((row) => row.note_hmac),
    );
    const origins = new Map(
      rows.map((row) => [Number(row.revision), { ...presentWhy(row, texts), actor: row.actor }]),
    );
    return (lotId) => origins.get(revisionOf(lotId) ?? -1) ?? UNKNOWN;
  }
}
