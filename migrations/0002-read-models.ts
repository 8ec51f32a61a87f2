import { operations } from '../projections/read-models/operations.js';
import { checkpointsDdl, readTablesDdl, tablesDdl } from '../projections/read-models/schema.js';
import { defineMigration } from './migration.js';

/**
 * Tables of the projections, as today's code declares them: they are filled from the log, so a
 * database whose read models have another shape is brought up to date by a rebuild.
 * `app.operations` is read by the write side and never dropped by a rebuild.
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
