import { defineMigration } from './migration.js';

/**
 * Adds since when an account has its level, for the list of what needs people. It is null at first:
 * the projections process finds rows of an earlier version and rebuilds their table beside the live
 * one.
 */
export const levelSince = defineMigration(30, 'level since', {
  up: 'ALTER TABLE read.accounts ADD COLUMN IF NOT EXISTS level_since timestamptz',
  down: 'ALTER TABLE read.accounts DROP COLUMN level_since',
});
