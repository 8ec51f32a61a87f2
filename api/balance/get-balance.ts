import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { CreditsText } from '../shapes/credits.js';
import { BALANCE } from '../openapi/examples.js';
import { knownAtQuery, KnownText, presentKnowledge } from '../shapes/known-at.js';
import { InstantText, requirePast, RequestInstant } from '../shapes/time.js';
import { balanceAtSql } from './balance-at.js';
import { balanceNow, presentCurrentBalance, type CurrentBalance } from './balance-now.js';
import { balanceOfLog } from './balance-of-log.js';
import { Freshness, type NextDue } from '../accounts/freshness.js';
import { AccountStatus } from '../accounts/present-account.js';
import { freshnessQuery, staleAnswer } from '../accounts/schemas.js';
import { AccountId, CatalogueName } from '../shapes/ids.js';
import { BalanceLevel } from '../shapes/words.js';
import { PositionText } from '../shapes/position.js';

/** Query of `GET /v1/accounts/{id}/balance`. */
export const BalanceQuery = z.strictObject({
  ...freshnessQuery,
  as_of: RequestInstant.optional().describe(
    'Only what was true by then, which is not in the future.',
  ),
  ...knownAtQuery,
});
export type BalanceQuery = z.output<typeof BalanceQuery>;

const lotsOf = z.object({ remaining: CreditsText }).meta({ id: 'CreditsLeft' });

/** A balance; with `as_of` or `known_at` it has no lots, and so no level. */
export const BalanceAnswer = z
  .object({
    account_id: AccountId,
    status: AccountStatus.nullable().describe(
      'Of the account now: null with `as_of` or `known_at`.',
    ),
    available: CreditsText,
    held: CreditsText,
    frozen: CreditsText.describe('Held back while a payment is disputed.'),
    debt: CreditsText,
    level: BalanceLevel.nullable(),
    percent_left: z.number().nullable().describe('At most two decimals.'),
    plan: z
      .object({
        plan: CatalogueName,
        granted: CreditsText,
        remaining: CreditsText,
        renews_at: InstantText.nullable().describe(
          'When the period ends; null for a closed account, which renews no more.',
        ),
      })
      .nullable(),
    packs: lotsOf.nullable(),
    grants: lotsOf.nullable(),
    next_expiry: z
      .object({ credits: CreditsText, expires_at: InstantText })
      .nullable()
      .describe(
        'The first instant at which credits end for good, and how many are free to be spent ' +
          'until then: of lots with an expiry, except the bundle of the plan that its renewal ' +
          'replaces (see `plan.renews_at`). What is left of a former plan after an upgrade counts. ' +
          'Null when nothing ends.',
      ),
    as_of: InstantText,
    known_at: KnownText.optional(),
    revision: z
      .number()
      .int()
      .nullable()
      .describe('Of the last event of the account that counts; null as `status` is.'),
    position: PositionText,
    ...staleAnswer,
  })
  .meta({ id: 'Balance', examples: [BALANCE] });
export type BalanceAnswer = z.output<typeof BalanceAnswer>;

interface PostedRow extends NextDue {
  readonly d_available: string;
  readonly d_held: string;
  readonly d_frozen: string;
  readonly d_debt: string;
  readonly position: string;
}

/** Reads the balance, now or by two clocks. */
@Injectable()
export class GetBalance {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /** Throws DomainError `account_not_found`. */
  of(accountId: string, query: BalanceQuery): Promise<BalanceAnswer> {
    const historical = query.as_of !== undefined || query.known_at !== undefined;
    return historical ? this.at(accountId, query) : this.now(accountId, query);
  }

  private async now(accountId: string, query: BalanceQuery): Promise<BalanceAnswer> {
    const ask = () => this.pool.query<CurrentBalance>(balanceNow(accountId));
    const fresh = await this.freshness.read(accountId, query.min_position, 'balances', ask);
    const [row] = fresh.rows;
    const figures = row ? presentCurrentBalance(row) : balanceOfLog(fresh.log, accountId);
    const stale = fresh.stale && ({ stale: true } as const);
    return { ...figures, as_of: formatInstant(this.clock.now()), ...stale };
  }

  private async at(accountId: string, query: BalanceQuery): Promise<BalanceAnswer> {
    const { as_of: asOf, known_at: knownAt, min_position: minPosition } = query;
    const now = this.clock.now();
    requirePast('as_of', asOf, now);
    if (knownAt?.kind === 'instant') requirePast('known_at', knownAt.instant, now);
    const values: unknown[] = [accountId];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const text = `SELECT b.next_due_at, b.position, sums.* FROM read.balances b
      CROSS JOIN LATERAL (${balanceAtSql('$1', { asOf, knownAt }, bind)}) AS sums
      WHERE b.account_id = $1`;
    const ask = () => this.pool.query<PostedRow>(text, values);
    const fresh = await this.freshness.read(accountId, minPosition, 'ledger_entries', ask);
    const [row] = fresh.rows;
    const sum = (column: keyof typeof NO_ROW) => formatCredits(BigInt((row ?? NO_ROW)[column]));
    return {
      account_id: accountId,
      available: sum('d_available'),
      held: sum('d_held'),
      frozen: sum('d_frozen'),
      debt: sum('d_debt'),
      ...NO_LOTS,
      as_of: formatInstant(asOf ?? now),
      ...(knownAt && { known_at: presentKnowledge(knownAt) }),
      position: formatPosition(BigInt(row?.position ?? fresh.log?.position ?? 0)),
      ...(fresh.stale && { stale: true }),
    };
  }
}

/** A balance by two clocks is a sum of postings, without lots, level or status. */
const NO_LOTS = {
  status: null,
  revision: null,
  level: null,
  percent_left: null,
  plan: null,
  packs: null,
  grants: null,
  next_expiry: null,
};
const NO_ROW = { d_available: '0', d_held: '0', d_frozen: '0', d_debt: '0' };
