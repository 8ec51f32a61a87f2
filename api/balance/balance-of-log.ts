import { percentLeft } from '../../domain/account/level.js';
import type { LotSource } from '../../domain/account/lot.js';
import { freeOf, type Lot } from '../../domain/account/lot-figures.js';
import { controlOf, type AccountState } from '../../domain/account/state.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { accountNotFound, type LoadedAccount } from '../accounts/account-stream.js';
import type { BalanceAnswer } from './get-balance.js';

/**
 * Computes a balance from the log, for accounts that the read model does not know yet. Throws
 * DomainError `account_not_found`.
 */
export function balanceOfLog(
  log: LoadedAccount | undefined,
  accountId: string,
): Omit<BalanceAnswer, 'as_of'> {
  if (!log || log.state.status === 'unopened') throw accountNotFound(accountId);
  const { state, revision, position } = log;
  const control = controlOf(state);
  const live = [...state.book.lots].filter(({ status }) => status === 'live');
  const remaining = (...sources: readonly LotSource[]) =>
    total(live, (lot) => (sources.includes(lot.grant.source) ? lot.remaining : 0n));
  return {
    account_id: accountId,
    status: log.state.status,
    available: formatCredits(control.available),
    held: formatCredits(control.held),
    frozen: formatCredits(state.book.frozen),
    debt: formatCredits(control.debt),
    level: state.level,
    percent_left: percentLeft(control),
    plan: {
      plan: state.plan,
      granted: total(live, ({ grant }) => (grant.source === 'plan' ? grant.granted : 0n)),
      remaining: remaining('plan'),
      renews_at: state.status === 'closed' ? null : formatInstant(state.period.endsAt),
    },
    packs: { remaining: remaining('pack') },
    grants: { remaining: remaining('promo', 'adjustment') },
    next_expiry: nextExpiryOf(state, live),
    revision,
    position: formatPosition(position ?? 0n),
  };
}

/** Like `ENDS_AT` in the read model. */
function nextExpiryOf(
  { status, period }: AccountState,
  live: readonly Lot[],
): BalanceAnswer['next_expiry'] {
  const ending = live.flatMap((lot) => {
    const { source, expiresAt } = lot.grant;
    const isReplaced = source === 'plan' && (expiresAt ?? Infinity) >= period.endsAt;
    const ends = expiresAt !== null && !isReplaced && freeOf(lot) > 0n;
    return ends ? [{ expiresAt, free: freeOf(lot) }] : [];
  });
  if (ending.length === 0 || status === 'closed') return null;
  const first = Math.min(...ending.map(({ expiresAt }) => expiresAt));
  const then = ending.filter(({ expiresAt }) => expiresAt === first);
  return { credits: total(then, ({ free }) => free), expires_at: formatInstant(first) };
}

const total = <Each>(all: readonly Each[], of: (each: Each) => Credits): string =>
  formatCredits(all.reduce((sum, each) => sum + of(each), 0n));
