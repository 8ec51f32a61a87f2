/** Which models stand in a list, in which order, and which of them stands out. */
import { creditsOf } from './amount.js';
import type { Estimate } from '../wire/wire.js';

/** Those that are named, in that order; where none is, all from the cheapest to the dearest. */
export function chosenFrom(all: readonly Estimate[], models: string): readonly Estimate[] {
  const ids = models.split(/[\s,]+/).filter((id) => id !== '');
  if (ids.length === 0) return [...all].sort((a, b) => compare(a.cost, b.cost));
  return ids.flatMap((id) => all.find(({ model }) => model === id) ?? []);
}

/** From the cheapest to the dearest, then those of which nothing is known. */
function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const [left, right] = [creditsOf(a), creditsOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Undefined unless one costs less than all others of which that is known. */
export const cheapestOf = (all: readonly Estimate[]): string | undefined =>
  onlyMost(
    all.flatMap(({ model, cost }) => (cost === null ? [] : [{ model, rank: -creditsOf(cost) }])),
  );

/** Undefined unless one is faster than all others of which that is known. */
export const fastestOf = (all: readonly Estimate[]): string | undefined =>
  onlyMost(
    all.flatMap(({ model, speed }) => (speed === null ? [] : [{ model, rank: BigInt(speed) }])),
  );

function onlyMost(
  ranked: readonly { readonly model: string; readonly rank: bigint }[],
): string | undefined {
  const [first, second] = [...ranked].sort((a, b) => (a.rank < b.rank ? 1 : -1));
  return first && second && first.rank > second.rank ? first.model : undefined;
}
