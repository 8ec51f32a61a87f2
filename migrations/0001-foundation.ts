import { defineMigration } from './migration.js';

/** Adds the test clock. (Schemas are created before migrations run.) */
export const foundation = defineMigration(1, 'foundation', {
  up: `
    CREATE TABLE app.test_clock (
      offset_ms bigint NOT NULL CHECK (offset_ms >= 0),
      only_row boolean NOT NULL DEFAULT true CHECK (only_row),
      CONSTRAINT test_clock_pkey PRIMARY KEY (only_row)
    );
    INSERT INTO app.test_clock (offset_ms) VALUES (0);`,
  down: `
    DROP TABLE app.test_clock;
    DROP SCHEMA read CASCADE;`,
});
