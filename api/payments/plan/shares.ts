/**
 * Divides a whole by weights: each its part rounded down, and what is left goes by one to the
 * largest remainders, the first of equal ones. Nothing where no weight is above 0.
 */
export function sharesOf(whole: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((total, weight) => total + positive(weight), 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight, place) => {
    const exact = whole * positive(weight);
    return { place, part: exact / sum, rest: exact % sum };
  });
  const left = parts.reduce((rest, { part }) => rest - part, whole);
  const byRest = [...parts].sort((a, b) => compare(b.rest, a.rest) || a.place - b.place);
  const more = new Set(byRest.slice(0, Number(left)).map(({ place }) => place));
  return parts.map(({ place, part }) => part + (more.has(place) ? 1n : 0n));
}

const positive = (weight: bigint): bigint => (weight > 0n ? weight : 0n);
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
