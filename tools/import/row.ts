import { createHash } from 'node:crypto';
import { formatInstant, parseInstant } from '../../domain/instant.js';
import { LABELS, QUANTITIES, type Columns, type Field, type Quantity } from './columns.js';

/** One data row of the file. */
export interface Row {
  /** Which data row it is, from 0: the header and empty lines do not count. */
  readonly index: number;
  /** The line of the file it ends on, from 1, for messages. */
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
  /** Cells of the header: a row with another number of them is refused. */
  readonly width: number;
  /** Prices rows that name no model. */
  readonly model: string | undefined;
  /** Models of the file → models of Scrip; what is not named here stays as it is. */
  readonly modelNames: ReadonlyMap<string, string>;
  readonly accounts: number;
  /** Input tokens include the cached ones, as OpenAI and Gemini count. */
  readonly cachedInInput: boolean;
  /** Between groups of three digits; undefined: numbers have no such groups. */
  readonly thousands: string | undefined;
  readonly policy?: 'allow_debt';
}

/** A row that can be sent, or why it cannot. */
export type ReadRow = Sendable | Refused;

/** A row that can be sent. */
export interface Sendable {
  readonly ok: true;
  readonly accountId: string;
  readonly debit: DebitBody;
  /** What names the row in whatever file it comes; undefined: its place in this file. */
  readonly id: string | undefined;
}

/** Why a row cannot be sent; the same words for all rows alike, and what this one says. */
export interface Refused {
  readonly ok: false;
  readonly reason: string;
  readonly detail: string;
}

const ACCOUNT_ID = /^(?!\.)[A-Za-z0-9._-]{1,64}$/;
const ROW_ID = /^[!-~]{1,200}$/;
/** Zeros behind a point or a comma are decimals, unless there are three: `12.000` may be 12,000. */
const PLAIN_NUMBER = /^(\d{1,15})(?:[.,](?:0{1,2}|0{4,9}))?$/;
const MAX_DIGITS = 15;
const TIME =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;
/** Seconds since 1970 (ten digits: 2001 to 2286), or milliseconds (thirteen). */
const EPOCH = /^(?:(\d{10})(?:\.(\d{1,9}))?|(\d{10})(\d{3}))$/;

const TIME_FORMATS =
  'expected 2026-01-31T10:00:00Z (ISO 8601), 2026-01-31 10:00:00+00 (as PostgreSQL writes it), ' +
  'or seconds or milliseconds since 1970';

/** An instant as files have it; `zoned` is false where it was taken for UTC. */
export interface ReadTime {
  /** RFC 3339 UTC with milliseconds. */
  readonly instant: string;
  readonly zoned: boolean;
}

/**
 * A timestamp as files have it: ISO 8601, what PostgreSQL writes (`2026-11-27 10:00:00+00`), or
 * seconds or milliseconds since 1970. Without a zone it is UTC; a space may stand for the `T`; more
 * than three decimals are cut off. Undefined for anything else, the hour 24 among it: ISO 8601 has
 * allowed it, taken it back and allowed it again, and PostgreSQL never writes it.
 */
export function readTimestamp(text: string): ReadTime | undefined {
  const given = text.trim();
  const epoch = EPOCH.exec(given);
  if (epoch) {
    const [, seconds, fraction = '', ofMillis, millis] = epoch;
    const ms = millis ?? fraction.slice(0, 3).padEnd(3, '0');
    return { instant: new Date(Number(`${seconds ?? ofMillis}${ms}`)).toISOString(), zoned: true };
  }
  const match = TIME.exec(given);
  if (!match) return undefined;
  const [, day, clock, seconds = '00', fraction = '0', zone] = match;
  const offset = offsetOf(zone ?? 'Z');
  const instant = parseInstant(`${day}T${clock}:${seconds}.${fraction}${offset}`);
  return instant === undefined
    ? undefined
    : { instant: formatInstant(instant), zoned: zone !== undefined };
}

function offsetOf(zone: string): string {
  if (/^(?:Z|UTC)$/i.test(zone)) return 'Z';
  const [sign, hours, minutes] = [zone.slice(0, 1), zone.slice(1, 3), zone.slice(-2)];
  return zone.length === 3 ? `${sign}${hours}:00` : `${sign}${hours}:${minutes}`;
}

