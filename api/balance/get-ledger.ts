import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { Credits, formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { CreditsText } from '../shapes/credits.js';
import { recordedBy } from './balance-at.js';
import { topUpsAmong } from './top-ups-among.js';
import { knownAtQuery } from '../shapes/known-at.js';
import { afterKey, page, pageOf, pageQuery } from '../shapes/cursor.js';
import { InstantText, RequestInstant, requireOrder } from '../shapes/time.js';
import { RatesView } from '../models/rates-view.js';
import { isAllowed, type Caller } from '../auth/caller.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';
import { presentWhy, whyFields } from '../accounts/why.js';
import { Freshness, withDue, type NextDue } from '../accounts/freshness.js';
import { BalanceAfter, presentFigures, freshnessQuery, LotCredits } from '../accounts/schemas.js';
import { BalanceFigures, presentBalanceFigures } from '../shapes/figures.js';
import { EventId, MemberId, ModelId, ModelOrNone } from '../shapes/ids.js';
import { Label, Outcome } from '../shapes/words.js';
import { someOf } from '../shapes/some-of.js';
import { UsageCounts } from '../shapes/count.js';
import { PositionText } from '../shapes/position.js';

/** Kinds of ledger entries. */
export const LEDGER_KINDS = [
  'plan_grant',
  'pack_purchase',
  'promo',
  'adjustment',
  'debit',
  'hold',
  'settle',
  'release',
  'refund',
  'renewal',
  'lot_expired',
  'payment_refund',
  'payment_refund_undone',
  'dispute_opened',
  'dispute_closed',
  'dispute_reinstated',
] as const;
/** Kind of a ledger entry. */
export const LedgerKind = z.enum(LEDGER_KINDS).meta({
  id: 'LedgerKind',
  description: 'What kind of event the entry is of; `promo` is reserved, no entry has it.',
});

/** Comma-separated kinds. */
const Kinds = someOf(LedgerKind, 256, 'debit,refund');

/** Query of `GET /v1/accounts/{id}/ledger`. */
export const LedgerQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  'filter[kind]': Kinds.optional(),
  'filter[model]': ModelOrNone.optional().describe('One model; empty: entries that name none.'),
  'filter[from]': RequestInstant.optional().describe('When it occurred; inclusive.'),
  'filter[to]': RequestInstant.optional().describe('When it occurred; exclusive.'),
  ...knownAtQuery,
});
export type LedgerQuery = z.output<typeof LedgerQuery>;

/** A ledger entry: one event that moved credits. */
export const LedgerEntry = z
  .object({
    entry_id: z.string().meta({ examples: ['ent_0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a'] }),
    kind: LedgerKind,
    is_top_up: z.boolean().describe('A pack that an automatic top-up bought.'),
    credits: CreditsText.describe('Signed: a debit of 7 is "-7", a hold "0".'),
    deltas: BalanceFigures,
    balance_after: BalanceAfter,
    lots: z.array(LotCredits).describe('What each lot gave (-) or got.'),
    forfeited: CreditsText.describe(
      'What was lost with lots that ended: by a renewal, by expiry, or of what a hold that ends ' +
        'here had reserved of a lot that had ended before it. Part of `credits`.',
    ),
    model: ModelId.nullable().describe(
      'What it was for, as `mode`, `action`, `feature` and `member_id` say it too.',
    ),
    model_name: z.string().nullable().describe('What the catalogue calls it now.'),
    mode: Label.nullable(),
    action: Label.nullable(),
    feature: Label.nullable(),
    member_id: MemberId.nullable(),
    outcome: Outcome.nullable().describe('Of a hold: null.'),
    usage: UsageCounts.nullable().describe(
      'What a debit or settlement reported; null where it reported nothing.',
    ),
    ref_id: z.string().nullable().describe('The debit, refund, lot … it is about.'),
    paid_by: z
      .string()
      .nullable()
      .meta({
        description:
          'What paid for the lot that is granted, or the payment that was refunded or disputed; ' +
          'as in `paid_by` of a lot. Null for entries of use.',
        examples: ['payment:pi_3MtwBwLkdIwHu7ix28a3tqPa'],
      }),
    ...whyFields,
    actor: z.string(),
    cause: z.string().nullable(),
    occurred_at: InstantText,
    recorded_at: InstantText,
    position: PositionText,
    event_id: EventId,
  })
  .meta({ id: 'LedgerEntry' });

/** A page of entries. */
export const LedgerAnswer = pageOf(LedgerEntry).meta({ id: 'Ledger' });

/** An account without matching entries still has a row. */
interface NoRow extends NextDue {
  readonly revision: null;
}

interface EntryRow extends NextDue {
  readonly revision: string;
  readonly event_id: string;
  readonly kind: string;
  readonly credits: string;
  readonly d_available: string;
  readonly d_held: string;
  readonly d_frozen: string;
  readonly d_debt: string;
  readonly after_available: string;
  readonly after_held: string;
  readonly after_debt: string;
  readonly lots: unknown;
  readonly forfeited_held: string;
  readonly model: string | null;
  readonly mode: string | null;
  readonly action: string | null;
  readonly feature: string | null;
  readonly member_id: string | null;
  readonly outcome: string | null;
  readonly input_tokens: string | null;
  readonly cached_input_tokens: string | null;
  readonly output_tokens: string | null;
  readonly reasoning_tokens: string | null;
  readonly images: string | null;
  readonly ref_id: string | null;
  readonly paid_by: string | null;
  readonly reason_code: string | null;
  readonly note_hmac: string | null;
  readonly ticket: string | null;
  readonly actor: string;
  readonly cause: string | null;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly position: string;
}

