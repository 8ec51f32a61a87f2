import { formatInstant, type Instant } from '../../domain/instant.js';
import { balanceAtSql, recordedBy } from './balance-at.js';
import type { Knowledge } from '../shapes/known-at.js';
import { withDue, type NextDue } from '../accounts/freshness.js';

/** Sums of postings, as decimal text of micro-credits. */
export interface Figures {
  readonly d_available: string;
  readonly d_held: string;
  readonly d_frozen: string;
  readonly d_debt: string;
}

/** A row of an explanation; opening and closing have no kind. */
export interface LineRow extends Figures, NextDue {
  readonly kind: string;
  /** UTC day, `2026-01-31`; null unless grouped by day. */
  readonly day: string | null;
  /** Null unless grouped by model, and for entries that name none. */
  readonly model: string | null;
  readonly entries: string;
  readonly first_at: Date;
  readonly last_at: Date;
  /** Forfeited by renewals or expired holds; null for other kinds. */
  readonly forfeited: string | null;
  readonly first_event_id: string;
  readonly last_event_id: string;
}

interface Range {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly group_by?: 'day' | 'model' | undefined;
  readonly known_at?: Knowledge | undefined;
}

/** Micro-credits taken from lots; an entry's `lots` are in credits. */
const FORFEITED = `(
  SELECT coalesce(sum((-1000000 * (lot ->> 'credits')::numeric)::bigint), 0)
  FROM json_array_elements(lots) AS lot WHERE lot ->> 'credits' LIKE '-%')`;

const LOST = `CASE WHEN kind = 'renewal' THEN ${FORFEITED}
  WHEN kind IN ('settle', 'release') THEN forfeited_held END`;

const DAY_OF = `to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
const NOT_ASKED = 'NULL::text';

/**
 * One statement in one snapshot: opening, closing, then a line per kind (and day, or model) in
 * order of first occurrence.
 */
export function explainSql(
  accountId: string,
  { from, to, group_by: groupBy, known_at: knownAt }: Range,
) {
  const values: unknown[] = [accountId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // Default bounds: the beginning of time, and no end.
  const opening = balanceAtSql('$1', { before: from ?? 0, knownAt }, bind);
  const closing = balanceAtSql('$1', { before: to, knownAt }, bind);
  const day = groupBy === 'day' ? DAY_OF : NOT_ASKED;
  const model = groupBy === 'model' ? 'model' : NOT_ASKED;
  const known = recordedBy(knownAt, bind);
  const within = [
    'account_id = $1',
    ...(from === undefined ? [] : [`occurred_at >= ${bind(formatInstant(from))}::timestamptz`]),
    ...(to === undefined ? [] : [`occurred_at < ${bind(formatInstant(to))}::timestamptz`]),
    ...(known === undefined ? [] : [known]),
  ].join(' AND ');
  const end = (query: string, place: number) => `SELECT ${place} AS place, d_available, d_held,
      d_frozen, d_debt, NULL AS kind, NULL AS day, NULL AS model, 0 AS entries,
      NULL::numeric AS forfeited, NULL::timestamptz AS first_at, NULL::timestamptz AS last_at,
      NULL AS first_event_id, NULL AS last_event_id
    FROM (${query}) AS at_end`;
  const select = `${end(opening, 1)}
    UNION ALL ${end(closing, 2)}
    UNION ALL SELECT 3, sum(d_available), sum(d_held), sum(d_frozen), sum(d_debt), kind,
      ${day} AS day, ${model} AS model, count(*), sum(${LOST}),
      min(occurred_at), max(occurred_at),
      (min(ARRAY[to_char(revision, '0000000000000000000'), event_id::text]))[2],
      (max(ARRAY[to_char(revision, '0000000000000000000'), event_id::text]))[2]
    FROM read.ledger_entries WHERE ${within} GROUP BY kind, 7, 8`;
  return { text: withDue(select, 'place, first_at, kind, model'), values };
}
