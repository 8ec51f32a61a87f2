import { defineMigration } from './migration.js';

/** Lists of deliveries that are narrowed by what is rare: a state, a type, an account. */
export const deliveryFilters = defineMigration(28, 'delivery-filters', {
  up: `
    CREATE INDEX webhook_deliveries_not_succeeded
      ON app.webhook_deliveries (endpoint_id, state, created_at, id)
      WHERE state <> 'succeeded';
    CREATE INDEX webhook_messages_account ON app.webhook_messages (account_id, created_at)
      WHERE account_id IS NOT NULL;
    CREATE INDEX webhook_messages_type ON app.webhook_messages (type, created_at);`,
  down: `
    DROP INDEX app.webhook_messages_type;
    DROP INDEX app.webhook_messages_account;
    DROP INDEX app.webhook_deliveries_not_succeeded;`,
});
