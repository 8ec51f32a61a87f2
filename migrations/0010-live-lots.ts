import { defineMigration } from './migration.js';

/**
 * Adds an index of live lots, so that reading a balance does not depend on an account's history.
 */
export const liveLots = defineMigration(10, 'live lots', {
  up: `CREATE INDEX IF NOT EXISTS lots_live ON read.lots (account_id) WHERE status = 'live';`,
  down: `DROP INDEX IF EXISTS read.lots_live;`,
});
