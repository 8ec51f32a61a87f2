import { createHash } from 'node:crypto';
import { formatInstant, parseInstant } from '../../domain/instant.js';
import type { Columns, Field } from './columns.js';

/** One data row of the file. */
export interface Row {
  /** Which data row it is, from 0: the header and empty lines do not count. */
  readonly index: number;
  /** The line of the file it ends on, from 1: for whoever opens the file. */
  readonly line: number;
  readonly cells: readonly string[];
  /** How far into the file it ends, in bytes. */
  readonly bytes: number;
}

/** The request body of one debit. */
export type DebitBody = Readonly<Record<string, unknown>>;

/** How the rows of a file are read. */
export interface RowOptions {
  readonly columns: Columns;
  readonly model: string;
  readonly accounts: number;
  readonly policy?: 'allow_debt';
}

/** A row that can be sent, or why it cannot. */
export type ReadRow =
  | {
      readonly ok: true;
      readonly accountId: string;
      readonly debit: DebitBody;
      /** What names the row in whatever file it comes; undefined: its place in this file. */
      readonly id: string | undefined;
    }
  | { readonly ok: false; readonly reason: string };

const QUANTITIES = [
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
] as const;
const LABELS = ['feature', 'action', 'mode', 'complexity', 'outcome', 'member_id'] as const;

const ACCOUNT_ID = /^(?!\.)[A-Za-z0-9._-]{1,64}$/;
const ROW_ID = /^[!-~]{1,200}$/;
const QUANTITY = /^(\d{1,15})(?:\.0+)?$/;
const TIME =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/**
 * A timestamp as files have it → RFC 3339 UTC with milliseconds, or undefined. Without a zone it is
 * UTC; a space may stand for the `T`; more than three decimals are cut off.
 */
export function readTimestamp(text: string): string | undefined {
  const match = TIME.exec(text.trim());
  if (!match) return undefined;
  const [, day, clock, seconds = '00', fraction = '0', zone = 'Z'] = match;
  const instant = parseInstant(`${day}T${clock}:${seconds}.${fraction}${offsetOf(zone)}`);
  return instant === undefined ? undefined : formatInstant(instant);
}

function offsetOf(zone: string): string {
  if (/^(?:Z|UTC)$/i.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/**
 * The idempotency key of a row: the same for the same id; without one, for the same content of the
 * file and the same row. So a second import finds everything already there.
 */
export const rowKey = (contentHash: string, index: number, id?: string): string =>
  id === undefined ? `import-${contentHash}-${index}` : `import-id-${id}`;

/** Cells → account and debit. A cell that cannot be read refuses its row, never guesses. */
export function readRow(row: Row, options: RowOptions): ReadRow {
  const cell = (field: Field): string | undefined => {
    const at = options.columns[field];
    return at === undefined ? undefined : (row.cells[at] ?? '').trim();
  };
  const id = cell('id');
  if (id !== undefined && !ROW_ID.test(id)) {
    return refused('id is not 1 to 200 visible ASCII characters');
  }
  const occurredAt = readTimestamp(cell('timestamp') ?? '');
  if (occurredAt === undefined) return refused('timestamp is not a time');
  const accountId = cell('account') ?? `import-${placeOf(row, id) % options.accounts}`;
  if (!ACCOUNT_ID.test(accountId)) return refused('account is not an account id');
  const usage: Record<string, number> = {};
  for (const field of QUANTITIES) {
    const text = cell(field);
    if (text === undefined) continue;
    const match = QUANTITY.exec(text);
    if (!match) return refused(`${field} is not a whole number`);
    usage[field] = Number(match[1]);
  }
  const debit: Record<string, unknown> = { model: options.model, usage, occurred_at: occurredAt };
  for (const field of LABELS) {
    const text = cell(field);
    if (text) debit[field] = text;
  }
  if (options.policy) debit['policy'] = options.policy;
  return { ok: true, accountId, debit, id };
}

/** A number that spreads rows over accounts: what an id leads to is the same in every file. */
const placeOf = ({ index }: Row, id: string | undefined): number =>
  id === undefined ? index : createHash('sha256').update(id).digest().readUInt32BE();

const refused = (reason: string): ReadRow => ({ ok: false, reason });
