import { defineMigration } from './migration.js';

/** Finds what accounts have open at Stripe, which ends when they are closed. */
export const openAtStripe = defineMigration(50, 'open-at-stripe', {
  up: `
    CREATE INDEX purchases_open ON app.purchases (account_id) WHERE state = 'open';
    CREATE INDEX subscriptions_live ON app.subscriptions (account_id) WHERE ended_at IS NULL;
    CREATE INDEX subscription_checkouts_open ON app.subscription_checkouts (account_id)
      WHERE state = 'open';`,
  down: `
    DROP INDEX app.subscription_checkouts_open, app.subscriptions_live, app.purchases_open;`,
});
