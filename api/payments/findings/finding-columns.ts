import { numberCell, textCell } from '../../exports/csv.js';
import type { FindingAnswer } from './finding-shapes.js';

/** Findings as a file. */
export const FINDING_FILE: Readonly<Record<string, (row: FindingAnswer) => string>> = {
  found_at: (row) => numberCell(row.found_at),
  finding_id: (row) => textCell(row.finding_id),
  class: (row) => textCell(row.class),
  severity: (row) => textCell(row.severity),
  state: (row) => textCell(row.state),
  object_id: (row) => textCell(row.object_id),
  account_id: (row) => textCell(row.account_id),
  purchase_id: (row) => textCell(row.purchase_id),
  ours: (row) => textCell(row.ours),
  theirs: (row) => textCell(row.theirs),
  owner_id: (row) => textCell(row.owner?.actor ?? null),
  owner: (row) => textCell(row.owner?.name ?? null),
};
