import { defineMigration } from './migration.js';

/** Where buyers go back to after the checkout. */
export const returnUrls = defineMigration(32, 'return-urls', {
  up: `ALTER TABLE app.purchases ADD COLUMN return_url text;`,
  down: `ALTER TABLE app.purchases DROP COLUMN return_url;`,
});
