import { MICRO } from '../../../domain/credits.js';
import { watchCpu } from '../cpu.js';
import { runLoad } from '../load/run.js';
import type { LoadResult } from '../load/spec.js';
import { rounded } from '../report.js';
import type { BenchContext } from '../context.js';
import { untilCaughtUp } from './visible.js';

type Row = 'holds' | 'batch';
type Work = 'debits' | Row;
const WORK = { debits: 'debit', holds: 'hold', batch: 'batch' } as const;

/** Items of one batch. */
export const ITEMS_PER_BATCH = 100;
/** A batch is a hundred debits: this many at once are as many as of the single ones. */
export const BATCHES_IN_FLIGHT = 8;

/** Runs a load against Scrip; its balances must fall by what was acknowledged. */
async function measure(bench: BenchContext, work: Work, round: number): Promise<LoadResult> {
  const { options } = bench;
  const scrip = await bench.scrip();
  const accounts = Array.from({ length: options.accounts }, (_, i) => i + 1);
  await scrip.fund(accounts);
  const before = await scrip.available(accounts);
  const cpu = await watchCpu({ ...scrip.pids, postgres: bench.postgresPid });
  const result = await runLoad({
    port: scrip.port,
    apiKey: scrip.apiKey,
    firstAccount: 1,
    accounts: options.accounts,
    seconds: options.seconds,
    warmupSeconds: options.warmupSeconds,
    connections: work === 'batch' ? BATCHES_IN_FLIGHT : options.inFlight,
    rate: 'closed',
    keys: options.keys,
    work: WORK[work],
    batchItems: ITEMS_PER_BATCH,
  });
  const cores = await cpu();
  if (result.errors > 0) throw new Error(`${work}: ${String(result.first_error)}`);
  const spent = before - (await scrip.available(accounts));
  if (spent !== BigInt(result.acknowledged_in_all) * MICRO) {
    throw new Error(`balances fell by ${spent} by ${work}: ${JSON.stringify(result)}`);
  }
  await untilCaughtUp(scrip);
  bench.report.line('work', work, round, { ...result, cores });
  return result;
}

/** Rows "holds" and "batch": pairs and items a second, each beside our own debits in its round. */
export async function work(bench: BenchContext, wanted: readonly Row[]): Promise<void> {
  const perSecond = new Map<Work, number[]>();
  for (let round = 1; round <= bench.options.rounds; round += 1) {
    const turn: Work[] = ['debits', ...wanted];
    // Whoever comes first in one round comes later in the next: noise falls on all alike.
    for (const one of round % 2 === 0 ? turn.reverse() : turn) {
      const { per_s } = await measure(bench, one, round);
      perSecond.set(one, [...(perSecond.get(one) ?? []), per_s]);
    }
  }
  const of = (one: Work) => perSecond.get(one) ?? [];
  const row = (measured: string, unit: string, values: readonly number[]) =>
    bench.report.row({
      measure: measured,
      unit,
      values,
      better: 'more',
      atLeastText: '',
      aimText: '',
    });
  const NAMES = { holds: 'hold + settle pairs', batch: 'items in batches of 100' } as const;
  for (const one of wanted) {
    const values = of(one);
    row(`${NAMES[one]} over HTTP, many accounts`, '/s', values);
    const ratio = values.map((value, i) => rounded(value / (of('debits')[i] ?? NaN)));
    row(`${NAMES[one]} / single debits`, '', ratio);
  }
}
