import { defineMigration } from './migration.js';

/** Adds the worker's state: position of reactions, notices sent, failures. */
export const reactions = defineMigration(8, 'reactions', {
  up: `
    CREATE TABLE app.reaction_checkpoint (
      one boolean NOT NULL DEFAULT true CHECK (one),
      -- Commit position of the last event whose jobs are in their queues.
      position bigint NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT reaction_checkpoint_pkey PRIMARY KEY (one)
    ) WITH (fillfactor = 20);
    -- Accounts for which what is due could not be booked, and when that is tried again.
    CREATE TABLE app.sweep_failures (
      account_id text NOT NULL,
      failures integer NOT NULL,
      error text NOT NULL,
      retry_at timestamptz NOT NULL,
      CONSTRAINT sweep_failures_pkey PRIMARY KEY (account_id)
    );
    -- Of which lots it was said that they end in so many days.
    CREATE TABLE app.lot_notices (
      account_id text NOT NULL,
      lot_id text NOT NULL,
      days integer NOT NULL,
      noticed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT lot_notices_pkey PRIMARY KEY (account_id, lot_id, days)
    );
    CREATE INDEX IF NOT EXISTS lots_ending ON read.lots (expires_at)
      WHERE status = 'live' AND source <> 'plan' AND expires_at IS NOT NULL;`,
  down: `
    DROP INDEX IF EXISTS read.lots_ending;
    DROP TABLE app.lot_notices;
    DROP TABLE app.sweep_failures;
    DROP TABLE app.reaction_checkpoint;`,
});
