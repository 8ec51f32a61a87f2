import { defineMigration } from './migration.js';

/**
 * Adds reservations against the day's limit of people, and what they are compared with. New columns
 * are null: the projections process finds rows of an earlier version and rebuilds their tables
 * beside the live ones.
 */
export const limits = defineMigration(24, 'limits', {
  up: `
    ALTER TABLE read.adjustments ADD COLUMN IF NOT EXISTS command_id text;
    ALTER TABLE read.accounts ADD COLUMN IF NOT EXISTS staff_revision bigint;
    CREATE TABLE app.limit_reservations (
      attempt_id uuid CONSTRAINT limit_reservations_pkey PRIMARY KEY,
      staff_id text NOT NULL,
      -- Start of the UTC day.
      day timestamptz NOT NULL,
      account_id text NOT NULL,
      command_id text NOT NULL,
      credits numeric NOT NULL,
      reserved_at timestamptz NOT NULL,
      -- Executed; others lapse.
      done boolean NOT NULL
    );
    CREATE INDEX limit_reservations_staff ON app.limit_reservations (staff_id, day);
    COMMENT ON TABLE app.limit_reservations IS
      'Credits that people are giving or taking, until the register of adjustments has them';`,
  down: `
    DROP TABLE app.limit_reservations;
    ALTER TABLE read.accounts DROP COLUMN staff_revision;
    ALTER TABLE read.adjustments DROP COLUMN command_id;`,
});
