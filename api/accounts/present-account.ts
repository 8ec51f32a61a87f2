import { z } from 'zod';
import { type AccountEvent } from '../../domain/account/events.js';
import { percentLeft } from '../../domain/account/level.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import type { Caller } from '../auth/caller.js';
import { CreditsText } from '../shapes/credits.js';
import { maskedAnswer, profileFor } from '../personal/masking.js';
import type { Profile } from '../personal/profiles.js';
import { staleAnswer, writeAnswer } from './schemas.js';
import { AccountId, CatalogueName } from '../shapes/ids.js';
import { BalanceLevel, RenewedBy } from '../shapes/words.js';
import { InstantText, TimeZone } from '../shapes/time.js';

/** The status of an account. */
export const AccountStatus = z.enum(['open', 'suspended', 'closed']).meta({ id: 'AccountStatus' });

const AccountPeriod = z
  .object({ n: z.number().int(), starts_at: InstantText, ends_at: InstantText })
  .meta({ id: 'AccountPeriod' });
const ScheduledChange = z
  .object({ plan: CatalogueName, effective_at: InstantText })
  .meta({ id: 'ScheduledPlanChange' });

/** An account; `name`, `email` and `metadata` are null after erasure. */
export const AccountAnswer = z
  .object({
    account_id: AccountId,
    name: z.string().nullable(),
    email: z.string().nullable().meta({ format: 'idn-email' }),
    metadata: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .nullable(),
    status: AccountStatus,
    plan: CatalogueName,
    plan_version: z.number().int(),
    renewed_by: RenewedBy,
    time_zone: TimeZone,
    period: AccountPeriod,
    scheduled_change: ScheduledChange.nullable(),
    opened_at: InstantText,
    profile_erased_at: InstantText.nullable().describe(
      'When name, address, metadata and notes were erased for good.',
    ),
    ...maskedAnswer,
    ...writeAnswer,
    ...staleAnswer,
  })
  .meta({ id: 'Account' });
export type AccountAnswer = z.input<typeof AccountAnswer>;

/** An account in a list, with its remaining credits. */
export const ListedAccount = AccountAnswer.omit({ stale: true })
  .extend({
    available: CreditsText,
    held: CreditsText,
    level: BalanceLevel,
    percent_left: z.number().nullable().describe('At most two decimals.'),
    renews_at: InstantText.nullable().describe('Null of a closed account.'),
  })
  .meta({ id: 'ListedAccount' });

type Opened = Recorded<Extract<AccountEvent, { type: 'AccountOpened' }>>;

/** Presents a new account from its event and profile. */
export function presentOpened(
  { fact: { data, occurredAt } }: Opened,
  { name, email, metadata }: Profile,
  after: Pick<AccountAnswer, 'balance' | 'position'>,
): AccountAnswer {
  const { n, startsAt, endsAt } = data.period;
  return {
    account_id: data.accountId,
    name,
    email,
    metadata,
    status: 'open',
    plan: data.plan,
    plan_version: data.planVersion,
    renewed_by: data.renewedBy,
    time_zone: data.timeZone,
    period: { n, starts_at: formatInstant(startsAt), ends_at: formatInstant(endsAt) },
    scheduled_change: null,
    opened_at: formatInstant(occurredAt),
    profile_erased_at: null,
    ...after,
  };
}

/** Row of an account with profile and balance. */
export interface AccountRow extends Profile {
  readonly account_id: string;
  readonly plan: string;
  readonly plan_version: number;
  readonly renewed_by: string;
  readonly status: string;
  readonly time_zone: string;
  readonly period_n: number;
  readonly period_starts_at: Date;
  readonly period_ends_at: Date;
  readonly scheduled_plan: string | null;
  readonly scheduled_at: Date | null;
  readonly opened_at: Date;
  readonly erased_at: Date | null;
  readonly available: string;
  readonly held: string;
  readonly debt: string;
  readonly reference: string;
  readonly level: string;
  readonly next_due_at: Date | null;
  readonly position: string;
}

/** FROM clause of an AccountRow; `a` is the account, `b` its balance, `p` its profile. */
export const ACCOUNT_ROWS = `
  SELECT a.account_id, a.plan, a.plan_version, a.renewed_by, a.status, a.time_zone, a.period_n,
    a.period_starts_at, a.period_ends_at, a.scheduled_plan, a.scheduled_at, a.opened_at,
    b.available, b.held, b.debt, b.reference, b.level, b.next_due_at, b.position, p.name, p.email, p.metadata,
    p.erased_at
  FROM read.accounts a
  JOIN read.balances b USING (account_id)
  LEFT JOIN app.account_profiles p USING (account_id)`;

/** Presents a row. */
export function presentAccountRow(row: AccountRow, caller: Caller): AccountAnswer {
  const micro = (text: string) => formatCredits(BigInt(text));
  return {
    account_id: row.account_id,
    ...profileFor(caller, row),
    status: AccountStatus.parse(row.status),
    plan: row.plan,
    plan_version: row.plan_version,
    renewed_by: RenewedBy.parse(row.renewed_by),
    time_zone: row.time_zone,
    period: {
      n: row.period_n,
      starts_at: row.period_starts_at.toISOString(),
      ends_at: row.period_ends_at.toISOString(),
    },
    scheduled_change:
      row.scheduled_plan === null || row.scheduled_at === null
        ? null
        : { plan: row.scheduled_plan, effective_at: row.scheduled_at.toISOString() },
    opened_at: row.opened_at.toISOString(),
    profile_erased_at: row.erased_at?.toISOString() ?? null,
    balance: { available: micro(row.available), held: micro(row.held), debt: micro(row.debt) },
    position: formatPosition(BigInt(row.position)),
  };
}

/** Presents a row of a list. */
export function presentListed(row: AccountRow, caller: Caller): z.input<typeof ListedAccount> {
  const account = presentAccountRow(row, caller);
  const [available, held, debt] = [BigInt(row.available), BigInt(row.held), BigInt(row.debt)];
  const { balance } = account;
  return {
    ...account,
    available: balance.available,
    held: balance.held,
    level: BalanceLevel.parse(row.level),
    percent_left: percentLeft({ available, held, debt, reference: BigInt(row.reference) }),
    renews_at: row.status === 'closed' ? null : account.period.ends_at,
  };
}
