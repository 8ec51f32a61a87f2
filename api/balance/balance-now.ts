import { percentLeft } from '../../domain/account/level.js';
import { formatCredits } from '../../domain/credits.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { Due } from '../accounts/freshness.js';
import type { BalanceAnswer } from './get-balance.js';
import { AccountStatus } from '../accounts/present-account.js';
import { BalanceLevel } from '../shapes/words.js';

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
  readonly next_expires_at: Date | null;
  readonly next_expiring: string;
}

/**
 * When what is free of a lot ends for good, if it does. A plan's own bundle is replaced at the end
 * of the period; time stops for a closed account.
 */
const ENDS_AT = `CASE WHEN remaining > held + frozen AND a.status <> 'closed'
  AND (source <> 'plan' OR expires_at < a.period_ends_at) THEN expires_at END`;

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
        AS grant_remaining,
      min(ends_at) AS next_expires_at,
      coalesce(sum(remaining - held - frozen) FILTER (WHERE ends_at = first_end), 0)
        AS next_expiring
    FROM (
      SELECT source, granted, remaining, held, frozen, ${ENDS_AT} AS ends_at,
        min(${ENDS_AT}) OVER () AS first_end
      FROM read.lots WHERE lots.account_id = b.account_id AND lots.status = 'live'
    ) AS live
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
    status: AccountStatus.parse(row.status),
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
      renews_at: row.status === 'closed' ? null : row.period_ends_at.toISOString(),
    },
    packs: { remaining: micro(row.pack_remaining) },
    grants: { remaining: micro(row.grant_remaining) },
    next_expiry: row.next_expires_at && {
      credits: micro(row.next_expiring),
      expires_at: row.next_expires_at.toISOString(),
    },
    position: formatPosition(BigInt(row.position)),
  };
}
