import { MICRO } from '../../../domain/credits.js';
import { runLoad } from '../load/run.js';
import type { LoadSpec } from '../load/spec.js';
import { rounded } from '../report.js';
import type { BenchContext } from '../context.js';

const ACCOUNT = 1;
const CONTENDED = 'stream_contended';

/**
 * Row "shared": one account debited through two API processes at once, beside the same number of
 * callers at one process. Each process loses races to the other; who loses too long is refused
 * with 503, which is counted here and is no failure.
 */
export async function shared(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  await scrip.fund([ACCOUNT]);
  const other = await scrip.another();
  const load = (port: number, connections: number): LoadSpec => ({
    port,
    apiKey: scrip.apiKey,
    firstAccount: ACCOUNT,
    accounts: 1,
    seconds: options.seconds,
    warmupSeconds: options.warmupSeconds,
    connections,
    rate: 'closed',
    keys: options.keys,
  });
  const measure = async (name: string, round: number, loads: readonly LoadSpec[]) => {
    const before = await scrip.available([ACCOUNT]);
    const results = await Promise.all(loads.map(runLoad));
    for (const { first_error } of results) {
      if (first_error && !first_error.includes(CONTENDED)) throw new Error(first_error);
    }
    const sum = (of: (result: (typeof results)[number]) => number) =>
      results.reduce((total, result) => total + of(result), 0);
    const acknowledged = sum((result) => result.acknowledged_in_all);
    const spent = before - (await scrip.available([ACCOUNT]));
    if (spent !== BigInt(acknowledged) * MICRO) {
      throw new Error(`the balance fell by ${spent}: ${JSON.stringify(results)}`);
    }
    const line = {
      per_s: sum(({ per_s }) => per_s),
      refused: sum(({ errors }) => errors),
      of: acknowledged,
      p99_ms: Math.max(...results.map(({ p99_ms }) => p99_ms ?? 0)),
      max_ms: Math.max(...results.map(({ max_ms }) => max_ms ?? 0)),
    };
    report.line('shared', name, round, line);
    return line;
  };

  const ratios: number[] = [];
  const refused: number[] = [];
  const longest: number[] = [];
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      const half = Math.ceil(options.inFlight / 2);
      const alone = await measure('one process', round, [load(scrip.port, 2 * half)]);
      const both = await measure('two processes', round, [
        load(scrip.port, half),
        load(other.port, half),
      ]);
      ratios.push(rounded(both.per_s / alone.per_s));
      refused.push(rounded((1_000 * both.refused) / (both.of + both.refused)));
      longest.push(both.max_ms);
    }
  } finally {
    await other.stop();
  }
  const row = (
    measured: string,
    unit: string,
    values: readonly number[],
    better: 'more' | 'less',
  ) => report.row({ measure: measured, unit, values, better, atLeastText: '', aimText: '' });
  row('one account through two processes / through one', '', ratios, 'more');
  row('refused for contention, of a thousand', '', refused, 'less');
  row('longest wait of a debit', 'ms', longest, 'less');
}
