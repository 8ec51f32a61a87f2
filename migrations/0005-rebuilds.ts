import { defineMigration } from './migration.js';

/** Adds requests for rebuilds and their results. */
export const rebuilds = defineMigration(5, 'rebuilds', {
  up: `
    CREATE TABLE app.rebuilds (
      id bigint GENERATED ALWAYS AS IDENTITY,
      projections text[] NOT NULL,
      state text NOT NULL DEFAULT 'requested'
        CHECK (state IN ('requested', 'running', 'done', 'failed')),
      requested_by text NOT NULL,
      requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      alive_at timestamptz,
      finished_at timestamptz,
      events bigint NOT NULL DEFAULT 0,
      report json,
      error text,
      CONSTRAINT rebuilds_pkey PRIMARY KEY (id)
    );
    CREATE INDEX rebuilds_open ON app.rebuilds (id) WHERE state IN ('requested', 'running');`,
  down: 'DROP TABLE app.rebuilds;',
});
