import { readArguments, readWait, runTool, waitHelp, wholeNumber } from './lib/command.js';
import { Client } from './lib/client.js';
import { TARGET_HELP, targetFrom } from './lib/environment.js';
import { EXIT, unusable } from './lib/failure.js';
import { startProgress, type Progress } from './lib/progress.js';
import { counted } from './lib/words.js';
import { parseColumnNames, parseIgnored, type Field } from './import/columns.js';
import { delimiterOf, inspect, sizeOf, type Source } from './import/file.js';
import { modelsWithoutRate, withoutRateText } from './import/models.js';
import { findRepeats } from './import/repeats.js';
import { modelOf } from './import/row.js';
import { Import, survey, type ImportOptions, type Plan } from './import/run.js';
import type { Survey } from './import/survey.js';
import { Tally } from './import/tally.js';

/** A long import goes on after a restart of the server. */
const WAIT_SECONDS = 300;

const HELP = `npm run import -- FILE.csv --model ID [options]

Imports usage from a CSV file (UTF-8): every row becomes a debit, priced by its model's rate at the
row's time. Running it again imports nothing twice, and finishes an import that was interrupted.
(Keep the arguments: rows spread over another number of accounts are other debits.) A row whose
cells cannot be read for certain is refused with its line and reason.

Rows are known by an id where a column has one (request_id, event_id, id, or --columns id=...): an
id is imported once for its account, in whatever file it stands. Where an id stands twice in one
file, rows that differ are all refused, and of rows that are the same the first is imported; each
refusal names both lines. Without an id rows are known by their place in the file, and a file that
was changed is another file: its rows are charged anew. Put corrected rows into a file of their own
then. A row that has changed under its id is refused, and the debit it has become is named: refund
that (POST /v1/accounts/ID/debits/DEBIT/refunds), and import the row under a new id.

  --model ID          model whose rates price the rows that name none; must exist and have a rate
  --map-models F=T,.. names of models in the file and in Scrip, where they differ
  --accounts N        without an account column: row i (from 0) belongs to account import-{i mod N},
                      opened if missing (default 1)
  --open-accounts     opens accounts of the account column that do not exist, on the free plan;
                      without it their rows are refused
  --columns F=C,...   which column is what. Fields: id, timestamp, account, model, input_tokens,
                      cached_input_tokens, output_tokens, reasoning_tokens, images, feature, action,
                      mode, complexity, outcome, member_id. Columns of tokens and images can be
                      added (input_tokens=a+b). A column named as a field is read without being
                      told (whatever the case, _, - and spaces), and so are common names of id,
                      timestamp, account, model, input_tokens and output_tokens (request_id, time,
                      ContextTokens, prompt_tokens, completion_tokens, ...)
  --ignore C,...      columns that are not to be read. A column that is not read and by its name
                      holds tokens, images or money (cached_tokens, total_tokens, cost_usd, ...)
                      stops the import, also a dry run, unless it is named here
  --cached-in-input   input tokens include the cached ones, as OpenAI, Gemini and OpenRouter count;
                      without it cached tokens are not counted in input tokens (they are disjoint)
  --delimiter NAME    comma, semicolon, tab or pipe; found in the header unless it has several
  --thousands CHAR    stands between groups of three digits (12.000); without it such numbers are
                      refused
  --policy allow_debt book usage beyond the balance as debt instead of refusing the row
  --dry-run           read and check every row as the import would, write nothing (limits of members
                      are checked a row at a time). Rows of a model without a rate are refused, where
                      the import would not begin
  --concurrency N     batches of 100 rows in flight (default 8)
  --wait SECONDS      ${waitHelp(WAIT_SECONDS)}

Timestamps are ISO 8601, as PostgreSQL writes them, or seconds or milliseconds since 1970; without a
zone they are UTC, and the hour goes from 00 to 23.

${TARGET_HELP}

Exit codes: 0 every row is in; 1 rows were refused, or the server stayed away; 2 the file or the
arguments cannot be used; 130 interrupted.
`;

const OPTIONS = {
  model: { type: 'string' },
  'map-models': { type: 'string' },
  accounts: { type: 'string' },
  'open-accounts': { type: 'boolean' },
  columns: { type: 'string' },
  ignore: { type: 'string' },
  'cached-in-input': { type: 'boolean' },
  delimiter: { type: 'string' },
  thousands: { type: 'string' },
  policy: { type: 'string' },
  'dry-run': { type: 'boolean' },
  concurrency: { type: 'string' },
  wait: { type: 'string' },
} as const;

type Values = Partial<Record<keyof typeof OPTIONS, string | boolean>>;

const MAX_ACCOUNTS = 1_000_000;
const MAX_BATCHES = 64;
const THOUSANDS = /^[.,' _]$/;

function options(values: Values, head: string): ImportOptions {
  const text = (name: keyof typeof OPTIONS) =>
    typeof values[name] === 'string' ? values[name] : undefined;
  const model = text('model');
  if (model === '') throw unusable('--model ID is needed: whose rates price the rows? See --help.');
  const policy = text('policy');
  if (policy !== undefined && policy !== 'allow_debt') {
    throw unusable(`--policy takes allow_debt, not "${policy}"`);
  }
  const thousands = text('thousands');
  if (thousands !== undefined && !THOUSANDS.test(thousands)) {
    throw unusable(`--thousands takes one of . , ' _ or a space, not "${thousands}"`);
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
    modelNames: parseModelNames(text('map-models')),
    columnNames,
    ignored: parseIgnored(text('ignore')),
    delimiter: delimiterOf(head, text('delimiter')),
    accounts: wholeNumber('--accounts', text('accounts'), accounts),
    spread: values.accounts !== undefined,
    openAccounts: values['open-accounts'] === true,
    cachedInInput: values['cached-in-input'] === true,
    thousands,
    dryRun: values['dry-run'] === true,
    batches: wholeNumber('--concurrency', text('concurrency'), batches),
    ...(policy && { policy }),
  };
}

/** `gpt-4o-2024-08-06=gpt-4o,…` → our names by theirs; throws Failure. */
function parseModelNames(text: string | undefined): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const part of text?.split(',') ?? []) {
    const [theirs = '', ours = '', ...rest] = part.split('=').map((name) => name.trim());
    if (theirs === '' || ours === '' || rest.length > 0) {
      throw unusable(`--map-models: expected theirs=ours, not "${part}"`);
    }
    if (names.has(theirs)) throw unusable(`--map-models: "${theirs}" is given twice`);
    names.set(theirs, ours);
  }
  return names;
}

