/** Retires used-up lots, and revives them when credits return. */
import type { AccountEvent } from './events.js';
import type { LotGrant } from './lot.js';
import { addLot, lotOf, MAX_RETIRED_SOURCES, takeFrom, type LotBook } from './lot-book.js';
import type { AccountState } from './state.js';

/** Retires used-up lots; sources of packs are remembered for some time. */
export function retireLots(book: LotBook, lotIds: readonly string[]): LotBook {
  let { lots, usedUp, sources } = book;
  let { base, sources: known } = book.retired;
  for (const lotId of lotIds) {
    const { grant, base: part } = lotOf(book, lotId);
    base += part;
    lots = lots.without(lotId);
    usedUp = usedUp.without(lotId);
    if (grant.source === 'pack') known = known.with({ lotId, paidBy: grant.paidBy });
    const oldest = known.size > MAX_RETIRED_SOURCES ? known.first() : undefined;
    if (!oldest) continue;
    known = known.without(oldest.lotId);
    sources = sources.without(oldest.paidBy);
  }
  const count = book.retired.count + lotIds.length;
  return { ...book, lots, usedUp, sources, retired: { count, base, sources: known } };
}

/** Restores retired lots, empty as they were; their base stays in the retired sum. */
export function reviveLots(book: LotBook, grants: readonly LotGrant[] = []): LotBook {
  let revived = book;
  for (const grant of grants) {
    const { lotId, granted } = grant;
    const { retired, reference } = revived;
    const added = takeFrom(addLot(revived, grant), lotId, granted);
    const lots = added.lots.with({ ...lotOf(added, lotId), base: 0n });
    const left = { ...retired, count: retired.count - 1, sources: retired.sources.without(lotId) };
    revived = { ...added, lots, reference, retired: left };
  }
  return revived;
}

/**
 * Picks the retired ones among these grants. A missing lot without expiry must be retired; other
 * missing lots were free and have ended.
 */
export const retiredOf = ({ book }: AccountState, grants: readonly LotGrant[] = []): LotGrant[] =>
  grants.filter(({ lotId, expiresAt }) => expiresAt === null && !book.lots.get(lotId));

/** The grant in the event that a lot's id names; undefined if that is another event. */
export function grantIn({ data }: AccountEvent, lotId: string): LotGrant | undefined {
  const one = 'lot' in data && data.lot ? [data.lot] : [];
  const several = 'newLots' in data ? data.newLots : [];
  return [...one, ...several].find((grant) => grant.lotId === lotId);
}

/** The account with these lots restored, and the grants for its next event. */
export function withRevived(
  state: AccountState,
  grants: LotGrant[],
): { state: AccountState; revived: { revived?: LotGrant[] } } {
  if (grants.length === 0) return { state, revived: {} };
  return {
    state: { ...state, book: reviveLots(state.book, grants) },
    revived: { revived: grants },
  };
}
