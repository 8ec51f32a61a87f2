import { defineMigration } from './migration.js';

/** A balance is read from the lots that are live, however many an account has had. */
export const liveLots = defineMigration(10, 'live lots', {
  up: `CREATE INDEX IF NOT EXISTS lots_live ON read.lots (account_id) WHERE status = 'live';`,
  down: `DROP INDEX IF EXISTS read.lots_live;`,
});
