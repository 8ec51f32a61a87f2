import { defineMigration } from './migration.js';

/** Webhooks of Stripe by account, object and type, and those whose payload is still kept. */
export const inbox = defineMigration(37, 'inbox', {
  up: `
    ALTER TABLE app.stripe_events ADD COLUMN account_id text;
    CREATE INDEX stripe_events_account ON app.stripe_events (account_id, received_at, id);
    CREATE INDEX stripe_events_object ON app.stripe_events (object_id, received_at, id);
    CREATE INDEX stripe_events_type ON app.stripe_events (type, received_at, id);
    CREATE INDEX stripe_events_parked ON app.stripe_events (received_at, id)
      WHERE state = 'parked';
    CREATE INDEX stripe_events_payload ON app.stripe_events (received_at)
      WHERE payload IS NOT NULL;`,
  down: `
    DROP INDEX app.stripe_events_payload, app.stripe_events_parked, app.stripe_events_type,
      app.stripe_events_object, app.stripe_events_account;
    ALTER TABLE app.stripe_events DROP COLUMN account_id;`,
});
