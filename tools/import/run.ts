import { z } from 'zod';
import { Credits } from '../../domain/credits.js';
import { codeOf, expectBody, Problem, refusal, succeeded, type Answer } from '../lib/answer.js';
import type { Client } from '../lib/client.js';
import { failed, unusable } from '../lib/failure.js';
import { Gate } from '../lib/gate.js';
import { counted } from '../lib/words.js';
import { Accounts } from './accounts.js';
import { Batches, type BatchesOptions, ITEMS_PER_BATCH } from './batches.js';
import { locateColumns, refuseUncounted, type ColumnNames } from './columns.js';
import { DryRun } from './dry-run.js';
import { rowsOf, type Source } from './file.js';
import type { Repeat } from './repeats.js';
import { readRow, rowKey, type Row, type RowOptions, type Sendable } from './row.js';
import { Survey } from './survey.js';
import type { Tally } from './tally.js';

/** What the command line says of an import. */
export interface ImportOptions extends Pick<
  RowOptions,
  'model' | 'modelNames' | 'accounts' | 'cachedInInput' | 'thousands' | 'policy'
> {
  readonly columnNames: ColumnNames;
  /** Columns that are not to be read, by name. */
  readonly ignored: readonly string[];
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

/** How the rows below a header are read. Throws Failure when the header does not say. */
export function planOf(header: Row, options: ImportOptions): Plan {
  const { model, modelNames, accounts, cachedInInput, thousands, policy, spread } = options;
  const { columnNames, ignored } = options;
  const { account, ...columns } = locateColumns(header.cells, columnNames, ignored);
  const byColumn = account !== undefined && (!spread || columnNames.account !== undefined);
  if (columns.model === undefined && model === undefined) {
    throw unusable('--model ID is needed: whose rates price the rows? See --help.');
  }
  if (cachedInInput && !(columns.input_tokens && columns.cached_input_tokens)) {
    throw unusable('--cached-in-input needs columns of input_tokens and cached_input_tokens');
  }
  const read = new Set([...Object.values(columns), byColumn ? account : []].flat());
  const unused = header.cells.filter((_, at) => !read.has(at));
  refuseUncounted(unused, ignored);
  return {
    unused,
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

/** What is known of rows before any is sent. */
export interface Known {
  /** Rows to refuse because their id appears twice in the file, by their index. */
  readonly repeats: ReadonlyMap<number, Repeat>;
  /** Models, by their names in Scrip, whose rows nothing prices. */
  readonly withoutRate: ReadonlySet<unknown>;
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
    private readonly known: Known,
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
    if (opened.count > 0)
      lines.push([what, `${counted(opened.count, 'account')}: ${String(opened)}`]);
    if (unknown.count > 0) {
      const accounts = counted(unknown.count, 'account');
      lines.push(['unknown', `${accounts}: ${String(unknown)} (--open-accounts)`]);
    }
    return lines;
  }

  private async take(row: Row): Promise<void> {
    const read = readRow(row, this.rows);
    if (!read.ok) return this.tally.refuse(row.line, read.reason, read.detail);
    const repeat = this.known.repeats.get(row.index);
    if (repeat) return this.tally.refuse(row.line, repeat.reason, repeat.detail);
    if (this.known.withoutRate.has(read.debit['model'])) return this.refuseUnpriced(row, read);
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

  private refuseUnpriced(row: Row, { debit }: Sendable): void {
    const detail = `model ${JSON.stringify(debit['model'])} has no rate`;
    this.tally.refuse(row.line, 'model without a rate (--map-models theirs=ours)', detail);
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
    const isOther = code === 'idempotency_mismatch';
    this.tally.refuse(row.line, code, isOther ? howToCorrect(answer) : refusal(answer));
  }
}

/** What to do about a row that was imported before and has changed since. */
function howToCorrect({ body }: Answer): string {
  const debit = Problem.safeParse(body).data?.debit_id;
  const which = debit === undefined ? '' : ` as debit ${debit}`;
  return (
    `was imported before${which}, with other cells or arguments: to correct it, refund that debit ` +
    'and import the row under a new id'
  );
}
