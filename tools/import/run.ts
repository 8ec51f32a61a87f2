import { z } from 'zod';
import { Credits } from '../../domain/credits.js';
import { ModelId } from '../../domain/model/commands.js';
import { codeOf, expectBody, refusal, succeeded, type Answer } from '../lib/answer.js';
import type { Client } from '../lib/client.js';
import { failed, unusable } from '../lib/failure.js';
import { Gate } from '../lib/gate.js';
import { Accounts } from './accounts.js';
import { Batches, type BatchesOptions, ITEMS_PER_BATCH } from './batches.js';
import { locateColumns, type ColumnNames } from './columns.js';
import { DryRun } from './dry-run.js';
import { rowsOf, type Source } from './file.js';
import { readRow, rowKey, type Row, type RowOptions, type Sendable } from './row.js';
import { Survey } from './survey.js';
import type { Tally } from './tally.js';

/** What the command line says of an import. */
export interface ImportOptions extends Pick<
  RowOptions,
  'model' | 'modelNames' | 'accounts' | 'cachedInInput' | 'thousands' | 'policy'
> {
  readonly columnNames: ColumnNames;
  readonly delimiter: string;
  /** `--accounts` was given: an account column that was merely recognised is ignored. */
  readonly spread: boolean;
  /** Opens accounts of an account column that do not exist. */
  readonly openAccounts: boolean;
  readonly dryRun: boolean;
  /** Batches under way at once. */
  readonly batches: number;
}

/** A file as the options say to read it. */
export interface Plan {
  readonly rows: RowOptions;
  /** Columns that mean nothing to the import. */
  readonly unused: readonly string[];
}

const Debited = z.object({ credits: Credits });
const Model = z.object({ rate: z.unknown() });

/** How the rows below a header are read. Throws Failure when the header does not say. */
export function planOf(header: Row, options: ImportOptions): Plan {
  const { model, modelNames, accounts, cachedInInput, thousands, policy, spread } = options;
  const { account, ...columns } = locateColumns(header.cells, options.columnNames);
  const byColumn = account !== undefined && (!spread || options.columnNames.account !== undefined);
  if (columns.model === undefined && model === undefined) {
    throw unusable('--model ID is needed: whose rates price the rows? See --help.');
  }
  if (cachedInInput && !(columns.input_tokens && columns.cached_input_tokens)) {
    throw unusable('--cached-in-input needs columns of input_tokens and cached_input_tokens');
  }
  const read = new Set([...Object.values(columns), account].flat());
  return {
    unused: header.cells.filter((_, at) => !read.has(at)),
    rows: {
      columns: byColumn ? { ...columns, account } : columns,
      width: header.cells.length,
      model,
      modelNames,
      accounts,
      cachedInInput,
      thousands,
      ...(policy && { policy }),
    },
  };
}

/** Reads the whole file once, to know what it holds before anything is charged. */
export async function survey(
  source: Source,
  options: ImportOptions,
  onRow: (bytes: number) => void,
): Promise<{ plan: Plan; survey: Survey }> {
  let plan: Plan | undefined;
  let found: Survey | undefined;
  for await (const row of rowsOf(source, options.delimiter)) {
    if (!plan || !found) {
      plan = planOf(row, options);
      found = new Survey(plan.rows);
      continue;
    }
    found.add(row);
    onRow(row.bytes);
  }
  if (!plan || !found) throw unusable(`${source.path} has no header`);
  return { plan, survey: found };
}

/**
 * Refuses an import of models that are unknown or have no price, and says how to make them;
 * `models` counts the rows of each.
 */
export async function requireRates(
  client: Client,
  url: string,
  models: ReadonlyMap<string, number>,
): Promise<void> {
  const missing: string[] = [];
  for (const model of models.keys()) {
    if (!(await hasRate(client, model))) missing.push(model);
  }
  if (missing.length === 0) return;
  const listed = missing.map(
    (model) => `${JSON.stringify(model)} (${models.get(model) ?? 0} rows)`,
  );
  const first = missing.find((model) => ModelId.safeParse(model).success);
  const create =
    first === undefined ? '' : `, or register each and publish a rate:\n${howToCreate(url, first)}`;
  throw unusable(
    `models without a rate: ${listed.join(', ')}\n` +
      `Name them as Scrip does (--map-models theirs=ours)${create}`,
  );
}

async function hasRate(client: Client, model: string): Promise<boolean> {
  const answer = await client.call('GET', `/v1/models/${encodeURIComponent(model)}`);
  if (answer.status === 404 || answer.status === 422) return false;
  return expectBody(answer, Model, `model ${model}`).rate !== null;
}

