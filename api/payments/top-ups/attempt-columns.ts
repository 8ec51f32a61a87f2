import { numberCell, textCell } from '../../exports/csv.js';
import type { TopUpAnswer } from './read-attempts.js';

/** Attempts of automatic top-ups as a file; amounts in minor units. */
export const TOP_UP_COLUMNS: Readonly<Record<string, (row: TopUpAnswer) => string>> = {
  begun_at: (row) => numberCell(row.begun_at),
  ended_at: (row) => numberCell(row.ended_at ?? ''),
  purchase_id: (row) => textCell(row.purchase_id),
  account_id: (row) => textCell(row.account_id),
  pack: (row) => textCell(row.pack),
  credits: (row) => numberCell(row.credits),
  currency: (row) => textCell(row.price.currency),
  price_minor: (row) => numberCell(row.price.minor),
  state: (row) => textCell(row.state),
  failure_code: (row) => textCell(row.failure_code),
  payment_id: (row) => textCell(row.payment_id),
  month: (row) => textCell(row.month),
};
