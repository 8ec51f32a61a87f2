import { operations } from '../projections/read-models/operations.js';
import { checkpointsDdl, readTablesDdl, tablesDdl } from '../projections/read-models/schema.js';
import { defineMigration } from './migration.js';

/**
 * Adds the tables of projections as the current code declares them: they are filled from the log,
 * so read models of another shape are brought up to date by a rebuild. `app.operations` is read by
 * the write side and never dropped.
 */
export const readModels = defineMigration(2, 'read-models', {
  up: [
    ...checkpointsDdl('app', [operations]),
    ...tablesDdl('app', [operations], 'tables'),
    ...tablesDdl('app', [operations], 'indexes'),
    ...readTablesDdl('read'),
  ].join(';\n'),
  down: `
    DROP SCHEMA read CASCADE;
    CREATE SCHEMA read;
    DROP TABLE app.operations;
    DROP TABLE app.checkpoints;`,
});
