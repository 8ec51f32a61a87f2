import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import type { Caller } from '../auth/caller.js';
import { CreditsText } from '../shapes/credits.js';
import { afterKey, page, pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import { Freshness, withDue, type NextDue } from '../accounts/freshness.js';
import type { Lot } from '../../domain/account/lot-figures.js';
import { invalid } from '../http/problem.js';
import { knownAtQuery, type Knowledge } from '../shapes/known-at.js';
import { LotOrigins, originFields } from './lot-origins.js';
import { LotsAt, type BareLot } from './lots-at.js';
import { unitPrice, UnitPrice } from './unit-price.js';
import { freshnessQuery, InstantKey } from '../accounts/schemas.js';
import { EventId, LotId } from '../shapes/ids.js';
import { LotSource } from '../shapes/words.js';
import { InstantText } from '../shapes/time.js';

/** Query of `GET /v1/accounts/{id}/lots`. */
export const LotsQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  include: z
    .literal('empty')
    .optional()
    .describe('Lots with nothing left too, and those that have ended; not with `known_at`.'),
  ...knownAtQuery,
});
export type LotsQuery = z.output<typeof LotsQuery>;

/** One lot; `remaining` includes held and frozen credits. */
export const LotAnswer = z
  .object({
    lot_id: LotId,
    source: LotSource,
    status: z.enum(['live', 'expired', 'replaced', 'clawed_back']),
    granted: CreditsText,
    remaining: CreditsText,
    held: CreditsText,
    frozen: CreditsText,
    effective_at: InstantText,
    expires_at: InstantText.nullable(),
    unit_price: UnitPrice.nullable().describe('Null when it was free.'),
    paid_by: z.string(),
    event_id: EventId,
    ...originFields,
  })
  .meta({ id: 'Lot' });

/** A page of lots. */
export const LotsAnswer = pageOf(LotAnswer).meta({ id: 'Lots' });

/** An account without matching lots still has a row. */
interface NoRow extends NextDue {
  readonly lot_id: null;
}

interface LotRow extends NextDue {
  readonly lot_id: string;
  readonly source: string;
  readonly status: string;
  readonly granted: string;
  readonly remaining: string;
  readonly held: string;
  readonly frozen: string;
  readonly paid_minor: string | null;
  readonly paid_currency: string | null;
  readonly paid_by: string;
  readonly effective_at: Date;
  readonly expires_at: Date | null;
  readonly event_id: string;
}

/** Expiry (text, or `infinity`), paid, effective, id: the order of consumption. */
const Key = z.tuple([
  z.union([InstantKey, z.literal('infinity')]),
  z.union([z.literal(0), z.literal(1)]),
  InstantKey,
  z.string().regex(/^[\w-]{1,64}$/),
]);

/** The id of the last lot. */
const KeyAt = z.tuple([z.string()]);

const ORDER = [
  `coalesce(expires_at, 'infinity')`,
  '(paid_minor IS NOT NULL)::int',
  'effective_at',
  'lot_id COLLATE "C"',
].join(', ');

/** Lists the lots of an account in order of consumption. */
@Injectable()
export class GetLots {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly origins: LotOrigins,
    private readonly lotsAt: LotsAt,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(
    accountId: string,
    query: LotsQuery,
    caller: Caller,
  ): Promise<z.output<typeof LotsAnswer>> {
    const { data, meta } = query.known_at
      ? await this.recorded(accountId, query, query.known_at)
      : await this.now(accountId, query);
    const originOf = await this.origins.of(
      accountId,
      data.map((lot) => lot.lot_id),
      caller,
    );
    return { data: data.map((lot) => ({ ...lot, ...originOf(lot.lot_id) })), meta };
  }

  private async recorded(accountId: string, query: LotsQuery, knownAt: Knowledge) {
    if (query.include) {
      throw invalid([{ name: 'include', reason: 'is not known at a moment of the past' }]);
    }
    const lots = await this.lotsAt.of(accountId, knownAt);
    const after = afterKey(query, KeyAt);
    const rest = after ? lots.slice(placeOf(lots, after[0]) + 1) : lots;
    const listed = page(rest, query, ({ grant }) => [grant.lotId]);
    const data = await Promise.all(listed.data.map((lot) => this.lotsAt.present(accountId, lot)));
    return { ...listed, data };
  }

  private async now(accountId: string, query: LotsQuery): Promise<Page<BareLot>> {
    const values: unknown[] = [accountId, query['page[size]'] + 1];
    const after = afterKey(query, Key);
    if (after) values.push(...after);
    const select = `SELECT * FROM read.lots WHERE account_id = $1
      ${query.include ? '' : `AND status = 'live' AND remaining > 0`}
      ${after ? `AND (${ORDER}) > ($3::timestamptz, $4::int, $5::timestamptz, $6)` : ''}
      ORDER BY ${ORDER} LIMIT $2`;
    const ask = () => this.pool.query<LotRow | NoRow>(withDue(select, ORDER), values);
    const fresh = await this.freshness.read(accountId, query.min_position, 'lots', ask);
    const rows = fresh.rows.filter((row) => row.lot_id !== null);
    const { data, meta } = page(rows, query, keyOf);
    return { data: data.map(presentLot), meta: { ...meta, ...(fresh.stale && { stale: true }) } };
  }
}

/** Of the lot that the page before ended with. */
const placeOf = (lots: readonly Lot[], lotId: string): number =>
  lots.findIndex(({ grant }) => grant.lotId === lotId);

const keyOf = (row: LotRow) => [
  row.expires_at?.toISOString() ?? 'infinity',
  row.paid_minor === null ? 0 : 1,
  row.effective_at.toISOString(),
  row.lot_id,
];

function presentLot(row: LotRow): BareLot {
  const micro = (text: string) => formatCredits(BigInt(text));
  return {
    lot_id: row.lot_id,
    source: LotSource.parse(row.source),
    status: LotAnswer.shape.status.parse(row.status),
    granted: micro(row.granted),
    remaining: micro(row.remaining),
    held: micro(row.held),
    frozen: micro(row.frozen),
    effective_at: row.effective_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    unit_price:
      row.paid_minor === null || row.paid_currency === null
        ? null
        : unitPrice(BigInt(row.paid_minor), row.paid_currency, BigInt(row.granted)),
    paid_by: row.paid_by,
    event_id: row.event_id,
  };
}
