import { numberCell, textCell } from '../../exports/csv.js';
import type { PurchaseAnswer } from './read-purchases.js';

/** Purchases of packs as a file; amounts in minor units. */
export const PURCHASE_COLUMNS: Readonly<Record<string, (row: PurchaseAnswer) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  changed_at: (row) => numberCell(row.changed_at),
  purchase_id: (row) => textCell(row.purchase_id),
  account_id: (row) => textCell(row.account_id),
  pack: (row) => textCell(row.pack),
  pack_version: (row) => numberCell(row.pack_version),
  name: (row) => textCell(row.name),
  credits: (row) => numberCell(row.credits),
  currency: (row) => textCell(row.price.currency),
  price_minor: (row) => numberCell(row.price.minor),
  state: (row) => textCell(row.state),
  is_top_up: (row) => textCell(String(row.is_top_up)),
  payment_id: (row) => textCell(row.payment?.payment_id ?? null),
  payment_status: (row) => textCell(row.payment?.status ?? null),
  paid_minor: (row) => numberCell(row.payment?.amount.minor ?? ''),
};
