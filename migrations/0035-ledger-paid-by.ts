import { defineMigration } from './migration.js';

/**
 * Adds what paid to ledger entries. It is null until the projections process, which finds rows of
 * an earlier version, has rebuilt the table beside the live one.
 */
export const ledgerPaidBy = defineMigration(35, 'ledger paid by', {
  up: 'ALTER TABLE read.ledger_entries ADD COLUMN IF NOT EXISTS paid_by text',
  down: 'ALTER TABLE read.ledger_entries DROP COLUMN paid_by',
});
