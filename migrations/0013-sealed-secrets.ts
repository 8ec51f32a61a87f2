import { defineMigration } from './migration.js';

/**
 * Names, rotates and seals the signing keys of widget tokens, like the secrets of webhooks. Drops
 * the old key: its tokens lived 15 minutes, and widgets get new ones. (Plain webhook secrets are
 * sealed by the first process that starts: SQL has no key.)
 */
export const sealedSecrets = defineMigration(13, 'sealed-secrets', {
  up: `
    DROP TABLE app.widget_secrets;
    CREATE TABLE app.widget_keys (
      kid text NOT NULL,
      sealed text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      retires_at timestamptz,
      CONSTRAINT widget_keys_pkey PRIMARY KEY (kid)
    );
    COMMENT ON TABLE app.widget_keys IS
      'Sign widget tokens (HMAC-SHA-256), the newest; sealed under SCRIP_SECRET_KEY';
    COMMENT ON COLUMN app.widget_keys.retires_at IS
      'Until then its tokens are good; null: until another key follows';
    COMMENT ON COLUMN app.webhook_endpoints.secret IS
      'Sealed under SCRIP_SECRET_KEY; emptied when the endpoint is deleted';`,
  down: `
    DROP TABLE app.widget_keys;
    CREATE TABLE app.widget_secrets (
      secret bytea NOT NULL CHECK (octet_length(secret) = 32),
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      only_row boolean NOT NULL DEFAULT true CHECK (only_row),
      CONSTRAINT widget_secrets_pkey PRIMARY KEY (only_row)
    );`,
});
