import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { controlOf } from '../../domain/account/state.js';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { Caller } from '../auth/caller.js';
import { accountNotFound, type LoadedAccount } from './account-stream.js';
import { AccountsAsOf } from './accounts-as-of.js';
import type { Knowledge } from '../shapes/known-at.js';
import { Freshness } from './freshness.js';
import {
  ACCOUNT_ROWS,
  presentAccountRow,
  type AccountAnswer,
  type AccountRow,
} from './present-account.js';
import { profileFor } from '../personal/masking.js';
import { Profiles } from '../personal/profiles.js';
import { presentFigures } from './schemas.js';

/** Reads one account with its profile and balance. */
@Injectable()
export class GetAccount {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly profiles: Profiles,
    private readonly asOf: AccountsAsOf,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(
    accountId: string,
    minPosition: bigint | undefined,
    caller: Caller,
  ): Promise<AccountAnswer> {
    const ask = () =>
      this.pool.query<AccountRow>({
        name: 'account',
        text: `${ACCOUNT_ROWS} WHERE a.account_id = $1`,
        values: [accountId],
      });
    const { rows, stale, log } = await this.freshness.read(accountId, minPosition, 'accounts', ask);
    const answer = rows[0]
      ? presentAccountRow(rows[0], caller)
      : presentLog(accountId, log, await this.profileOf(accountId, caller));
    return { ...answer, ...(stale && { stale }) };
  }

  /** The account as it had been recorded by a moment, with its profile of now. */
  async at(accountId: string, knownAt: Knowledge, caller: Caller): Promise<AccountAnswer> {
    const now = await this.of(accountId, undefined, caller);
    const then = await this.asOf.recordedBy(accountId, knownAt);
    const profile = await this.profileOf(accountId, caller);
    return presentLog(accountId, then, profile, now.opened_at);
  }

  private async profileOf(accountId: string, caller: Caller): Promise<PresentedProfile> {
    const profile = await this.profiles.of(accountId);
    const profile_erased_at = profile.erasedAt?.toISOString() ?? null;
    return { ...profileFor(caller, profile), profile_erased_at };
  }
}

type PresentedProfile = ReturnType<typeof profileFor> & Pick<AccountAnswer, 'profile_erased_at'>;

/** Presents an account from the log: as it was, or because the read model does not know it yet. */
function presentLog(
  accountId: string,
  log: Pick<LoadedAccount, 'state' | 'position'> | undefined,
  profile: PresentedProfile,
  /** Unless told: it was only opened so far, and no upgrade has moved its anchor. */
  openedAt?: string,
): AccountAnswer {
  if (!log || log.state.status === 'unopened') throw accountNotFound(accountId);
  const { state, position } = log;
  const { plan, planVersion, renewedBy, timeZone, period, scheduled } = state;
  return {
    account_id: accountId,
    ...profile,
    status: log.state.status,
    plan,
    plan_version: planVersion,
    renewed_by: renewedBy,
    time_zone: timeZone,
    period: {
      n: period.n,
      starts_at: formatInstant(period.startsAt),
      ends_at: formatInstant(period.endsAt),
    },
    scheduled_change:
      scheduled === null
        ? null
        : { plan: scheduled.plan, effective_at: formatInstant(scheduled.effectiveAt) },
    opened_at: openedAt ?? formatInstant(state.anchor),
    balance: presentFigures(controlOf(state)),
    position: formatPosition(position ?? 0n),
  };
}