/** What to type, with a name that can be a model's: text of a file must not come into a shell. */
function howToCreate(url: string, model: string): string {
  const headers = `-H "authorization: Bearer $SCRIP_API_KEY" -H 'content-type: application/json'`;
  return [
    `  curl -X PUT ${url}/v1/models/${model} ${headers} -H 'idempotency-key: model-${model}' \\`,
    `       -d '{"name":"${model}"}'`,
    `  curl -X POST ${url}/v1/models/${model}/rates ${headers} -H 'idempotency-key: rate-1' \\`,
    `       -d '{"per_million":{"input":"75","output":"375"}}'`,
  ].join('\n');
}

/** Sends every row of the file; what becomes of each is in the tally, also when this throws. */
export class Import {
  private readonly gate: Gate;
  private readonly batches: Batches;
  private readonly dryRun: DryRun | undefined;
  private readonly accounts: Accounts;

  constructor(
    client: Client,
    private readonly source: Source,
    private readonly rows: RowOptions,
    private readonly options: ImportOptions,
    private readonly tally: Tally,
    private readonly patience: Omit<BatchesOptions, 'most' | 'dryRun'>,
  ) {
    const { batches, dryRun } = options;
    // While so many batches are under way, the next one fills.
    this.gate = new Gate(ITEMS_PER_BATCH * (batches + 1));
    this.batches = new Batches(client, { ...patience, most: batches, dryRun });
    this.dryRun = dryRun ? new DryRun() : undefined;
    // Accounts that the file does not name are the import's own.
    const mayOpen = options.openAccounts || rows.columns.account === undefined;
    this.accounts = new Accounts(client, { mayOpen, dryRun });
  }

  /** `onRow` hears how many bytes of the file have been read. */
  async run(onRow: (bytes: number) => void): Promise<void> {
    try {
      for await (const row of rowsOf(this.source, this.options.delimiter)) {
        if (this.patience.signal.aborted) break;
        if (row.index < 0) continue;
        this.tally.rows += 1;
        await this.gate.start(() => this.take(row));
        onRow(row.bytes);
      }
    } finally {
      await this.gate.settle();
    }
    await this.gate.drain();
  }

  /** What there is to say of accounts, with its name in the summary. */
  accountLines(): [string, string][] {
    const { opened, unknown } = this.accounts;
    const lines: [string, string][] = [];
    const what = this.options.dryRun ? 'would open' : 'opened';
    if (opened.count > 0) lines.push([what, `${opened.count} accounts: ${String(opened)}`]);
    if (unknown.count > 0) {
      lines.push(['unknown', `${unknown.count} accounts: ${String(unknown)} (--open-accounts)`]);
    }
    return lines;
  }

  private async take(row: Row): Promise<void> {
    const read = readRow(row, this.rows);
    if (!read.ok) return this.tally.refuse(row.line, read.reason, read.detail);
    const missing = await this.accounts.find(read.accountId);
    if (missing) return this.refuse(row, missing);
    const answer = await this.debit(row, read);
    if (!succeeded(answer)) return this.refuse(row, answer);
    const { credits } = expectBody(answer, Debited, 'debit');
    const isEnough = answer.hit || this.dryRun?.spend(read, answer) !== false;
    if (!isEnough) return this.refuseAsBeyond(row);
    this.tally.count(credits, answer.hit);
  }

  /** A row that an earlier import took under the other policy is there all the same. */
  private async debit(row: Row, { accountId, debit, id }: Sendable): Promise<Answer> {
    const { policy, ...rest } = debit;
    const idempotency_key = rowKey(this.source.contentHash, row.index, id);
    const send = (body: object) =>
      this.batches.debit({ account_id: accountId, idempotency_key, ...body });
    const answer = await send(debit);
    if (codeOf(answer) !== 'idempotency_mismatch') return answer;
    const other = await send(policy ? rest : { ...rest, policy: 'allow_debt' });
    return succeeded(other) ? other : answer;
  }

  private refuseAsBeyond(row: Row): void {
    const detail = 'more than earlier rows of the file would leave (--policy allow_debt)';
    this.tally.refuse(row.line, 'insufficient_credits', detail);
  }

  /** A key that may not do this at all ends the import; anything else refuses its row. */
  private refuse(row: Row, answer: Answer): void {
    if (codeOf(answer) === 'forbidden') {
      throw unusable(
        `this API key may not import: ${refusal(answer)} (it needs accounts:read, usage:write, ` +
          'accounts:write to open accounts and, for rows older than 24 hours, usage:backfill)',
      );
    }
    if (answer.status >= 500)
      throw failed(`the server failed at line ${row.line}: ${refusal(answer)}`);
    const code = codeOf(answer);
    const known = code === 'idempotency_mismatch';
    const detail = known ? 'was imported before with other arguments' : refusal(answer);
    this.tally.refuse(row.line, code, detail);
  }
}
