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
 * Takes credits in order of consumption; which lot gave what is a decision and stored with it.
 * Refuses `insufficient_credits` and what is beyond its member's limit; with `allow_debt` neither,
 * since the usage has happened: what is missing becomes debt, and it counts for its member in the
 * period it happened in. Any other counts in the present one, whatever time it names. It takes from
 * the lots of now, however long ago the usage was.
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
