import { defineMigration } from './migration.js';

/** Verifications of the log as jobs, and rebuilds that go on after an interruption. */
export const verifications = defineMigration(26, 'verifications', {
  up: `
    ALTER TABLE app.rebuilds ADD COLUMN interruptions integer NOT NULL DEFAULT 0;

    CREATE TABLE app.verifications (
      id bigint GENERATED ALWAYS AS IDENTITY,
      account_id text,
      state text NOT NULL DEFAULT 'requested'
        CHECK (state IN ('requested', 'running', 'done', 'failed')),
      requested_by text NOT NULL,
      requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      alive_at timestamptz,
      finished_at timestamptz,
      attempts integer NOT NULL DEFAULT 0,
      progress json,
      findings json NOT NULL DEFAULT '[]',
      result json,
      error text,
      CONSTRAINT verifications_pkey PRIMARY KEY (id)
    );
    CREATE UNIQUE INDEX verifications_open ON app.verifications ((true))
      WHERE state IN ('requested', 'running');
    COMMENT ON TABLE app.verifications IS
      'Checks of the log, one at a time: a worker carries them out';`,
  down: `
    DROP TABLE app.verifications;
    ALTER TABLE app.rebuilds DROP COLUMN interruptions;`,
});
