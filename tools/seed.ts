import { Client } from './lib/client.js';
import { readArguments, readWait, runTool, waitHelp, wholeNumber } from './lib/command.js';
import { awaitTarget, TARGET_HELP } from './lib/environment.js';
import { EXIT, unusable } from './lib/failure.js';
import { Gate } from './lib/gate.js';
import { startProgress } from './lib/progress.js';
import { counted } from './lib/words.js';
import { ACCOUNTS, seedAccount, WEEKS } from './seed/company.js';
import { describeStaff, seedStaff } from './seed/staff.js';
import { companyUntil, liveStory, seedModels, type Seeded } from './seed/run.js';

const HELP = `npm run seed -- [options]

Brings a demo company to life, by commands over the API: six models with rates, ${ACCOUNTS} accounts on
different plans and in different time zones, ${WEEKS} weeks of usage, refunds, adjustments, plan changes, a
suspended and an overdrawn account; in the sandbox also people who use the console, whose passwords
it prints. The same seed gives the same company; running it again changes
nothing.

  --seed N        another company (default 1)
  --wait SECONDS  ${waitHelp()}

${TARGET_HELP} The key needs usage:backfill and debt:allow.

Exit codes: 0 done; 1 something was refused that should not be; 2 unusable arguments or key.
`;

const STORIES_AT_ONCE = 8;

async function main(signal: AbortSignal): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = readArguments(HELP, { seed: text, wait: text });
  if (positionals.length > 0) throw unusable(`nothing to do with ${positionals.join(' ')}`);
  const seed = wholeNumber('--seed', values.seed, { least: 1, most: 999_999, otherwise: 1 });
  const say = (message: string) => void process.stderr.write(`${message}\n`);
  const patienceMs = readWait(values.wait);
  const target = await awaitTarget(process.env, { patienceMs, say, signal });
  const client = new Client({ ...target, patienceMs, say, signal });
  await seedModels(client);
  const demoStaff = await seedStaff(client);
  const until = await companyUntil(client, seed);
  const seeded: Seeded = { done: 0, alreadyThere: 0, refused: 0 };
  const progress = startProgress('seeding', ACCOUNTS);
  const gate = new Gate(STORIES_AT_ONCE);
  let lived = 0;
  try {
    for (let index = 0; index < ACCOUNTS && !signal.aborted; index += 1) {
      await gate.start(async () => {
        await liveStory(client, seed, seedAccount({ seed, until }, index), seeded);
        lived += 1;
        progress.update(lived, counted(seeded.done + seeded.alreadyThere, 'request'));
      });
    }
    await gate.drain();
  } finally {
    progress.stop();
  }
  const { done, alreadyThere, refused } = seeded;
  process.stdout.write(
    `${counted(lived, 'account')}: ${done} done, ${alreadyThere} already there, ${refused} refused\n`,
  );
  if (!signal.aborted) process.stdout.write(describeStaff(demoStaff, client.origin));
  return signal.aborted ? EXIT.interrupted : EXIT.ok;
}

await runTool(main);
