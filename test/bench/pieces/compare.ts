/** Ways to do the same small thing, timed beside each other in one process. */
import { rounded, type Report } from '../report.js';

/** A way to do it; what it gives is kept from being optimized away. */
export type Way = () => unknown;

/** What is timed, and what it is compared with. */
export interface Comparison {
  /** Row of the bench. */
  readonly measure: string;
  /** What is done, in words. */
  readonly task: string;
  readonly ours: Way;
  /** By the name of the library. */
  readonly libraries: Readonly<Record<string, Way>>;
}

const SLICE_MS = 4;
const SLICES_PER_ROUND = 40;
const WARM_UP_MS = 300;
/** Code of our own stays where it is at least this much faster than a library. */
const AT_LEAST = 1.1;

let kept: unknown;

/**
 * Times short slices of every way in turn, so that noise falls on all alike, and reports how many
 * times as fast ours is as the fastest library: the median of a round's slices, one value a round.
 */
export function compare(report: Report, rounds: number, comparison: Comparison): void {
  const { measure, task, ours, libraries } = comparison;
  const ways = Object.entries({ ours, ...libraries }).map(([name, way]) => ({
    name,
    way,
    times: warmUp(way),
  }));
  const ratios: number[] = [];
  let fastest = '';
  for (let round = 1; round <= rounds; round += 1) {
    const ns = new Map(ways.map(({ name }) => [name, [] as number[]]));
    for (let slice = 0; slice < SLICES_PER_ROUND; slice += 1) {
      const turn = slice % 2 === 0 ? ways : ways.toReversed();
      for (const { name, way, times } of turn) ns.get(name)?.push(nsOf(way, times));
    }
    const medians = Object.fromEntries([...ns].map(([name, all]) => [name, medianOf(all)]));
    report.line(measure, task, round, { ns: mapValues(medians, rounded) });
    const others = Object.entries(medians).filter(([name]) => name !== 'ours');
    const [name, best] = others.reduce((a, b) => (b[1] < a[1] ? b : a));
    fastest = name;
    ratios.push(rounded(best / (medians['ours'] ?? NaN)));
  }
  report.row({
    measure: `${task}: ours / ${fastest}, times as fast`,
    unit: '',
    values: ratios,
    better: 'more',
    atLeast: AT_LEAST,
    atLeastText: String(AT_LEAST),
    aimText: '',
  });
}

/** Runs a way until it is compiled; gives how often it runs in a slice. */
function warmUp(way: Way): number {
  const began = performance.now();
  let times = 0;
  while (performance.now() - began < WARM_UP_MS) {
    for (let i = 0; i < 16; i += 1) kept = way();
    times += 16;
  }
  return Math.max(1, Math.round((times * SLICE_MS) / WARM_UP_MS));
}

function nsOf(way: Way, times: number): number {
  const began = performance.now();
  for (let i = 0; i < times; i += 1) kept = way();
  return ((performance.now() - began) * 1e6) / times;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

const mapValues = (values: Readonly<Record<string, number>>, map: (value: number) => number) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));

/** The last result of any way, for whoever doubts that it was made. */
export const lastResult = (): unknown => kept;
