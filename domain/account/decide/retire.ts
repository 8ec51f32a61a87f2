import type { Instant } from '../../instant.js';
import { LotsRetired, type AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';

/** Used-up lots that stay in an account's state: refunds are mostly of what happened lately. */
export const MAX_USED_UP_LOTS = 1_000;
/** Beyond that many they are retired so many at a time, not one by one. */
export const MIN_RETIRED_AT_ONCE = 250;
const MAX_RETIRED_AT_ONCE = 1_000;

/** The event that lets go of the oldest used-up lots; undefined while there are not too many. */
export function retirement(state: AccountState, at: Instant): AccountEvent | undefined {
  const { accountId, book, disputes } = state;
  const tooMany = book.usedUp.size - MAX_USED_UP_LOTS;
  if (tooMany < MIN_RETIRED_AT_ONCE) return undefined;
  const disputed = new Set(disputes.map(({ lotId }) => lotId));
  const lots: string[] = [];
  for (const lotId of book.usedUp) {
    if (lots.length === Math.min(tooMany, MAX_RETIRED_AT_ONCE)) break;
    if (!disputed.has(lotId)) lots.push(lotId);
  }
  return lots.length > 0 ? LotsRetired(at, { accountId, lots }) : undefined;
}
