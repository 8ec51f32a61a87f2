import { readOrEnd } from '../../tools/lib/command.js';
import { readOptions, type Measure } from './options.js';
import { canonical } from './pieces/canonical.js';
import { codec } from './pieces/codec.js';
import { sortedMap } from './pieces/sorted-map.js';
import { Report } from './report.js';
import { commands } from './rows/commands.js';
import { debits } from './rows/debits.js';
import { history } from './rows/history.js';
import { memory } from './rows/memory.js';
import { profile } from './rows/profile.js';
import { rebuild } from './rows/rebuild.js';
import { shared } from './rows/shared.js';
import { streams } from './rows/streams.js';
import { timeline } from './rows/timeline.js';
import { usage } from './rows/usage.js';
import { visible } from './rows/visible.js';
import { webhooks } from './rows/webhooks.js';
import { work } from './rows/work.js';
import { BenchContext } from './context.js';

// `npm run bench`: Scrip beside plain PostgreSQL ledgers, on this machine, in one run.

const options = readOrEnd(readOptions);
const report = new Report(options.output);
const wants = (measure: Measure) => options.only.includes(measure);
// Measured in this process alone, before anything else runs.
if (wants('codec')) codec(report, options.rounds);
if (wants('canonical')) canonical(report, options.rounds);
if (wants('sorted-map')) sortedMap(report, options.rounds);
const pieces: readonly Measure[] = ['codec', 'canonical', 'sorted-map'];
if (options.only.every((measure) => pieces.includes(measure))) {
  process.stdout.write(`\n${report.table()}`);
  process.exit(0);
}

const bench = await BenchContext.open(options, report);
const end = async (code: number): Promise<never> => {
  await bench.close();
  process.exit(code);
};
process.once('SIGINT', () => void end(130));
process.once('SIGTERM', () => void end(143));

try {
  const spreads = (['many', 'hot'] as const).filter(wants);
  if (spreads.length > 0) await debits(bench, spreads);
  const works = (['holds', 'batch'] as const).filter(wants);
  if (works.length > 0) await work(bench, works);
  if (wants('shared')) await shared(bench);
  if (wants('commands')) await commands(bench);
  if (wants('visible')) await visible(bench);
  if (wants('streams')) await streams(bench);
  if (wants('rebuild')) await rebuild(bench);
  if (wants('history')) await history(bench);
  if (wants('timeline')) await timeline(bench);
  if (wants('webhooks')) await webhooks(bench);
  if (wants('memory')) await memory(bench);
  if (wants('usage')) await usage(bench);
  if (wants('profile')) await profile(bench);
  process.stdout.write(`\n${report.table()}`);
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}
