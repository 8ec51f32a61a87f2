import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { afterKey, page, pageOf, pageQuery } from '../shapes/cursor.js';
import { Freshness } from './freshness.js';
import {
  ACCOUNT_ROWS,
  AccountStatus,
  ListedAccount,
  presentListed,
  type AccountRow,
} from './present-account.js';
import { freshnessQuery, InstantKey, personalText } from './schemas.js';
import type { Caller } from '../auth/caller.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { beginsWith } from '../shapes/begins-with.js';
import { CatalogueName } from '../shapes/ids.js';
import { RequestInstant, requireOrder } from '../shapes/time.js';
import { BalanceLevel } from '../shapes/words.js';
import { requirePersons } from '../personal/masking.js';

const MAX_EMAIL_CHARS = 254;
const MAX_NAME_CHARS = 200;

/** Query of `GET /v1/accounts`. */
export const AccountsQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  'filter[plan]': CatalogueName.optional(),
  'filter[status]': AccountStatus.optional(),
  'filter[level]': BalanceLevel.optional(),
  'filter[opened_from]': RequestInstant.optional().describe('Inclusive.'),
  'filter[opened_to]': RequestInstant.optional().describe('Exclusive.'),
  'filter[name]': personalText(MAX_NAME_CHARS)
    .min(1)
    .optional()
    .describe('How the name begins, in any case.'),
  'filter[email]': personalText(MAX_EMAIL_CHARS)
    .min(1)
    .optional()
    .describe('How the address begins, in any case.'),
  sort: z.enum(['-opened_at', 'opened_at']).default('-opened_at'),
});
export type AccountsQuery = z.output<typeof AccountsQuery>;

/** A page of accounts. */
export const AccountsAnswer = pageOf(ListedAccount).meta({ id: 'Accounts' });

/** Time of opening, and id. */
const Key = z.tuple([InstantKey, z.string().regex(/^[A-Za-z0-9._-]{1,64}$/)]);

/** Lists accounts, newest first by default. */
@Injectable()
export class ListAccounts {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
  ) {}

  async execute(query: AccountsQuery, caller: Caller): Promise<z.input<typeof AccountsAnswer>> {
    const bounds = { from: query['filter[opened_from]'], to: query['filter[opened_to]'] };
    requireOrder(bounds, ['filter[opened_from]', 'filter[opened_to]']);
    if (query['filter[name]'] ?? query['filter[email]']) requirePersons(caller);
    const late = await this.freshness.isStale(query.min_position);
    const found = await this.read(query);
    const { booked, stale } = await this.freshness.bookAll(found);
    const rows = booked ? await this.read(query) : found;
    const { data, meta } = page(rows, query, (row) => [
      row.opened_at.toISOString(),
      row.account_id,
    ]);
    const isStale = late || stale;
    return {
      data: data.map((row) => presentListed(row, caller)),
      meta: { ...meta, ...(isStale && { stale: isStale }) },
    };
  }

  private async read(query: AccountsQuery): Promise<AccountRow[]> {
    const values: unknown[] = [query['page[size]'] + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const after = afterKey(query, Key);
    const [direction, beyond] = query.sort === 'opened_at' ? ['ASC', '>'] : ['DESC', '<'];
    const conditions = [
      'true',
      ...filtersOf(query, bind),
      ...(after
        ? [
            `(a.opened_at, a.account_id) ${beyond}
             (${bind(after[0])}::timestamptz, ${bind(after[1])})`,
          ]
        : []),
    ];
    const text = `${ACCOUNT_ROWS} WHERE ${conditions.join(' AND ')}
      ORDER BY a.opened_at ${direction}, a.account_id ${direction} LIMIT $1`;
    return (await this.pool.query<AccountRow>(text, values)).rows;
  }
}

/** Turns filters into conditions, each served by an index. */
function filtersOf(query: AccountsQuery, bind: (value: unknown) => string): string[] {
  const at = (instant: Instant) => `${bind(formatInstant(instant))}::timestamptz`;
  const {
    'filter[plan]': plan,
    'filter[status]': status,
    'filter[level]': level,
    'filter[opened_from]': from,
    'filter[opened_to]': to,
    'filter[name]': name,
    'filter[email]': email,
  } = query;
  return [
    ...(plan === undefined ? [] : [`a.plan = ${bind(plan)}`]),
    ...(status === undefined ? [] : [`a.status = ${bind(status)}`]),
    ...(level === undefined ? [] : [`a.level = ${bind(level)}`]),
    ...(from === undefined ? [] : [`a.opened_at >= ${at(from)}`]),
    ...(to === undefined ? [] : [`a.opened_at < ${at(to)}`]),
    ...(name === undefined ? [] : [beginsWith('lower(p.name)', `lower(${bind(name)})`)]),
    ...(email === undefined ? [] : [beginsWith('lower(p.email)', `lower(${bind(email)})`)]),
  ];
}
