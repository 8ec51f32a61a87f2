import { csvRow, numberCell, textCell } from '../exports/csv.js';
import type { Usage, UsageAnswer } from './get-usage.js';
import { MEASURES } from './usage-sql.js';

/**
 * Formats usage as CSV: a header line, the rows, a comment with the metadata that JSON has, and one
 * that says that these are all rows. Names chosen by people are neutralized as formulas.
 */
export function usageCsv({ answer, groupBy }: Usage, position: string): string {
  const header = csvRow(['time', ...groupBy, ...MEASURES]);
  const lines = answer.data.map((row) =>
    csvRow([
      numberCell(row.time),
      ...groupBy.map((name) => textCell(row[name] ?? null)),
      ...MEASURES.map((name) => numberCell(row[name])),
    ]),
  );
  const facts = factsOf(answer).map(([name, value]) => `${name}=${value}`);
  const end = `# complete, ${lines.length} rows, position ${position}\r\n`;
  return header + lines.join('') + csvRow([`# ${facts.join(' ')}`]) + end;
}

/** The same metadata as headers: `X-From`, `X-To`, `X-Widened`, `X-Complete-To`, `X-Stale`. */
export const usageHeaders = (answer: UsageAnswer): Record<string, string> =>
  Object.fromEntries(
    factsOf(answer).map(([name, value]) => [`x-${name.replaceAll('_', '-')}`, value]),
  );

/** Metadata of an answer; false members are omitted, as in JSON. */
const factsOf = ({ from, to, widened, complete_to, stale }: UsageAnswer): [string, string][] =>
  Object.entries({ from, to, widened, complete_to, stale }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value ?? '')]],
  );
