import { defineMigration } from './migration.js';

const TEXTS = ['model', 'mode', 'action', 'feature', 'member_id', 'outcome'];
const COUNTS = ['input_tokens', 'cached_input_tokens', 'output_tokens', 'reasoning_tokens'];
const COLUMNS = [
  ...TEXTS.map((name) => `${name} text`),
  ...[...COUNTS, 'images', 'refunded'].map((name) => `${name} bigint`),
  'debited_at timestamptz',
];
const SCHEMAS = ['app', 'read'];

/**
 * Adds the purpose of debits to ledger entries, and versions to checkpoints. New columns are null
 * and unindexed: the projections process finds rows of an earlier version and rebuilds the table
 * beside the live one.
 */
export const ledgerDetails = defineMigration(11, 'ledger details', {
  up: [
    ...SCHEMAS.map(
      (schema) => `ALTER TABLE ${schema}.checkpoints
        ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 1`,
    ),
    `ALTER TABLE read.ledger_entries
      ${COLUMNS.map((column) => `ADD COLUMN IF NOT EXISTS ${column}`).join(', ')}`,
  ].join(';\n'),
  down: [
    ...SCHEMAS.map((schema) => `ALTER TABLE ${schema}.checkpoints DROP COLUMN version`),
    `ALTER TABLE read.ledger_entries
      ${COLUMNS.map((column) => `DROP COLUMN ${column.split(' ', 1)[0]}`).join(', ')}`,
  ].join(';\n'),
});
