/** Finds ids that appear twice in a usage file. */
import { createHash } from 'node:crypto';
import { unusable } from '../lib/failure.js';
import { rowsOf, type Source } from './file.js';
import { readRow, type RowOptions, type Sendable } from './row.js';

/**
 * Ids that are kept in memory at once: with 500,000 rows or fewer the file is read once for them,
 * with more once for every 500,000.
 */
const MAX_IDS_AT_ONCE = 500_000;
/** More rows than this that repeat an id: the column is no id. */
const MAX_REPEATS = 100_000;

/** Why a row is refused whose id appears in another row of the same file. */
export interface Repeat {
  readonly reason: string;
  readonly detail: string;
}

/** The first row of an id: enough to say where it is, and whether another says the same. */
interface First {
  readonly index: number;
  readonly line: number;
  readonly print: string;
}

/** Where the rows of a file are, and how many may be in memory. */
export interface RepeatsOptions {
  readonly delimiter: string;
  /** Data rows of the file. */
  readonly count: number;
  /** Told how many bytes of the file have been read, in each of the readings. */
  readonly onBytes?: (bytes: number) => void;
  readonly maxIdsAtOnce?: number;
}

/**
 * The rows to refuse because their id appears twice for one account, by their index: both rows if
 * they differ, because either may be right; the later one if they are equal. Memory is bounded: ids
 * are divided into parts by their hash, and the file is read once for each part. Throws Failure
 * when so many rows repeat an id that the column cannot be an id column.
 */
export async function findRepeats(
  source: Source,
  rows: RowOptions,
  { delimiter, count, onBytes, maxIdsAtOnce = MAX_IDS_AT_ONCE }: RepeatsOptions,
): Promise<ReadonlyMap<number, Repeat>> {
  const repeats = new Map<number, Repeat>();
  const [place] = rows.columns.id ?? [];
  if (place === undefined) return repeats;
  const shares = Math.max(1, Math.ceil(count / maxIdsAtOnce));
  for (let share = 0; share < shares; share += 1) {
    const firsts = new Map<string, First>();
    for await (const row of rowsOf(source, delimiter)) {
      if (row.index < 0) continue;
      onBytes?.(row.bytes);
      const id = (row.cells[place] ?? '').trim();
      if (shares > 1 && hash(id).readUInt32BE() % shares !== share) continue;
      const read = readRow(row, rows);
      if (!read.ok) continue;
      const name = `${read.accountId} ${id}`;
      const one = { index: row.index, line: row.line, print: printOf(read) };
      const first = firsts.get(name);
      if (first) note(repeats, first, one);
      else firsts.set(name, one);
    }
  }
  return repeats;
}

function note(repeats: Map<number, Repeat>, first: First, one: First): void {
  if (first.print === one.print) {
    const detail = `the same id and content as line ${first.line}`;
    repeats.set(one.index, { reason: 'repeats an earlier row of the file', detail });
  } else {
    const reason = 'an id stands in two rows that differ';
    const differs = (line: number) => ({
      reason,
      detail: `the same id as line ${line}, and other content`,
    });
    if (!repeats.has(first.index)) repeats.set(first.index, differs(one.line));
    repeats.set(one.index, differs(first.line));
  }
  if (repeats.size > MAX_REPEATS) {
    throw unusable(
      `more than ${MAX_REPEATS} rows repeat the id of another row: is that the right column ` +
        '(--columns id=…)?',
    );
  }
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

const printOf = ({ debit }: Sendable): string =>
  hash(JSON.stringify(debit)).toString('latin1', 0, 16);
