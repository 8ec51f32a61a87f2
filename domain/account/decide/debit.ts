import { invalidParameter } from '../../errors.js';
import type { Context } from '../../decider.js';
import { allocate } from '../allocate.js';
import type { DebitCredits } from '../commands.js';
import { CreditsDebited, type AccountEvent } from '../events.js';
import { idAt } from '../ids.js';
import { purposeOf } from '../purpose.js';
import type { AccountState } from '../state.js';
import { insufficientCredits, requireActive, requireAmount, requireHappened } from './guards.js';
import { countedInPeriod, requireWithinLimit } from './member.js';

/**
 * Charges credits in order of consumption; the allocation is stored with the event. Refuses
 * `insufficient_credits` and what exceeds the member's limit; with `allow_debt` neither: the usage
 * has happened, so the rest becomes debt, and it counts for the member in the period in which it
 * happened. Otherwise it counts in the current period, whatever its time. Always takes from the
 * current lots.
 */
export function debitCredits(
  state: AccountState,
  command: DebitCredits,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireActive(state);
  const { credits, purpose, usage, price, policy, occurredAt = now } = command;
  requireHappened(occurredAt, now);
  if (credits < 0n) throw invalidParameter('credits', 'expected 0 or more');
  requireAmount(credits);
  const isOwed = policy === 'allow_debt';
  if (!isOwed) requireWithinLimit(state, purpose.memberId, credits, now);
  const { available } = state.book;
  const missing = credits > available ? credits - available : 0n;
  if (missing > 0n && !isOwed) throw insufficientCredits(state, credits);
  const { accountId } = state;
  return [
    CreditsDebited(occurredAt, {
      accountId,
      debitId: idAt('dbt', accountId, nextRevision),
      credits,
      lots: allocate(state.book, credits - missing),
      overdrawn: missing,
      ...purposeOf(purpose),
      ...(!isOwed && countedInPeriod(state, purpose.memberId, { occurredAt, now })),
      ...(usage && { usage }),
      ...(price && { price }),
    }),
  ];
}
