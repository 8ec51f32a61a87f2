import { Client } from './lib/client.js';
import { readArguments, readWait, runTool, waitHelp } from './lib/command.js';
import { awaitTarget, TARGET_HELP } from './lib/environment.js';
import { EXIT, failed, unusable } from './lib/failure.js';
import { startProgress } from './lib/progress.js';
import { ALL_PROJECTIONS, followRebuild, startRebuild } from './lib/rebuild.js';
import { counted } from './lib/words.js';

const HELP = `npm run rebuild [-- PROJECTION]

Rebuilds a read model from the log, or all of them: beside the tables that are read, then compared
and exchanged at once. Readers notice nothing. Says how many rows of the old tables were not as the
log says.

  PROJECTION      accounts, balances, lots, ledger_entries, ... (default: all)
  --wait SECONDS  ${waitHelp()}

${TARGET_HELP} The key needs ops:write.

Exit codes: 0 rebuilt, and the old tables were right; 1 the old tables were not, or the rebuild
failed; 2 unusable arguments or key.
`;

async function main(signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(HELP, { wait: { type: 'string' } });
  const [name = ALL_PROJECTIONS, ...others] = positionals;
  if (others.length > 0) throw unusable('one read model, or none for all of them. See --help.');
  const say = (message: string) => void process.stderr.write(`${message}\n`);
  const patienceMs = readWait(values.wait);
  const target = await awaitTarget(process.env, { patienceMs, say, signal });
  const client = new Client({ ...target, patienceMs, say, signal });
  const progress = startProgress('rebuilding', 0);
  try {
    const begun = await startRebuild(client, name);
    const ended = await followRebuild(client, begun, ({ events }) =>
      progress.update(0, counted(events, 'event')),
    );
    progress.stop();
    if (ended.state === 'failed') throw failed(`the rebuild failed: ${ended.error}`);
    const { projections, events, rows, differences, not_compared: notCompared } = ended;
    const what = `${counted(rows ?? 0, 'row')} from ${counted(events, 'event')}`;
    const found = counted(differences ?? 0, 'difference');
    process.stdout.write(`${projections.join(', ')}: ${what}; ${found}\n`);
    if (notCompared?.length) process.stdout.write(`not compared: ${notCompared.join(', ')}\n`);
    return differences ? EXIT.refused : EXIT.ok;
  } finally {
    progress.stop();
  }
}

await runTool(main);
