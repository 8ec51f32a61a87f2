import { min } from '../../credits.js';
import type { Context } from '../../decider.js';
import { invalidParameter } from '../../errors.js';
import { allocate } from '../allocate.js';
import type { AdjustCredits } from '../commands.js';
import { CreditsAdjusted, type AccountEvent } from '../events.js';
import { idAt } from '../ids.js';
import type { LotGrant } from '../lot.js';
import type { AccountState } from '../state.js';
import { insufficientCredits, requireNotClosed, requirePositive, requireRoom } from './guards.js';

/**
 * Adjusts credits by hand: a grant repays debt first; taking follows the order of consumption and
 * never goes below zero (`insufficient_credits`). Allowed on suspended accounts.
 */
export function adjustCredits(
  state: AccountState,
  command: AdjustCredits,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  const { credits, reason, expiresAt = null } = command;
  const { accountId } = state;
  const adjustmentId = idAt('adj', accountId, nextRevision);
  const common = {
    accountId,
    adjustmentId,
    credits,
    ...reason,
  };
  requirePositive(credits < 0n ? -credits : credits);
  if (credits < 0n) {
    if (expiresAt !== null) throw invalidParameter('expires_at', 'only what is granted can expire');
    if (-credits > state.book.available) throw insufficientCredits(state, -credits);
    const lots = allocate(state.book, -credits);
    return [CreditsAdjusted(now, { ...common, repaid: 0n, lots })];
  }
  if (expiresAt !== null && expiresAt <= now) {
    throw invalidParameter('expires_at', 'expected a time to come');
  }
  requireRoom(state);
  const lot: LotGrant = {
    lotId: idAt('lot', accountId, nextRevision),
    source: 'adjustment',
    granted: credits,
    paid: null,
    paidBy: `adjustment:${adjustmentId}`,
    effectiveAt: now,
    expiresAt,
  };
  return [CreditsAdjusted(now, { ...common, lot, repaid: min(state.debt, credits), lots: [] })];
}
