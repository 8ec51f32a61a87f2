import { defineMigration } from './migration.js';

/** Adds webhooks: endpoints, messages, deliveries. */
export const webhooks = defineMigration(9, 'webhooks', {
  up: `
    CREATE TABLE app.webhook_endpoints (
      id text NOT NULL,
      url text NOT NULL,
      events text[],
      description text,
      enabled boolean NOT NULL DEFAULT true,
      disabled_reason text CHECK (disabled_reason IN ('operator', 'failing', 'gone')),
      disabled_at timestamptz,
      failing_since timestamptz,
      secret text NOT NULL,
      previous_secret text,
      previous_secret_until timestamptz,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      deleted_at timestamptz,
      CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id)
    );
    COMMENT ON COLUMN app.webhook_endpoints.events IS 'Types that are sent; null: all';
    COMMENT ON COLUMN app.webhook_endpoints.secret IS
      'In clear, as it is needed to sign; emptied when the endpoint is deleted';

    CREATE TABLE app.webhook_messages (
      id text NOT NULL,
      type text NOT NULL,
      account_id text,
      body text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT webhook_messages_pkey PRIMARY KEY (id)
    );
    COMMENT ON COLUMN app.webhook_messages.body IS 'What is sent and signed, to the letter';
    CREATE INDEX webhook_messages_created ON app.webhook_messages (created_at);

    CREATE TABLE app.webhook_deliveries (
      id text NOT NULL,
      message_id text NOT NULL,
      endpoint_id text NOT NULL,
      state text NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed')),
      round integer NOT NULL DEFAULT 1,
      round_attempts integer NOT NULL DEFAULT 0,
      attempts integer NOT NULL DEFAULT 0,
      last_status integer,
      last_error text,
      created_at timestamptz NOT NULL,
      attempted_at timestamptz,
      due_at timestamptz,
      CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id),
      CONSTRAINT webhook_deliveries_once UNIQUE (message_id, endpoint_id),
      CONSTRAINT webhook_deliveries_message FOREIGN KEY (message_id)
        REFERENCES app.webhook_messages (id) ON DELETE CASCADE,
      CONSTRAINT webhook_deliveries_endpoint FOREIGN KEY (endpoint_id)
        REFERENCES app.webhook_endpoints (id) ON DELETE CASCADE
    );
    COMMENT ON COLUMN app.webhook_deliveries.round IS
      'Grows when it is sent again by hand; the job of an earlier round does nothing';
    COMMENT ON COLUMN app.webhook_deliveries.due_at IS 'Next attempt; null: there will be none';
    CREATE INDEX webhook_deliveries_endpoint_created
      ON app.webhook_deliveries (endpoint_id, created_at, id);
    CREATE INDEX webhook_deliveries_due ON app.webhook_deliveries (due_at)
      WHERE state = 'pending';

    CREATE TABLE app.webhook_attempts (
      delivery_id text NOT NULL,
      n integer NOT NULL,
      started_at timestamptz NOT NULL,
      duration_ms integer NOT NULL,
      status integer,
      error text,
      answer text NOT NULL,
      CONSTRAINT webhook_attempts_pkey PRIMARY KEY (delivery_id, n),
      CONSTRAINT webhook_attempts_delivery FOREIGN KEY (delivery_id)
        REFERENCES app.webhook_deliveries (id) ON DELETE CASCADE
    );`,
  down: `
    DROP TABLE app.webhook_attempts;
    DROP TABLE app.webhook_deliveries;
    DROP TABLE app.webhook_messages;
    DROP TABLE app.webhook_endpoints;`,
});
