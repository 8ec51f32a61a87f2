import { csvRow, numberCell, textCell } from './csv.js';
import type { Usage, UsageAnswer } from './get-usage.js';
import { MEASURES } from './usage-sql.js';

/**
 * Rows of usage as CSV: a header line, the rows, and a comment that says of them what JSON does.
 * Names chosen by people cannot act as formulas.
 */
export function usageCsv({ answer, groupBy }: Usage): string {
  const header = csvRow(['time', ...groupBy, ...MEASURES]);
  const lines = answer.data.map((row) =>
    csvRow([
      numberCell(row.time),
      ...groupBy.map((name) => textCell(row[name] ?? null)),
      ...MEASURES.map((name) => numberCell(row[name])),
    ]),
  );
  const facts = factsOf(answer).map(([name, value]) => `${name}=${value}`);
  return header + lines.join('') + csvRow([`# ${facts.join(' ')}`]);
}

/** The same as headers of the answer: `X-From`, `X-To`, `X-Widened`, `X-Complete-To`, `X-Stale`. */
export const usageHeaders = (answer: UsageAnswer): Record<string, string> =>
  Object.fromEntries(
    factsOf(answer).map(([name, value]) => [`x-${name.replaceAll('_', '-')}`, value]),
  );

/** What an answer says of its rows; what is not so is left out, as in JSON. */
const factsOf = ({ from, to, widened, complete_to, stale }: UsageAnswer): [string, string][] =>
  Object.entries({ from, to, widened, complete_to, stale }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value ?? '')]],
  );
