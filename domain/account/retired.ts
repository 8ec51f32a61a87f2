import type { AccountEvent } from './events.js';
import type { LotGrant } from './lot.js';
import { addLot, lotOf, MAX_RETIRED_SOURCES, takeFrom, type LotBook } from './lot-book.js';
import type { AccountState } from './state.js';

/** Lets go of used-up lots; of packs among them the sources are known a while longer. */
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

/** Brings retired lots back as they left: with nothing in them. Their base stays counted apart. */
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
 * Those of these lots that have been retired. A lot without an end that is not there any more can
 * only have been: others that are not there have ended, and were free.
 */
export const retiredOf = ({ book }: AccountState, grants: readonly LotGrant[] = []): LotGrant[] =>
  grants.filter(({ lotId, expiresAt }) => expiresAt === null && !book.lots.get(lotId));

/** What the event that a lot's id leads to granted it as; undefined where it is another event. */
export function grantIn({ data }: AccountEvent, lotId: string): LotGrant | undefined {
  const one = 'lot' in data && data.lot ? [data.lot] : [];
  const several = 'newLots' in data ? data.newLots : [];
  return [...one, ...several].find((grant) => grant.lotId === lotId);
}

/** The account with these lots back in it, and what its next event says of them. */
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
