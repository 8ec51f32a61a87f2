import { migrate } from '../../../migrations/run.js';
import { startProgram } from '../children.js';
import type { LoopResult } from '../load/closed-loop.js';
import { rounded } from '../report.js';
import { Scrip } from '../scrip.js';
import type { BenchContext } from '../context.js';

interface CommandsResult extends LoopResult {
  readonly sample?: { readonly type: string; readonly data: unknown; readonly metadata: unknown };
}

const DATABASE = 'commands';

/**
 * Row "command handling without HTTP / raw appends": the mailbox, fold, decision, chain and codec
 * of our write side beside the bare client, on a node of their own that nothing else follows.
 */
export async function commands(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const database = await bench.database(DATABASE);
  const scrip = await Scrip.startStore({ databaseUrl: database, home: bench.home });
  await migrate(database);
  const run = async (
    side: 'commands' | 'appends',
    prefix: string,
    seconds: number,
    sample = '',
  ) => {
    const child = await startProgram(
      'test/bench/programs/commands.ts',
      [
        `--side=${side}`,
        `--url=${scrip.eventStoreUrl}`,
        `--database=${database}`,
        `--prefix=${prefix}-`,
        `--streams=${options.accounts}`,
        `--callers=${options.inFlight}`,
        `--seconds=${seconds}`,
        `--warmup=${options.warmupSeconds}`,
        `--sample=${sample}`,
      ],
      10 * 60_000,
    );
    await child.stop();
    return child.hello as CommandsResult;
  };
  try {
    // Both sides write the same bytes: a debit as our side has written it.
    const { sample } = await run('commands', 'sample', 1);
    const ratios: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const sides = ['commands', 'appends'] as const;
      const perSecond = { commands: 0, appends: 0 };
      for (const side of round % 2 === 1 ? sides : sides.toReversed()) {
        const text = JSON.stringify(sample);
        const { sample: _, ...result } = await run(side, `r${round}`, options.seconds, text);
        report.line('commands', side, round, { ...result });
        perSecond[side] = result.per_s;
      }
      ratios.push(rounded(perSecond.commands / perSecond.appends));
    }
    report.row({
      measure: 'command handling without HTTP / raw appends',
      unit: '',
      values: ratios,
      better: 'more',
      atLeast: 0.7,
      aim: 0.85,
      atLeastText: '0.7',
      aimText: '0.85',
    });
  } finally {
    await scrip.stop();
  }
}
