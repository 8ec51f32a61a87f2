import { defineMigration } from './migration.js';

/** Finds the balance transactions of a dispute, whose fees lists of payments show. */
export const balanceSources = defineMigration(39, 'balance-sources', {
  up: `
    CREATE INDEX balance_transactions_source ON app.balance_transactions (source_id);`,
  down: 'DROP INDEX app.balance_transactions_source;',
});
