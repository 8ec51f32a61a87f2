import type { Allocation, LotGrant } from '../../../domain/account/lot.js';

interface Giving extends LotGrant {
  readonly remaining: bigint;
  readonly held: bigint;
  readonly frozen: bigint;
}

/** The public order of consumption, as one sortable text. */
export const rank = ({ expiresAt, paid, effectiveAt, lotId }: LotGrant) =>
  [
    String(expiresAt ?? 9e15).padStart(16, '0'),
    paid === null ? 'a' : 'b',
    String(effectiveAt).padStart(16, '0'),
    lotId,
  ].join();

/** What a debit of `credits` has to take from live lots, and what it does not find. */
export function consume(lots: readonly Giving[], credits: bigint) {
  const taken: Allocation[] = [];
  let missing = credits;
  for (const lot of lots.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
    const free = lot.remaining - lot.held - lot.frozen;
    const part = free < missing ? free : missing;
    missing -= part;
    if (part > 0n) taken.push({ lotId: lot.lotId, credits: part });
  }
  return { taken, missing };
}
