import type { Instant } from '../../instant.js';
import { LotsRetired, type AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';

/** Used-up lots kept in the account's state: most refunds are recent. */
export const MAX_USED_UP_LOTS = 1_000;
/** Further ones are retired in groups of this size. */
export const MIN_RETIRED_AT_ONCE = 250;
const MAX_RETIRED_AT_ONCE = 1_000;

/** The event that retires the oldest used-up lots; undefined while there are few. */
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
