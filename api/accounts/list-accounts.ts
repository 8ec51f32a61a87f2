import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { afterKey, page, pageOf, pageQuery } from '../shapes/cursor.js';
import { Freshness } from './freshness.js';
import {
  ACCOUNT_ROWS,
  AccountAnswer,
  AccountStatus,
  presentAccountRow,
  type AccountRow,
} from './present-account.js';
import { freshnessQuery, InstantKey, personalText } from './schemas.js';
import { CatalogueName } from '../shapes/ids.js';

const MAX_EMAIL_CHARS = 254;

/** Query of `GET /v1/accounts`. */
export const AccountsQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  'filter[plan]': CatalogueName.optional(),
  'filter[status]': AccountStatus.optional(),
  'filter[email]': personalText(MAX_EMAIL_CHARS).min(1).optional().meta({
    description: 'How the address begins, in any case.',
  }),
  sort: z.enum(['-opened_at', 'opened_at']).default('-opened_at'),
});
export type AccountsQuery = z.output<typeof AccountsQuery>;

/** A page of accounts. */
export const AccountsAnswer = pageOf(AccountAnswer).meta({ id: 'Accounts' });

/** When it was opened, and its id. */
const Key = z.tuple([InstantKey, z.string().regex(/^[A-Za-z0-9._-]{1,64}$/)]);

/** Accounts, newest first unless asked otherwise. */
@Injectable()
export class ListAccounts {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
  ) {}

  async execute(query: AccountsQuery): Promise<z.input<typeof AccountsAnswer>> {
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
      data: data.map(presentAccountRow),
      meta: { ...meta, ...(isStale && { stale: isStale }) },
    };
  }

  private async read(query: AccountsQuery): Promise<AccountRow[]> {
    const values: unknown[] = [query['page[size]'] + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const { 'filter[plan]': plan, 'filter[status]': status, 'filter[email]': email } = query;
    const after = afterKey(query, Key);
    const [direction, beyond] = query.sort === 'opened_at' ? ['ASC', '>'] : ['DESC', '<'];
    const conditions = [
      'true',
      ...(plan === undefined ? [] : [`a.plan = ${bind(plan)}`]),
      ...(status === undefined ? [] : [`a.status = ${bind(status)}`]),
      ...(email === undefined ? [] : [`starts_with(lower(p.email), lower(${bind(email)}))`]),
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
