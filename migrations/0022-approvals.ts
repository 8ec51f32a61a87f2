import { approvals } from '../projections/read-models/approvals.js';
import { refillDdl } from '../projections/read-models/schema.js';
import { defineMigration } from './migration.js';

/** What people ask others to approve: its read model. */
export const approvalLists = defineMigration(22, 'approvals', {
  up: refillDdl('read', [approvals]).join(';\n'),
  down: `
    DROP TABLE read.approvals;
    DELETE FROM read.checkpoints WHERE projection = 'approvals';`,
});