function fileArgument(positionals: readonly string[]): string {
  const [file, ...others] = positionals;
  if (!file) throw unusable('which file? npm run import -- FILE.csv --model ID');
  if (others.length > 0) throw unusable(`one file at a time, not also ${others.join(' ')}`);
  return file;
}

/** Does something that reads the whole file, with a bar. */
async function reading<T>(bytes: number, work: (onBytes: (bytes: number) => void) => Promise<T>) {
  const progress = startProgress('reading ', bytes);
  try {
    return await work((done) => progress.update(done));
  } finally {
    progress.stop();
  }
}

/** What somebody should know before rows are charged, a line each. */
function notices({ rows, unused }: Plan, found: Survey, header: Source['path']): string[] {
  const has = (field: Field) => rows.columns[field] !== undefined;
  const lines = [`${header}: ${counted(found.rows, 'row')}`];
  if (unused.length > 0) lines.push(`columns not read: ${unused.join(', ')}`);
  if (!has('id')) {
    lines.push(
      'no column with an id: a row is known by its place in this very file, and a corrected file ' +
        'would be charged again (--columns id=…)',
    );
  }
  const times = counted(found.withoutZone, 'time');
  if (found.withoutZone > 0) lines.push(`${times} without a zone: taken for UTC`);
  if (found.looksCachedInInput) {
    lines.push(
      'warning: wherever tokens are cached there are at least as many input tokens. If input ' +
        'includes the cached ones they are charged twice: say --cached-in-input',
    );
  }
  if (found.looksReasoningInOutput) {
    lines.push(
      'warning: wherever there are reasoning tokens there are at least as many output tokens. If ' +
        'output includes the reasoning tokens they are charged twice: leave their column out ' +
        '(--ignore)',
    );
  }
  return lines;
}

/** The models of rows that nothing prices. Throws Failure where the import would not begin. */
async function checkModels(
  client: Client,
  chosen: ImportOptions,
  { models: rows }: Survey,
  url: string,
  say: (message: string) => void,
): Promise<ReadonlySet<string>> {
  // A mistyped `--model` is reported even if each row names its own model.
  const told = modelOf(undefined, chosen);
  const models = new Set([...rows.keys(), ...(told === undefined ? [] : [told])]);
  const withoutRate = await modelsWithoutRate(client, models);
  if (withoutRate.size === 0) return withoutRate;
  const text = withoutRateText(withoutRate, rows, url);
  if (!chosen.dryRun || (told !== undefined && withoutRate.has(told))) throw unusable(text);
  say(text);
  return withoutRate;
}

async function main(signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(HELP, OPTIONS);
  const file = fileArgument(positionals);
  options(values, '');
  const patienceMs = readWait(values.wait, WAIT_SECONDS);
  const source = await reading(await sizeOf(file), (onBytes) => inspect(file, onBytes));
  const chosen = options(values, source.head);
  const { plan, survey: found } = await reading(source.bytes, (onBytes) =>
    survey(source, chosen, onBytes),
  );
  const { delimiter } = chosen;
  const repeats = await reading(source.bytes, (onBytes) =>
    findRepeats(source, plan.rows, { delimiter, count: found.rows, onBytes }),
  );
  const target = targetFrom(process.env);
  const screen: { progress?: Progress } = {};
  const say = (message: string) =>
    screen.progress ? screen.progress.say(message) : void process.stderr.write(`${message}\n`);
  const client = new Client({ ...target, patienceMs, say, signal });
  const withoutRate = await checkModels(client, chosen, found, target.url, say);
  notices(plan, found, file).forEach(say);
  const tally = new Tally();
  const progress = startProgress(chosen.dryRun ? 'checking ' : 'importing', source.bytes);
  screen.progress = progress;
  const known = { repeats, withoutRate };
  const patience = { patienceMs, say, signal };
  const run = new Import(client, source, plan.rows, chosen, known, tally, patience);
  let finished = false;
  try {
    await run.run((bytes) =>
      progress.update(bytes, `${counted(tally.rows, 'row')}, ${tally.rowsPerSecond}/s`),
    );
    progress.update(source.bytes, counted(tally.rows, 'row'));
    finished = true;
  } finally {
    progress.stop();
    if (tally.rows > 0 || finished) {
      process.stdout.write(tally.summary(chosen.dryRun, run.accountLines()));
    }
    const unfinished = tally.rows - tally.imported - tally.alreadyThere - tally.refused;
    if (tally.refused > 0 && !chosen.dryRun && plan.rows.columns.id === undefined) {
      say('import corrected rows as a file of their own: a changed file is imported anew (--help)');
    }
    if (signal.aborted || unfinished > 0) say('not finished: run the same command again');
  }
  if (signal.aborted) return EXIT.interrupted;
  return tally.refused > 0 ? EXIT.refused : EXIT.ok;
}

await runTool(main);
