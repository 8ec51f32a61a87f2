import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readOrEnd } from '../../tools/lib/command.js';
import { Callers } from './callers.js';
import { check } from './check.js';
import { disturb } from './faults.js';
import { SoakLog } from './log.js';
import { isOfPayments, readOptions, repetitionOf, type SoakOptions } from './options.js';
import { soakPayments } from './payments.js';
import { SoakProduct } from './product.js';

// `npm run soak`: nothing that was acknowledged is lost or doubled, whatever is killed or frozen.

const options = readOrEnd(readOptions);
const run = new Date().toISOString().replaceAll(/[:.]/g, '-');
const log = new SoakLog(options.output, run);
const say = (text: string) => {
  log.say(text);
  process.stdout.write(`${text}\n`);
};
let product: SoakProduct | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void end([`ended by ${signal}`]));
}
say(repetitionOf(options));
const soaking = isOfPayments(options) ? soakPayments(options) : soak(options);
await end(await soaking.catch((error: unknown) => [describe(error)]));

/** One run; gives what is wrong. */
async function soak({ minutes, seed, only, callers: count }: SoakOptions): Promise<string[]> {
  const home = await mkdtemp(path.join(tmpdir(), 'scrip-soak-'));
  await chmod(home, 0o711); // the user that PostgreSQL runs as has to pass
  product = await SoakProduct.start(options, home, log);
  const { urls, targets, stores } = product;
  const unknown = only?.filter(
    (name) => name !== 'none' && !targets.some((it) => it.name === name),
  );
  if (unknown?.length) return [`--only: there is no ${unknown.join(', ')}`];
  const chosen = targets.filter(({ name }) => only?.includes(name) ?? true);
  const callers = new Callers(options, urls, Date.now().toString(36));
  await callers.open();
  say(`${count} callers, ${urls.length} API processes, ${stores}`);

  const stop = new AbortController();
  const disturbing = disturb(chosen, seed, {
    log,
    stop: stop.signal,
    silentMs: () => callers.tally.silentMs,
  });
  const calling = callers.run(stop.signal);
  // A fault is told at once, not when the time is over.
  await Promise.race([sleep(minutes * 60_000), calling]).finally(() => stop.abort());
  const faults = await disturbing;
  await calling;
  await product.untilReady();

  const { tally, accounts } = callers;
  say(
    `${tally.acknowledged} writes acknowledged in ${tally.tries} tries, ${tally.repeated} of them ` +
      `repeated on purpose, through ${faults} kills and freezes`,
  );
  say(
    `from first try to answer: half within ${tally.quantile(0.5)} ms, 99 % within ` +
      `${tally.quantile(0.99)} ms; nobody answered for ${Math.round(tally.longestGapMs)} ms ` +
      `at most, until ${tally.longestGapEndedAt}`,
  );
  const found = await check(urls, accounts, log);
  const entries = accounts.reduce((sum, account) => sum + account.entries.length, 0);
  if (found.length === 0) {
    say(`${accounts.length} balances and ${entries} entries are as acknowledged; verify is clean`);
  }
  await product.stop();
  await rm(home, { recursive: true, force: true });
  return found;
}

/** Ends the run with what is wrong; the logs stay where something is. */
async function end(wrong: readonly string[]): Promise<never> {
  await product?.stop();
  if (wrong.length > 0) {
    wrong.forEach(say);
    say(`FAILED; again: ${repetitionOf(options)}`);
    process.stdout.write(`logs: ${log.folder}\n`);
  }
  await log.close();
  if (wrong.length === 0) await rm(log.folder, { recursive: true, force: true });
  process.exit(wrong.length === 0 ? 0 : 1);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
