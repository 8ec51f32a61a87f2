import { approvals } from '../projections/read-models/approvals.js';
import { refillDdl } from '../projections/read-models/schema.js';
import { defineMigration } from './migration.js';

/** Proposals stand among approvals, without an account. */
export const proposals = defineMigration(29, 'proposals', {
  up: refillDdl('read', [approvals]).join(';\n'),
  down: `
    DELETE FROM read.approvals WHERE account_id IS NULL;
    ALTER TABLE read.approvals ALTER COLUMN account_id SET NOT NULL;
    ALTER TABLE read.approvals ALTER COLUMN credits SET NOT NULL;
    ALTER TABLE read.approvals DROP COLUMN note;`,
});
