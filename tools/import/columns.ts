import { unusable } from '../lib/failure.js';

/** What a column of the file can mean. */
export const FIELDS = [
  'id',
  'timestamp',
  'account',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
  'feature',
  'action',
  'mode',
  'complexity',
  'outcome',
  'member_id',
] as const;
/** One of FIELDS. */
export type Field = (typeof FIELDS)[number];

/** Position of each field's column in the file, from 0; absent where the file has none. */
export type Columns = Readonly<Partial<Record<Field, number>>>;

/** Column names of each field, by field: from `--columns input_tokens=prompt,…`. */
export type ColumnNames = Readonly<Partial<Record<Field, string>>>;

/** Names recognised without being told, whatever their case, `_`, `-` and spaces. */
const COMMON_NAMES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  timestamp: ['timestamp', 'time', 'datetime', 'date', 'occurredat', 'createdat', 'requesttime'],
  account: ['account', 'accountid', 'customer', 'customerid', 'tenant', 'tenantid'],
  input_tokens: ['inputtokens', 'contexttokens', 'prompttokens', 'requesttokens', 'tokensin'],
  output_tokens: [
    'outputtokens',
    'generatedtokens',
    'completiontokens',
    'responsetokens',
    'tokensout',
  ],
};

const TOKEN_FIELDS = ['input_tokens', 'output_tokens', 'cached_input_tokens'] as const;
const QUANTITY_FIELDS = [...TOKEN_FIELDS, 'reasoning_tokens', 'images'] as const;

const isField = (text: string): text is Field => FIELDS.some((field) => field === text);
const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');

/** `timestamp=TIMESTAMP,input_tokens=Prompt` → names by field; throws Failure. */
export function parseColumnNames(text: string): ColumnNames {
  const names: Partial<Record<Field, string>> = {};
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    const field = part.slice(0, at).trim();
    const name = part.slice(at + 1).trim();
    if (at < 1 || name === '') throw unusable(`--columns: expected field=column, not "${part}"`);
    if (!isField(field)) {
      throw unusable(`--columns: unknown field "${field}"; known are ${FIELDS.join(', ')}`);
    }
    if (names[field] !== undefined) throw unusable(`--columns: "${field}" is given twice`);
    names[field] = name;
  }
  return names;
}

/** Finds the columns by the names told and, for what was not told, by common names. */
export function locateColumns(header: readonly string[], told: ColumnNames): Columns {
  const columns: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    const at = locate(header, field, told[field]);
    if (at !== undefined) columns[field] = at;
  }
  const found = `the file's columns are ${header.map((name) => `"${name}"`).join(', ')}`;
  if (columns.timestamp === undefined) {
    throw unusable(`no column for the time: say --columns timestamp=…; ${found}`);
  }
  if (QUANTITY_FIELDS.every((field) => columns[field] === undefined)) {
    throw unusable(`no column with tokens or images: say --columns input_tokens=…; ${found}`);
  }
  return columns;
}

function locate(header: readonly string[], field: Field, told?: string): number | undefined {
  if (told !== undefined) {
    const exact = header.indexOf(told);
    if (exact >= 0) return exact;
    throw unusable(
      `--columns: the file has no column "${told}"; it has ${header.map((n) => `"${n}"`).join(', ')}`,
    );
  }
  const candidates = COMMON_NAMES[field] ?? [];
  for (const candidate of candidates) {
    const at = header.findIndex((name) => plain(name) === candidate);
    if (at >= 0) return at;
  }
  return undefined;
}
