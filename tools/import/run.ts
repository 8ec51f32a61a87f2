import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Credits } from '../../domain/credits.js';
import { codeOf, expectBody, refusal, succeeded, type Answer } from '../lib/answer.js';
import type { Client } from '../lib/client.js';
import { failed, unusable } from '../lib/failure.js';
import { Gate } from '../lib/gate.js';
import { Batches, type BatchesOptions, ITEMS_PER_BATCH } from './batches.js';
import { locateColumns, type ColumnNames } from './columns.js';
import { rowsOf, type Source } from './file.js';
import { readRow, rowKey, type DebitBody, type ReadRow, type Row, type RowOptions } from './row.js';
import type { Tally } from './tally.js';

/** What the command line says of an import. */
export interface ImportOptions {
  readonly model: string;
  /** Without an account column rows belong to `import-0` … `import-{accounts − 1}`. */
  readonly accounts: number;
  readonly columnNames: ColumnNames;
  /** `--accounts` was given: an account column that was merely recognised is ignored. */
  readonly spread: boolean;
  readonly policy?: 'allow_debt';
  readonly dryRun: boolean;
  /** Batches under way at once. */
  readonly batches: number;
}

type Sendable = Extract<ReadRow, { readonly ok: true }>;

/** Accounts known to be open, kept so that each is opened once; bounded for files with millions. */
const MAX_ACCOUNTS_REMEMBERED = 100_000;

const QUOTES_AT_ONCE = 32;

/** The file names no people; the address space `.invalid` is nobody's for ever (RFC 2606). */
const NOBODY = 'nobody@import.invalid';

const Debited = z.object({ credits: Credits });
const Quoted = z.object({ credits: Credits });
const Model = z.object({ rate: z.unknown() });

/** Refuses an import whose model is unknown or has no price, and says how to make it. */
export async function requireRate(client: Client, url: string, model: string): Promise<void> {
  const answer = await client.call('GET', `/v1/models/${encodeURIComponent(model)}`);
  if (answer.status === 404 || answer.status === 422) throw unusable(howToCreate(url, model));
  const { rate } = expectBody(answer, Model, `model ${model}`);
  if (rate === null) throw unusable(howToCreate(url, model));
}

function howToCreate(url: string, model: string): string {
  const headers = `-H "authorization: Bearer $SCRIP_API_KEY" -H 'content-type: application/json'`;
  return [
    `model "${model}" has no rate. Register it and publish one (credits per million tokens):`,
    `  curl -X PUT ${url}/v1/models/${model} ${headers} -H 'idempotency-key: model-${model}' \\`,
    `       -d '{"name":"${model}"}'`,
    `  curl -X POST ${url}/v1/models/${model}/rates ${headers} -H 'idempotency-key: rate-1' \\`,
    `       -d '{"per_million":{"input":"75","output":"375"}}'`,
  ].join('\n');
}

/** Sends every row of the file; what becomes of each is in the tally, also when this throws. */
export class Import {
  private readonly opened = new LRUCache<string, Promise<Answer>>({ max: MAX_ACCOUNTS_REMEMBERED });
  private readonly gate: Gate;
  private readonly batches: Batches;

  constructor(
    private readonly client: Client,
    private readonly source: Source,
    private readonly options: ImportOptions,
    private readonly tally: Tally,
    private readonly patience: Omit<BatchesOptions, 'most'>,
  ) {
    // While so many batches are under way, the next one fills.
    this.gate = new Gate(options.dryRun ? QUOTES_AT_ONCE : ITEMS_PER_BATCH * (options.batches + 1));
    this.batches = new Batches(client, { ...patience, most: options.batches });
  }

  /** `onRow` hears how many bytes of the file have been read. */
  async run(onRow: (bytes: number) => void): Promise<void> {
    let rowOptions: RowOptions | undefined;
    try {
      for await (const row of rowsOf(this.source)) {
        if (this.patience.signal.aborted) break;
        if (!rowOptions) {
          rowOptions = this.rowOptions(row);
          continue;
        }
        const options = rowOptions;
        this.tally.rows += 1;
        await this.gate.start(() => this.take(row, options));
        onRow(row.bytes);
      }
    } finally {
      await this.gate.settle();
    }
    await this.gate.drain();
    if (!rowOptions && !this.patience.signal.aborted)
      throw unusable(`${this.source.path} has no header`);
  }

  private rowOptions(header: Row): RowOptions {
    const { model, accounts, policy, spread, columnNames } = this.options;
    const { account, ...columns } = locateColumns(header.cells, columnNames);
    const read = new Set([...Object.values(columns), account]);
    this.tally.unused = header.cells.filter((_, at) => !read.has(at));
    const byColumn = account !== undefined && (!spread || columnNames.account !== undefined);
    return {
      model,
      accounts,
      columns: byColumn ? { ...columns, account } : columns,
      ...(policy && { policy }),
    };
  }

  private async take(row: Row, options: RowOptions): Promise<void> {
    const read = readRow(row, options);
    if (!read.ok) return this.tally.refuse(row.line, read.reason);
    if (this.options.dryRun) return this.price(row, read.debit);
    const open = await this.open(read.accountId);
    if (!succeeded(open) && codeOf(open) !== 'account_exists') return this.refuse(row, open);
    const answer = await this.debit(row, read);
    if (!succeeded(answer)) return this.refuse(row, answer);
    this.tally.count(expectBody(answer, Debited, 'debit').credits, answer.hit);
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

  private async price(row: Row, debit: DebitBody): Promise<void> {
    const { model, usage, mode, complexity, occurred_at } = debit;
    const body = { model, usage, mode, complexity, occurred_at };
    const answer = await this.client.call('POST', '/v1/quotes', { body });
    if (!succeeded(answer)) return this.refuse(row, answer);
    this.tally.count(expectBody(answer, Quoted, 'quote').credits, false);
  }

  /** A key that may not do this at all ends the import; anything else refuses its row. */
  private refuse(row: Row, answer: Answer): void {
    if (codeOf(answer) === 'forbidden') {
      throw unusable(
        `this API key may not import: ${refusal(answer)} ` +
          '(it needs accounts:write, usage:write and, for rows older than 24 hours, usage:backfill)',
      );
    }
    if (answer.status >= 500)
      throw failed(`the server failed at line ${row.line}: ${refusal(answer)}`);
    const code = codeOf(answer);
    const known = code === 'idempotency_mismatch';
    const detail = known ? 'was imported before with other arguments' : refusal(answer);
    this.tally.refuse(row.line, code, detail);
  }

  private open(accountId: string): Promise<Answer> {
    const known = this.opened.get(accountId);
    if (known) return known;
    const opening = this.client.call('POST', '/v1/accounts', {
      body: {
        account_id: accountId,
        name: `Imported ${accountId}`,
        email: NOBODY,
      },
      key: `import-open-${accountId}`,
    });
    this.opened.set(accountId, opening);
    return opening;
  }
}
