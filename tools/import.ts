import { readArguments, runTool, wholeNumber } from './lib/command.js';
import { Client } from './lib/client.js';
import { targetFrom } from './lib/environment.js';
import { EXIT, unusable } from './lib/failure.js';
import { startProgress, type Progress } from './lib/progress.js';
import { parseColumnNames } from './import/columns.js';
import { inspect, sizeOf, type Source } from './import/file.js';
import { Import, requireRate, type ImportOptions } from './import/run.js';
import { Tally } from './import/tally.js';

const HELP = `npm run import -- FILE.csv --model ID [options]

Imports usage from a CSV file: every row becomes a debit, priced by the model's rate at the row's
time. Running it again imports nothing twice, and finishes an import that was interrupted. (Keep
the arguments: rows spread over another number of accounts are other debits.) A file that was
changed is another file: its rows are imported anew. Put corrected rows into a file of their own,
or name a column that tells rows apart (--columns id=request_id): an id is imported once for its
account, in whatever file it stands.

  --model ID          model whose rates price the rows; must exist and have a rate
  --accounts N        without an account column: row i (from 0) belongs to account import-{i mod N},
                      opened if missing (default 1)
  --columns F=C,...   which column is what. Fields: id, timestamp, account, input_tokens,
                      cached_input_tokens, output_tokens, reasoning_tokens, images, feature, action,
                      mode, complexity, outcome, member_id. Common names of timestamp, account,
                      input_tokens and output_tokens are recognised (TIMESTAMP, ContextTokens,
                      GeneratedTokens, prompt_tokens, ...)
  --policy allow_debt book usage beyond the balance as debt instead of refusing the row
  --dry-run           read, check and price every row, write nothing
  --concurrency N     batches of 100 rows in flight (default 8)
  --wait SECONDS      how long a server that is away is waited for (default 300)

Timestamps without a zone are UTC. SCRIP_URL (default http://127.0.0.1:3000) says where the API is,
SCRIP_API_KEY who asks; without it the key in the data folder of npm start is used.

Exit codes: 0 every row is in; 1 rows were refused, or the server stayed away; 2 the file or the
arguments cannot be used; 130 interrupted.
`;

const OPTIONS = {
  model: { type: 'string' },
  accounts: { type: 'string' },
  columns: { type: 'string' },
  policy: { type: 'string' },
  'dry-run': { type: 'boolean' },
  concurrency: { type: 'string' },
  wait: { type: 'string' },
} as const;

const MAX_ACCOUNTS = 1_000_000;
const MAX_BATCHES = 64;
const MAX_WAIT_SECONDS = 24 * 3_600;

function options(values: Partial<Record<keyof typeof OPTIONS, string | boolean>>): ImportOptions {
  const text = (name: keyof typeof OPTIONS) =>
    typeof values[name] === 'string' ? values[name] : undefined;
  const model = text('model');
  if (!model) throw unusable('--model ID is needed: whose rates price the rows? See --help.');
  const policy = text('policy');
  if (policy !== undefined && policy !== 'allow_debt') {
    throw unusable(`--policy takes allow_debt, not "${policy}"`);
  }
  const columns = text('columns');
  const columnNames = columns === undefined ? {} : parseColumnNames(columns);
  if (columnNames.account !== undefined && values.accounts !== undefined) {
    throw unusable('--accounts and an account column exclude each other');
  }
  const accounts = { least: 1, most: MAX_ACCOUNTS, otherwise: 1 };
  const batches = { least: 1, most: MAX_BATCHES, otherwise: 8 };
  return {
    model,
    columnNames,
    accounts: wholeNumber('--accounts', text('accounts'), accounts),
    spread: values.accounts !== undefined,
    dryRun: values['dry-run'] === true,
    batches: wholeNumber('--concurrency', text('concurrency'), batches),
    ...(policy && { policy }),
  };
}

function fileArgument(positionals: readonly string[]): string {
  const [file, ...others] = positionals;
  if (!file) throw unusable('which file? npm run import -- FILE.csv --model ID');
  if (others.length > 0) throw unusable(`one file at a time, not also ${others.join(' ')}`);
  return file;
}

async function hashed(file: string): Promise<Source> {
  const progress = startProgress('reading ', await sizeOf(file));
  try {
    return await inspect(file, (bytes) => progress.update(bytes));
  } finally {
    progress.stop();
  }
}

async function main(signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(HELP, OPTIONS);
  const file = fileArgument(positionals);
  const chosen = options(values);
  const wait = { least: 0, most: MAX_WAIT_SECONDS, otherwise: 300 };
  const patienceMs = wholeNumber('--wait', values.wait, wait) * 1_000;
  const source = await hashed(file);
  const target = targetFrom(process.env);
  const screen: { progress?: Progress } = {};
  const say = (message: string) =>
    screen.progress ? screen.progress.say(message) : void process.stderr.write(`${message}\n`);
  const client = new Client({ ...target, patienceMs, say, signal });
  await requireRate(client, target.url, chosen.model);
  const tally = new Tally();
  const progress = startProgress(chosen.dryRun ? 'checking ' : 'importing', source.bytes);
  screen.progress = progress;
  let finished = false;
  try {
    await new Import(client, source, chosen, tally, { patienceMs, say, signal }).run((bytes) =>
      progress.update(bytes, `${tally.rows} rows, ${tally.rowsPerSecond}/s`),
    );
    progress.update(source.bytes, `${tally.rows} rows`);
    finished = true;
  } finally {
    progress.stop();
    if (tally.rows > 0 || finished) process.stdout.write(tally.summary(chosen.dryRun));
    const unfinished = tally.rows - tally.imported - tally.alreadyThere - tally.refused;
    if (tally.refused > 0 && !chosen.dryRun && chosen.columnNames.id === undefined) {
      say('import corrected rows as a file of their own: a changed file is imported anew (--help)');
    }
    if (signal.aborted || unfinished > 0) say('not finished: run the same command again');
    client.close();
  }
  if (signal.aborted) return EXIT.interrupted;
  return tally.refused > 0 ? EXIT.refused : EXIT.ok;
}

await runTool(main);
