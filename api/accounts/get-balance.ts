import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { BalanceLevel } from '../../domain/account/events.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, parseInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock.js';
import { formatPosition, parsePosition } from '../../platform/metadata.js';
import { CreditsText } from '../http/credits.js';
import { PositionText } from '../http/position.js';
import { RequestInstant } from '../http/time.js';
import { balanceAtSql, type Knowledge } from './balance-at.js';
import { BALANCE_NOW, presentBalanceRow, type BalanceRow } from './balance-now.js';
import { balanceOfLog } from './balance-of-log.js';
import { Freshness, type Fresh } from './freshness.js';
import { freshnessQuery, InstantText, staleAnswer } from './schemas.js';

/** An instant or a position: how much was known. */
const KnownAt = z
  .string()
  .max(40)
  .transform((text, ctx): Knowledge => {
    const position = parsePosition(text);
    if (position !== undefined) return { kind: 'position', position };
    const instant = parseInstant(text);
    const usable = RequestInstant.safeParse(text).success;
    if (instant !== undefined && usable) return { kind: 'instant', instant };
    ctx.issues.push({
      code: 'custom',
      input: text,
      message: 'expected an RFC 3339 instant or a position given by this API',
    });
    return z.NEVER;
  });

/** Query of `GET /v1/accounts/{id}/balance`. */
export const BalanceQuery = z.strictObject({
  ...freshnessQuery,
  as_of: RequestInstant.optional().meta({ description: 'Only what was true by then.' }),
  known_at: KnownAt.optional().meta({
    description: 'Only what had been recorded by then: an instant, or a `position`.',
    examples: ['2026-01-31T10:00:00Z'],
  }),
});
export type BalanceQuery = z.output<typeof BalanceQuery>;

const lotsOf = z.object({ remaining: CreditsText });

/** A balance; asked for by `as_of` or `known_at` there are no lots, and so no level either. */
export const BalanceAnswer = z
  .object({
    account_id: z.string(),
    available: CreditsText,
    held: CreditsText,
    frozen: CreditsText.meta({ description: 'Held back while a payment is disputed.' }),
    debt: CreditsText,
    level: BalanceLevel.nullable(),
    percent_left: z.number().nullable().meta({ description: 'At most two decimals.' }),
    plan: z
      .object({
        plan: z.string(),
        granted: CreditsText,
        remaining: CreditsText,
        renews_at: InstantText.nullable(),
      })
      .nullable(),
    packs: lotsOf.nullable(),
    grants: lotsOf.nullable(),
    as_of: InstantText,
    known_at: z.string().optional(),
    position: PositionText,
    ...staleAnswer,
  })
  .meta({ id: 'Balance' });
export type BalanceAnswer = z.output<typeof BalanceAnswer>;

interface PostedRow {
  readonly d_available: string;
  readonly d_held: string;
  readonly d_frozen: string;
  readonly d_debt: string;
  readonly position: string;
}

/** The balance now, or as any two clocks say. */
@Injectable()
export class GetBalance {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(accountId: string, query: BalanceQuery): Promise<BalanceAnswer> {
    const fresh = await this.freshness.of(accountId, query.min_position, 'balances');
    const historical = query.as_of !== undefined || query.known_at !== undefined;
    return historical ? this.at(accountId, query, fresh) : this.now(accountId, fresh);
  }

  private async now(accountId: string, { stale, log }: Fresh): Promise<BalanceAnswer> {
    const asOf = formatInstant(this.clock.now());
    const { rows } = await this.pool.query<BalanceRow>(BALANCE_NOW(accountId));
    const figures = rows[0] ? presentBalanceRow(rows[0]) : balanceOfLog(log, accountId);
    return { ...figures, as_of: asOf, ...(stale && { stale }) };
  }

  private async at(
    accountId: string,
    { as_of: asOf, known_at: knownAt }: BalanceQuery,
    { stale, log }: Fresh,
  ): Promise<BalanceAnswer> {
    const values: unknown[] = [accountId];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const text = `SELECT b.*,
        (SELECT position FROM read.balances WHERE account_id = $1) AS position
      FROM (${balanceAtSql('$1', { asOf, knownAt }, bind)}) AS b`;
    const { rows } = await this.pool.query<PostedRow>(text, values);
    const row = rows[0];
    const sum = (column: keyof PostedRow) => formatCredits(BigInt(row?.[column] ?? 0));
    return {
      account_id: accountId,
      available: sum('d_available'),
      held: sum('d_held'),
      frozen: sum('d_frozen'),
      debt: sum('d_debt'),
      level: null,
      percent_left: null,
      plan: null,
      packs: null,
      grants: null,
      as_of: formatInstant(asOf ?? this.clock.now()),
      ...(knownAt && { known_at: presentKnowledge(knownAt) }),
      position: formatPosition(BigInt(row?.position ?? log?.position ?? 0)),
      ...(stale && { stale }),
    };
  }
}

const presentKnowledge = (known: Knowledge): string =>
  known.kind === 'instant' ? formatInstant(known.instant) : formatPosition(known.position);