const Key = z.tuple([z.number().int().min(0)]);

/** Reads the ledger of an account, newest first (by time of recording). */
@Injectable()
export class GetLedger {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly models: RatesView,
    private readonly noteTexts: ReasonNoteTexts,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(
    accountId: string,
    query: LedgerQuery,
    caller: Caller,
  ): Promise<z.output<typeof LedgerAnswer>> {
    const { 'filter[kind]': kinds, 'filter[model]': model } = query;
    const { 'filter[from]': from, 'filter[to]': to } = query;
    requireOrder({ from, to }, ['filter[from]', 'filter[to]']);
    const values: unknown[] = [accountId, query['page[size]'] + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const [after] = afterKey(query, Key) ?? [];
    const conditions = [
      ...(after === undefined ? [] : [`revision < ${bind(after)}`]),
      ...(kinds ? [`kind = ANY(${bind(kinds)}::text[])`] : []),
      ...(model === '' ? ['model IS NULL'] : []),
      ...(model ? [`model = ${bind(model)}`] : []),
      ...(from === undefined ? [] : [`occurred_at >= ${bind(formatInstant(from))}::timestamptz`]),
      ...(to === undefined ? [] : [`occurred_at < ${bind(formatInstant(to))}::timestamptz`]),
    ];
    const known = recordedBy(query.known_at, bind);
    if (known !== undefined) conditions.push(known);
    const select = `SELECT * FROM read.ledger_entries
      WHERE ${['account_id = $1', ...conditions].join(' AND ')}
      ORDER BY revision DESC LIMIT $2`;
    const text = withDue(select, 'revision DESC');
    const ask = () => this.pool.query<EntryRow | NoRow>(text, values);
    const fresh = await this.freshness.read(accountId, query.min_position, 'ledger_entries', ask);
    const rows = fresh.rows.filter((row) => row.revision !== null);
    const { data, meta } = page(rows, query, ({ revision }) => [Number(revision)]);
    const texts = await this.noteTexts.of(
      caller,
      data.map((row) => row.note_hmac),
    );
    const isTopUp = await topUpsAmong(this.pool, accountId, data);
    const nameOf = (model: string) => this.models.nameOf(model);
    // Staff reasons are not shown to widgets.
    const why = (row: EntryRow) => presentWhy(isAllowed(caller, 'accounts:read') && row, texts);
    return {
      data: data.map((row) => ({
        ...presentEntry(row, nameOf),
        is_top_up: isTopUp(row),
        ...why(row),
      })),
      meta: { ...meta, ...(fresh.stale && { stale: true }) },
    };
  }
}

function presentEntry(
  row: EntryRow,
  nameOf: (model: string) => string | null,
): Omit<z.output<typeof LedgerEntry>, 'is_top_up' | keyof typeof whyFields> {
  const lots = z.array(LotCredits).parse(row.lots);
  return {
    entry_id: `ent_${row.event_id}`,
    kind: LedgerKind.parse(row.kind),
    credits: formatCredits(BigInt(row.credits)),
    deltas: presentBalanceFigures({
      available: BigInt(row.d_available),
      held: BigInt(row.d_held),
      frozen: BigInt(row.d_frozen),
      debt: BigInt(row.d_debt),
    }),
    balance_after: presentFigures({
      available: BigInt(row.after_available),
      held: BigInt(row.after_held),
      debt: BigInt(row.after_debt),
    }),
    lots,
    forfeited: formatCredits(BigInt(row.forfeited_held) + lostBy(row.kind, lots)),
    model: row.model,
    model_name: row.model === null ? null : nameOf(row.model),
    mode: row.mode,
    action: row.action,
    feature: row.feature,
    member_id: row.member_id,
    outcome: row.outcome === null ? null : Outcome.parse(row.outcome),
    usage: usageOf(row),
    ref_id: row.ref_id,
    paid_by: row.paid_by,
    actor: row.actor,
    cause: row.cause,
    occurred_at: row.occurred_at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    position: formatPosition(BigInt(row.position)),
    event_id: row.event_id,
  };
}

/** All five counts are present, or none. */
const usageOf = (row: EntryRow): z.output<typeof UsageCounts> | null =>
  row.input_tokens === null
    ? null
    : {
        input_tokens: Number(row.input_tokens),
        cached_input_tokens: Number(row.cached_input_tokens),
        output_tokens: Number(row.output_tokens),
        reasoning_tokens: Number(row.reasoning_tokens),
        images: Number(row.images),
      };

/** Renewals and expiries forfeit what they take from lots. */
function lostBy(kind: string, lots: readonly z.output<typeof LotCredits>[]): Credits {
  if (kind !== 'renewal' && kind !== 'lot_expired') return 0n;
  const taken = lots.map(({ credits }) => Credits.parse(credits)).filter((each) => each < 0n);
  return taken.reduce((total, each) => total - each, 0n);
}
