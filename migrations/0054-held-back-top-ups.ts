import { defineMigration } from './migration.js';

/** Remembers top-ups that are due and must wait, as for the next month. */
export const heldBackTopUps = defineMigration(54, 'held-back-top-ups', {
  up: `
    ALTER TABLE app.top_up_checks ADD COLUMN is_held_back boolean NOT NULL DEFAULT false;
    COMMENT ON COLUMN app.top_up_checks.is_held_back IS
      'By the cap, or by money that is not settled: nobody sees to it before due_at';`,
  down: `
    ALTER TABLE app.top_up_checks DROP COLUMN is_held_back;`,
});
