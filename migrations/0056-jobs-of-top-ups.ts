import { defineMigration } from './migration.js';

/** Remembers which job sees to a top-up, so that it is missed only where it is gone. */
export const jobsOfTopUps = defineMigration(56, 'jobs-of-top-ups', {
  up: `
    ALTER TABLE app.top_up_checks ADD COLUMN job_id text;
    COMMENT ON COLUMN app.top_up_checks.job_id IS 'The last that was added; null: not known';`,
  down: `
    ALTER TABLE app.top_up_checks DROP COLUMN job_id;`,
});