/** A whole number as files have it, or undefined where it could be more than one number. */
export function readQuantity(text: string, thousands?: string): number | undefined {
  const plain = PLAIN_NUMBER.exec(thousands === undefined ? text : ungrouped(text, thousands));
  return plain ? Number(plain[1]) : undefined;
}

/** Takes the separators out of a number that has them in every place where they belong. */
function ungrouped(text: string, thousands: string): string {
  const [first = '', ...groups] = text.split(thousands);
  const isGrouped =
    groups.length > 0 && /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  return isGrouped && text.length <= MAX_DIGITS + groups.length ? first + groups.join('') : text;
}

/**
 * The idempotency key of a row: the same for the same id; without one, for the same content of the
 * file and the same row. So a second import finds everything already there.
 */
export const rowKey = (contentHash: string, index: number, id?: string): string =>
  id === undefined ? `import-${contentHash}-${index}` : `import-id-${id}`;

/** Cells → account and debit. A cell that cannot be read for certain refuses its row. */
export function readRow(row: Row, options: RowOptions): ReadRow {
  if (row.cells.length !== options.width) {
    const detail = `${row.cells.length} cells where the header has ${options.width}`;
    return refused('another number of cells than the header', detail);
  }
  const cell = (field: Field): string | undefined => cellsOf(row, options.columns, field)[0];
  const id = cell('id');
  if (id !== undefined && !ROW_ID.test(id)) {
    return refused('id is not 1 to 200 visible ASCII characters');
  }
  const time = cell('timestamp') ?? '';
  const occurredAt = readTimestamp(time)?.instant;
  if (occurredAt === undefined) {
    return refused('timestamp is not a time', `${notRead(time)}; ${TIME_FORMATS}`);
  }
  const accountId = cell('account') ?? `import-${placeOf(row, id) % options.accounts}`;
  if (!ACCOUNT_ID.test(accountId)) {
    return refused('account is not an account id', notRead(accountId));
  }
  const model = modelOf(cell('model'), options);
  if (model === undefined) return refused('model is empty, and no --model is given');
  const usage = usageOf(row, options);
  if ('ok' in usage) return usage;
  const debit: Record<string, unknown> = { model, usage, occurred_at: occurredAt };
  for (const field of LABELS) {
    const text = cell(field);
    if (text) debit[field] = text;
  }
  if (options.policy) debit['policy'] = options.policy;
  return { ok: true, accountId, debit, id };
}

const cellsOf = ({ cells }: Row, columns: Columns, field: Field): readonly string[] =>
  (columns[field] ?? []).map((at) => (cells[at] ?? '').trim());

/** The model that prices a row, by the name it has in Scrip. */
export function modelOf(
  named: string | undefined,
  { model, modelNames }: Pick<RowOptions, 'model' | 'modelNames'>,
): string | undefined {
  const name = named || model;
  return name === undefined ? undefined : (modelNames.get(name) ?? name);
}

function usageOf(row: Row, options: RowOptions): Partial<Record<Quantity, number>> | Refused {
  const usage: Partial<Record<Quantity, number>> = {};
  for (const field of QUANTITIES) {
    for (const text of cellsOf(row, options.columns, field)) {
      const quantity = readQuantity(text, options.thousands);
      if (quantity === undefined) return refused(`${field} is not a whole number`, notRead(text));
      usage[field] = (usage[field] ?? 0) + quantity;
    }
  }
  if (!options.cachedInInput) return usage;
  const { input_tokens: input = 0, cached_input_tokens: cached = 0 } = usage;
  if (cached > input) {
    const detail = `${cached} cached of ${input} input tokens`;
    return refused('more cached tokens than input tokens (--cached-in-input)', detail);
  }
  return { ...usage, input_tokens: input - cached };
}

/** A number that spreads rows over accounts: what an id leads to is the same in every file. */
const placeOf = ({ index }: Row, id: string | undefined): number =>
  id === undefined ? index : createHash('sha256').update(id).digest().readUInt32BE();

const MAX_SHOWN_CHARS = 60;

const notRead = (text: string): string => {
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(text);
  const why = grouped ? ' could be more than one number (--thousands says which)' : '';
  return `"${text.slice(0, MAX_SHOWN_CHARS)}"${why}`;
};

const refused = (reason: string, detail?: string): Refused => ({
  ok: false,
  reason,
  detail: detail === undefined ? reason : `${reason}: ${detail}`,
});
