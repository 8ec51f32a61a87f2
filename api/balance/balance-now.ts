import { percentLeft } from '../../domain/account/level.js';
import { formatCredits } from '../../domain/credits.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { NextDue } from '../accounts/freshness.js';
import type { BalanceAnswer } from './get-balance.js';
import { AccountStatus } from '../accounts/present-account.js';
import { BalanceLevel } from '../shapes/words.js';

/** Row of a balance with its plan and remaining lots by source. */
export interface CurrentBalance extends NextDue {
  readonly account_id: string;
  readonly available: string;
  readonly held: string;
  readonly frozen: string;
  readonly debt: string;
  readonly reference: string;
  readonly level: string;
  readonly position: string;
  readonly revision: string;
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
 * When free credits of a lot expire, if they do. A plan's own bundle is replaced at the end of the
 * period; nothing expires on a closed account.
 */
const ENDS_AT = `CASE WHEN remaining > held + frozen AND a.status <> 'closed'
  AND (source <> 'plan' OR expires_at < a.period_ends_at) THEN expires_at END`;

const SELECT_BALANCES = `
  SELECT b.next_due_at, b.account_id, b.available, b.held, b.frozen, b.debt, b.reference, b.level,
    b.position, b.revision, a.status, a.plan, a.period_ends_at, l.*
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

/** Query of one account's current balance in the read model. */
export const balanceNow = (accountId: string) => ({
  name: 'balance-now',
  text: `${SELECT_BALANCES} WHERE b.account_id = $1`,
  values: [accountId],
});

/** An account and the position of its known balance. */
export interface KnownBalance {
  readonly accountId: string;
  readonly position: bigint;
}

/** The same for those of many accounts that have changed since their known position. */
export const balancesMoved = (known: readonly KnownBalance[]) => ({
  name: 'balances-moved',
  text: `${SELECT_BALANCES}
    JOIN unnest($1::text[], $2::bigint[]) AS known (known_id, known_position)
      ON known_id = b.account_id
    WHERE b.position <> known_position`,
  values: [known.map(({ accountId }) => accountId), known.map(({ position }) => position)],
});

/** Presents a row, without the time of reading. */
export function presentCurrentBalance(row: CurrentBalance): Omit<BalanceAnswer, 'as_of'> {
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
    revision: Number(row.revision),
    position: formatPosition(BigInt(row.position)),
  };
}
