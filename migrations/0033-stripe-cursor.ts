import { defineMigration } from './migration.js';

/** Up to when all events of Stripe are known. */
export const stripeCursor = defineMigration(33, 'stripe-cursor', {
  up: `
    CREATE TABLE app.stripe_cursor (
      one boolean NOT NULL DEFAULT true CONSTRAINT stripe_cursor_one_check CHECK (one),
      complete_to timestamptz NOT NULL,
      CONSTRAINT stripe_cursor_pkey PRIMARY KEY (one)
    );
    COMMENT ON TABLE app.stripe_cursor IS 'Up to when all events of Stripe were listed';`,
  down: `DROP TABLE app.stripe_cursor;`,
});
