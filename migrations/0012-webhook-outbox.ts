import { defineMigration } from './migration.js';

/** Makes deliveries the outbox of webhooks: queues carry attempts and may lose them. */
export const webhookOutbox = defineMigration(12, 'webhook-outbox', {
  up: `
    ALTER TABLE app.webhook_deliveries ADD COLUMN busy_until timestamptz;
    COMMENT ON COLUMN app.webhook_deliveries.busy_until IS
      'A worker makes an attempt, until then at the latest (by the clock of the database)';`,
  down: 'ALTER TABLE app.webhook_deliveries DROP COLUMN busy_until;',
});
