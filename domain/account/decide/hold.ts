import type { Context } from '../../decider.js';
import { DomainError, invalidParameter } from '../../errors.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../instant.js';
import { allocate } from '../allocate.js';
import type { ExtendHold, PlaceHold } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { reservedOf, type ExpiredHold, type Hold } from '../hold-book.js';
import { HoldExtended, HoldPlaced } from '../hold-events.js';
import { idAt, revisionOf } from '../ids.js';
import { taskOf } from '../purpose.js';
import type { AccountState } from '../state.js';
import { insufficientCredits, requireActive, requireAmount } from './guards.js';
import { requireWithinLimit } from './member.js';

/** Default duration of a hold. */
export const DEFAULT_HOLD_MS = 5 * MINUTE_MS;
/** Maximum duration since placement, extensions included. */
export const MAX_HOLD_MS = 24 * HOUR_MS;
const MIN_HOLD_MS = SECOND_MS;
/** Limit of open holds per account. */
export const MAX_OPEN_HOLDS = 1_000;

/**
 * Reserves credits in order of consumption for work whose cost is known when it ends. Refuses
 * `insufficient_credits`, and what exceeds the member's limit.
 */
export function placeHold(
  state: AccountState,
  command: PlaceHold,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireActive(state);
  const { credits, task, estimate, price, forMs = DEFAULT_HOLD_MS } = command;
  if (credits < 0n) throw invalidParameter('credits', 'expected 0 or more');
  requireAmount(credits);
  requireTime(forMs);
  if (state.holds.open.size >= MAX_OPEN_HOLDS) {
    throw new DomainError('too_many_holds', { most: MAX_OPEN_HOLDS });
  }
  requireWithinLimit(state, task.memberId, credits, now);
  if (credits > state.book.available) throw insufficientCredits(state, credits);
  const { accountId } = state;
  return [
    HoldPlaced(now, {
      accountId,
      holdId: idAt('hld', accountId, nextRevision),
      credits,
      lots: allocate(state.book, credits),
      expiresAt: now + forMs,
      ...taskOf(task),
      ...(estimate && { estimate }),
      ...(price && { price }),
    }),
  ];
}

/**
 * Increases or prolongs a hold, until 24 hours after placement at most. Refused like a new hold, or
 * with `hold_not_open`; a refusal leaves the hold unchanged.
 */
export function extendHold(
  state: AccountState,
  { holdId, credits = 0n, forMs }: ExtendHold,
  { now }: Context,
): AccountEvent[] {
  requireActive(state);
  const hold = requireOpenHold(state, holdId);
  if (credits < 0n) throw invalidParameter('credits', 'expected 0 or more');
  requireAmount(reservedOf(hold) + credits);
  if (forMs !== undefined) requireTime(forMs);
  const latest = hold.placedAt + MAX_HOLD_MS;
  const expiresAt = Math.max(hold.expiresAt, Math.min(now + (forMs ?? 0), latest));
  requireWithinLimit(state, hold.task.memberId, credits, now);
  if (credits > state.book.available) throw insufficientCredits(state, credits);
  if (credits === 0n && expiresAt === hold.expiresAt) return [];
  const { accountId } = state;
  const lots = allocate(state.book, credits);
  return [HoldExtended(now, { accountId, holdId, credits, lots, expiresAt })];
}

function requireTime(forMs: number): void {
  if (forMs >= MIN_HOLD_MS && forMs <= MAX_HOLD_MS && Number.isInteger(forMs)) return;
  throw invalidParameter('expires_in_s', `expected 1 to ${MAX_HOLD_MS / SECOND_MS} seconds`);
}

/** The open hold with this id; refuses `hold_not_open` with how it ended. */
export function requireOpenHold(state: AccountState, holdId: string): Hold {
  const hold = state.holds.open.get(holdId);
  if (!hold) throw holdNotOpen(state, holdId);
  return hold;
}

/**
 * The hold with this id if it can be settled: open, or expired and unsettled. It names the rate
 * version to price by. Refuses like `requireOpenHold`.
 */
export function requireSettleable(state: AccountState, holdId: string): ExpiredHold {
  const { open, expired } = state.holds;
  const hold = open.get(holdId) ?? expired.get(holdId);
  if (!hold) throw holdNotOpen(state, holdId);
  return hold;
}

/** Why there is no open hold with this id: `hold_not_open` or `hold_not_found`. */
function holdNotOpen({ accountId, holds }: AccountState, holdId: string): DomainError {
  const { expired, ended, floor } = holds;
  const status = expired.get(holdId) ? 'expired' : ended.get(holdId)?.end;
  if (status) return notOpen(holdId, status);
  const revision = revisionOf(holdId);
  const mayBeOurs = revision !== undefined && idAt('hld', accountId, revision) === holdId;
  if (!mayBeOurs || holdId > floor) return new DomainError('hold_not_found', { hold_id: holdId });
  return notOpen(holdId, 'ended');
}

/** Not named `status`, which is a member of problem+json. `ended`: too long ago to say how. */
const notOpen = (holdId: string, status: 'settled' | 'released' | 'expired' | 'ended') =>
  new DomainError('hold_not_open', { hold_id: holdId, hold_status: status });
