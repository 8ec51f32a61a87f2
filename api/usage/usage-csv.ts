import { csvRow, numberCell, textCell } from './csv.js';
import type { UsageRowAnswer } from './get-usage.js';
import { MEASURES, type Dimension } from './usage-sql.js';

/** Rows of usage as CSV with a header line. Names chosen by people cannot act as formulas. */
export function usageCsv(rows: readonly UsageRowAnswer[], groupBy: readonly Dimension[]): string {
  const header = csvRow(['time', ...groupBy, ...MEASURES]);
  const lines = rows.map((row) =>
    csvRow([
      numberCell(row.time),
      ...groupBy.map((name) => textCell(row[name] ?? null)),
      ...MEASURES.map((name) => numberCell(row[name])),
    ]),
  );
  return header + lines.join('');
}
