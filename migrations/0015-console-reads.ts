import { adjustments } from '../projections/read-models/adjustments.js';
import { refillDdl } from '../projections/read-models/schema.js';
import { defineMigration } from './migration.js';

const REASON = ['reason_code', 'note_hmac', 'ticket'];

/**
 * Adds reasons to ledger entries, id hashes to accounts, and the register of adjustments. New
 * columns are null: the projections process finds rows of an earlier version and rebuilds their
 * tables beside the live ones.
 */
export const consoleReads = defineMigration(15, 'console reads', {
  up: [
    `ALTER TABLE read.ledger_entries
      ${REASON.map((name) => `ADD COLUMN IF NOT EXISTS ${name} text`).join(', ')}`,
    `ALTER TABLE read.accounts ADD COLUMN IF NOT EXISTS id_hash text`,
    ...refillDdl('read', [adjustments]),
  ].join(';\n'),
  down: `
    ALTER TABLE read.ledger_entries ${REASON.map((name) => `DROP COLUMN ${name}`).join(', ')};
    ALTER TABLE read.accounts DROP COLUMN id_hash;
    DROP TABLE read.adjustments;
    DELETE FROM read.checkpoints WHERE projection = 'adjustments';`,
});
