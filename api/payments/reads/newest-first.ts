/** Filters and cursors of lists about payments: newest first, unless told, by instant and id. */
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { InstantKey } from '../../accounts/schemas.js';
import { afterKey, type PageRequest } from '../../shapes/cursor.js';
import { AccountId } from '../../shapes/ids.js';
import { RequestInstant, requireOrder } from '../../shapes/time.js';

/** Filters that all these lists have; `when`: what the instant of a row tells. */
export const commonFilters = (when: string) => ({
  'filter[account_id]': AccountId.optional(),
  'filter[from]': RequestInstant.optional().describe(`${when}; inclusive.`),
  'filter[to]': RequestInstant.optional().describe(`${when}; exclusive.`),
});

interface Common extends PageRequest {
  readonly 'filter[account_id]'?: string | undefined;
  readonly 'filter[from]'?: number | undefined;
  readonly 'filter[to]'?: number | undefined;
}

/** Wants a column to have any value. */
export const ANY_VALUE = Symbol('any value');

/** What a column must be: this, one of these, or NULL; undefined: it may be anything. */
type Wanted = string | readonly string[] | typeof ANY_VALUE | null | undefined;

/** Columns of the table that is listed. */
interface Columns {
  readonly account: string;
  readonly at: string;
  readonly id: string;
  /** Another instant by which the list is sorted, the earliest first. */
  readonly earliest?: string | undefined;
}

const Key = z.tuple([InstantKey, z.string()]);

/** The end of a statement: conditions, order and limit, with the values that they bind. */
export interface Narrowed {
  readonly sql: string;
  readonly values: unknown[];
}

/**
 * Narrows a list to a page of it and the row after; `wanted` names further columns. Throws 422 for
 * a cursor or a range that cannot be.
 */
export function narrowed(
  query: Common,
  { account, at, id, earliest }: Columns,
  wanted: Readonly<Record<string, Wanted>>,
): Narrowed {
  const { 'filter[from]': from, 'filter[to]': to } = query;
  requireOrder({ from, to }, ['filter[from]', 'filter[to]']);
  const values: unknown[] = [query['page[size]'] + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const instant = (text: string) => `${bind(text)}::timestamptz`;
  const isWanted = (column: string, what: Wanted): string[] => {
    if (what === undefined) return [];
    if (what === null) return [`${column} IS NULL`];
    if (what === ANY_VALUE) return [`${column} IS NOT NULL`];
    const bound = bind(what);
    return [
      typeof what === 'string' ? `${column} = ${bound}` : `${column} = ANY (${bound}::text[])`,
    ];
  };
  const after = afterKey(query, Key);
  const [by, direction, beyond] =
    earliest === undefined ? [at, 'DESC', '<'] : [earliest, 'ASC', '>'];
  const conditions = [
    'true',
    ...Object.entries({ [account]: query['filter[account_id]'], ...wanted }).flatMap(
      ([column, what]) => isWanted(column, what),
    ),
    ...(from === undefined ? [] : [`${at} >= ${instant(formatInstant(from))}`]),
    ...(to === undefined ? [] : [`${at} < ${instant(formatInstant(to))}`]),
    ...(after ? [`(${by}, ${id}) ${beyond} (${instant(after[0])}, ${bind(after[1])})`] : []),
  ];
  const order = `${by} ${direction}, ${id} ${direction}`;
  const sql = `WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $1`;
  return { sql, values };
}
