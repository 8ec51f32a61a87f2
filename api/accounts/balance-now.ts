import { BalanceLevel } from '../../domain/account/events.js';
import { percentLeft } from '../../domain/account/level.js';
import { formatCredits } from '../../domain/credits.js';
import { formatPosition } from '../../platform/metadata.js';
import type { Due } from './freshness.js';
import type { BalanceAnswer } from './get-balance.js';

/** The balance of one account with its plan and what is left of its lots, by what they are. */
export interface BalanceRow extends Due {
  readonly account_id: string;
  readonly available: string;
  readonly held: string;
  readonly frozen: string;
  readonly debt: string;
  readonly reference: string;
  readonly level: string;
  readonly position: string;
  readonly status: string;
  readonly plan: string;
  readonly period_ends_at: Date;
  readonly plan_granted: string;
  readonly plan_remaining: string;
  readonly pack_remaining: string;
  readonly grant_remaining: string;
}

const SELECT_BALANCES = `
  SELECT b.next_due_at, b.account_id, b.available, b.held, b.frozen, b.debt, b.reference, b.level,
    b.position, a.status, a.plan, a.period_ends_at, l.*
  FROM read.balances b
  JOIN read.accounts a USING (account_id)
  CROSS JOIN LATERAL (
    SELECT
      coalesce(sum(granted) FILTER (WHERE source = 'plan'), 0) AS plan_granted,
      coalesce(sum(remaining) FILTER (WHERE source = 'plan'), 0) AS plan_remaining,
      coalesce(sum(remaining) FILTER (WHERE source = 'pack'), 0) AS pack_remaining,
      coalesce(sum(remaining) FILTER (WHERE source IN ('promo', 'adjustment')), 0)
        AS grant_remaining
    FROM read.lots l WHERE l.account_id = b.account_id AND l.status = 'live'
  ) AS l`;

/** The query of one account's balance as it stands in the read model. */
export const balanceNow = (accountId: string) => ({
  name: 'balance-now',
  text: `${SELECT_BALANCES} WHERE b.account_id = $1`,
  values: [accountId],
});

/** An account, and the position up to which somebody knows its balance. */
export interface KnownBalance {
  readonly accountId: string;
  readonly position: bigint;
}

/** The same of those among many accounts that have moved on from where they are known to be. */
export const balancesMoved = (known: readonly KnownBalance[]) => ({
  name: 'balances-moved',
  text: `${SELECT_BALANCES}
    JOIN unnest($1::text[], $2::bigint[]) AS known (known_id, known_position)
      ON known_id = b.account_id
    WHERE b.position <> known_position`,
  values: [known.map(({ accountId }) => accountId), known.map(({ position }) => position)],
});

/** A row as it is answered, without the instant it was read at. */
export function presentBalanceRow(row: BalanceRow): Omit<BalanceAnswer, 'as_of'> {
  const micro = (text: string) => formatCredits(BigInt(text));
  const [available, held, debt, reference] = [
    BigInt(row.available),
    BigInt(row.held),
    BigInt(row.debt),
    BigInt(row.reference),
  ];
  return {
    account_id: row.account_id,
    available: formatCredits(available),
    held: formatCredits(held),
    frozen: micro(row.frozen),
    debt: formatCredits(debt),
    level: BalanceLevel.parse(row.level),
    percent_left: percentLeft({ available, held, debt, reference }),
    plan: {
      plan: row.plan,
      granted: micro(row.plan_granted),
      remaining: micro(row.plan_remaining),
      renews_at: row.period_ends_at.toISOString(),
    },
    packs: { remaining: micro(row.pack_remaining) },
    grants: { remaining: micro(row.grant_remaining) },
    position: formatPosition(BigInt(row.position)),
  };
}
