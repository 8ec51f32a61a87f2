import { unusable } from '../lib/failure.js';

/** What is counted: whole numbers, which may be spread over several columns. */
export const QUANTITIES = [
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
] as const;
/** One of QUANTITIES. */
export type Quantity = (typeof QUANTITIES)[number];

/** What else a row may say of a request. */
export const LABELS = ['feature', 'action', 'mode', 'complexity', 'outcome', 'member_id'] as const;

/** What a column of the file can mean. */
export const FIELDS = ['id', 'timestamp', 'account', 'model', ...QUANTITIES, ...LABELS] as const;
/** One of FIELDS. */
export type Field = (typeof FIELDS)[number];

/**
 * Positions of each field's columns in the file, from 0; absent where the file has none. More than
 * one of a quantity are added.
 */
export type Columns = Readonly<Partial<Record<Field, readonly number[]>>>;

/** Column names of each field, by field: from `--columns input_tokens=prompt,…`. */
export type ColumnNames = Readonly<Partial<Record<Field, string>>>;

/**
 * Names recognised besides a field's own. Names of cached or reasoning tokens are not among them:
 * some providers count those within input or output tokens, others separately.
 */
const COMMON_NAMES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  id: ['requestid', 'eventid'],
  timestamp: ['time', 'datetime', 'date', 'occurredat', 'createdat', 'requesttime'],
  account: ['accountid', 'customer', 'customerid', 'tenant', 'tenantid'],
  model: ['modelid', 'modelname'],
  input_tokens: ['contexttokens', 'prompttokens', 'requesttokens', 'tokensin'],
  output_tokens: ['generatedtokens', 'completiontokens', 'responsetokens', 'tokensout'],
};

/** Names that are a count of tokens only when they have no other word with them. */
const BARE_COUNT =
  /^(?:in|out|input|output|prompt|completion|reasoning|thinking|thoughts?|total|usage|quantity)$/;
const COUNT = /token|image|cache/i;
const MONEY = /cost|price|amount|credit|usd|dollar|euro|spend|\p{Sc}/iu;
/** Short words of money that stand within other words as well: `fee` in `feedback`. */
const MONEY_WORD = /^(?:eur|gbp|cents?|fees?|paid|spent|charged?|billed)$/;

const isField = (text: string): text is Field => FIELDS.some((field) => field === text);
const isQuantity = (field: Field): boolean => QUANTITIES.some((quantity) => quantity === field);
const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');
const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** `timestamp=TIMESTAMP,input_tokens=Prompt+Cached` → names by field; throws Failure. */
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

/** `note,cost` → names of columns to leave unread; throws Failure. */
export function parseIgnored(text: string | undefined): readonly string[] {
  const names = text?.split(',').map((name) => name.trim()) ?? [];
  if (names.includes('')) throw unusable(`--ignore: expected column,column, not "${text}"`);
  return names;
}

/**
 * Finds the columns by the names told and, for what was not told, by the field's own name or a
 * common one. Columns to ignore are not recognised. Throws Failure where a name is not certain.
 */
export function locateColumns(
  header: readonly string[],
  told: ColumnNames,
  ignored: readonly string[] = [],
): Columns {
  for (const name of ignored) {
    if (!header.includes(name)) {
      throw unusable(`--ignore: the file has no column "${name}"; it has ${quoted(header)}`);
    }
  }
  const columns: Partial<Record<Field, readonly number[]>> = {};
  for (const field of FIELDS) {
    const name = told[field];
    const at =
      name === undefined ? recognised(header, field, ignored) : named(header, field, name, ignored);
    if (at) columns[field] = at;
  }
  const found = `the file's columns are ${quoted(header)}`;
  if (columns.timestamp === undefined) {
    throw unusable(`no column for the time: say --columns timestamp=…; ${found}`);
  }
  if (QUANTITIES.every((field) => columns[field] === undefined)) {
    throw unusable(`no column with tokens or images: say --columns input_tokens=…; ${found}`);
  }
  return columns;
}

/** Whether a column's name says that it counts tokens or images, or holds money. */
export function looksCharged(name: string): boolean {
  if (COUNT.test(name) || MONEY.test(name) || BARE_COUNT.test(plain(name))) return true;
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').split(/[^A-Za-z]+/);
  return words.some((word) => MONEY_WORD.test(word.toLowerCase()));
}

/**
 * Throws Failure where a column that looks as if it was to be charged is neither read nor ignored.
 */
export function refuseUncounted(unread: readonly string[], ignored: readonly string[]): void {
  const charged = unread.filter((name) => looksCharged(name) && !ignored.includes(name));
  const [first] = charged;
  if (first === undefined) return;
  throw unusable(
    `not read, and by the name tokens, images or money: ${quoted(charged)}\n` +
      `Say what each is (--columns cached_input_tokens=${first}; --cached-in-input where input ` +
      `tokens include the cached ones), or leave it out (--ignore ${charged.join(',')})`,
  );
}

function named(
  header: readonly string[],
  field: Field,
  told: string,
  ignored: readonly string[],
): readonly number[] {
  const names = header.includes(told) || !isQuantity(field) ? [told] : told.split('+');
  return names.map((text) => {
    const name = text.trim();
    const at = header.indexOf(name);
    if (at < 0) {
      throw unusable(`--columns: the file has no column "${name}"; it has ${quoted(header)}`);
    }
    if (ignored.includes(name)) {
      throw unusable(`column "${name}" stands in --columns and in --ignore`);
    }
    if (header.includes(name, at + 1)) {
      throw unusable(`--columns: the file has more than one column "${name}"`);
    }
    return at;
  });
}

/** A guess between two columns could charge the wrong customer, or the wrong tokens. */
function recognised(
  header: readonly string[],
  field: Field,
  ignored: readonly string[],
): readonly number[] | undefined {
  const candidates = [...(COMMON_NAMES[field] ?? []), plain(field)];
  const places = candidates.flatMap((candidate) =>
    header.flatMap((name, at) =>
      plain(name) === candidate && !ignored.includes(name) ? [at] : [],
    ),
  );
  const [first] = places;
  if (first === undefined) return undefined;
  // Each of several ids tells rows apart.
  if (places.length === 1 || field === 'id') return [first];
  const names = quoted(places.map((at) => header[at] ?? ''));
  throw unusable(`${names} may all be ${field}: say which (--columns ${field}=…)`);
}
