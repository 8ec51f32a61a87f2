import { once } from 'node:events';
import { startProgram } from '../children.js';
import type { StreamsResult, StreamsSpec } from '../load/streams-spec.js';
import { rounded } from '../report.js';
import type { BenchContext } from '../context.js';
import { residentBytes } from './memory.js';
import { untilCaughtUp } from './visible.js';

const FIRST_ACCOUNT = 600_001;
const MEGABYTE = 1024 * 1024;
const LONGEST_ROUND_MS = 10 * 60_000;

/**
 * Rows "acknowledged → at the client of a live balance": many streams open on one API process while
 * debits are made on their accounts; and what the memory of that process grows by meanwhile.
 */
export async function streams(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  const accounts = Array.from({ length: options.streams }, (_, i) => FIRST_ACCOUNT + i);
  await scrip.fund(accounts);
  const spec: StreamsSpec = {
    port: scrip.port,
    apiKey: scrip.apiKey,
    firstAccount: FIRST_ACCOUNT,
    streams: options.streams,
    debitsPerSecond: options.streamDebits,
    seconds: options.seconds,
  };
  const results: StreamsResult[] = [];
  const growth: number[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    await untilCaughtUp(scrip);
    const idle = await residentBytes(scrip);
    const clients = await startProgram(PROGRAM, [JSON.stringify(spec)], LONGEST_ROUND_MS);
    const before = await residentBytes(scrip);
    clients.process.send('go');
    const signal = AbortSignal.timeout(LONGEST_ROUND_MS);
    const [said] = await once(clients.process, 'message', { signal });
    const after = await residentBytes(scrip);
    await clients.stop();
    const result = said as StreamsResult;
    report.line('streams', 'ours', round, {
      streams: options.streams,
      ...result,
      idle_mb: rounded(idle / MEGABYTE),
      open_mb: rounded(before / MEGABYTE),
      after_mb: rounded(after / MEGABYTE),
    });
    if (result.unseen > 0) throw new Error(`${result.unseen} debits were never seen`);
    if (result.cut > 0) throw new Error(`${result.cut} streams were cut`);
    results.push(result);
    growth.push((after - before) / MEGABYTE);
  }
  addRows(bench, results, growth);
}

const PROGRAM = 'test/bench/load/streams.ts';

function addRows(
  { options, report }: BenchContext,
  results: StreamsResult[],
  growth: number[],
): void {
  const { streams: open, streamDebits } = options;
  const measure = `acknowledged → at the client, ${open} streams, ${streamDebits} debits/s`;
  const common = { unit: 'ms', better: 'less', aimText: '', atLeastText: '' } as const;
  const of = (name: 'p50_ms' | 'p99_ms') => results.map((result) => result[name] ?? Infinity);
  report.row({ ...common, measure: `${measure}, p50`, values: of('p50_ms') });
  const bound = { atLeast: 1_000, atLeastText: '1 s' };
  report.row({ ...common, measure: `${measure}, p99`, values: of('p99_ms'), ...bound });
  report.row({
    ...common,
    measure: `RSS of the API after that over before, ${open} streams open`,
    unit: 'MB',
    values: growth,
  });
}
