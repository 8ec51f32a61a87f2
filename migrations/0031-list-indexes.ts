import { defineMigration } from './migration.js';

/** Pages of what is rare: a kind of adjustment, and entries of an account that are not usage. */
export const listIndexes = defineMigration(31, 'list-indexes', {
  up: `
    CREATE INDEX IF NOT EXISTS adjustments_kind
      ON read.adjustments (kind, recorded_at, account_id, revision);
    CREATE INDEX IF NOT EXISTS ledger_entries_rare ON read.ledger_entries (account_id, revision)
      WHERE kind NOT IN ('debit', 'hold', 'settle', 'release');`,
  down: `
    DROP INDEX IF EXISTS read.ledger_entries_rare;
    DROP INDEX IF EXISTS read.adjustments_kind;`,
});
