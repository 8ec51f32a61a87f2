import { defineMigration } from './migration.js';

/** When the objects at Stripe were last looked at, whatever events have said. */
export const sweptAt = defineMigration(49, 'swept-at', {
  up: `
    ALTER TABLE app.stripe_cursor ADD COLUMN swept_at timestamptz;`,
  down: 'ALTER TABLE app.stripe_cursor DROP COLUMN swept_at;',
});
