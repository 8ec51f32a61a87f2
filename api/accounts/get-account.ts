import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { controlOf } from '../../domain/account/state.js';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { Caller } from '../auth/caller.js';
import { accountNotFound, type LoadedAccount } from './account-stream.js';
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
      : presentLog(accountId, log, profileFor(caller, await this.profiles.of(accountId)));
    return { ...answer, ...(stale && { stale }) };
  }
}

/** Presents an account that the read model does not know yet, from the log. */
function presentLog(
  accountId: string,
  log: LoadedAccount | undefined,
  profile: ReturnType<typeof profileFor>,
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
    // Only opened so far: no upgrade has moved the anchor.
    opened_at: formatInstant(state.anchor),
    balance: presentFigures(controlOf(state)),
    position: formatPosition(position ?? 0n),
  };
}
