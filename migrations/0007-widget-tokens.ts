import { defineMigration } from './migration.js';

/** Adds signing keys of widget tokens, and revocations. */
export const widgetTokens = defineMigration(7, 'widget-tokens', {
  up: `
    CREATE TABLE app.widget_secrets (
      secret bytea NOT NULL CHECK (octet_length(secret) = 32),
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      only_row boolean NOT NULL DEFAULT true CHECK (only_row),
      CONSTRAINT widget_secrets_pkey PRIMARY KEY (only_row)
    );
    COMMENT ON TABLE app.widget_secrets IS
      'Signs widget tokens (HMAC-SHA-256); made by the first process that needs it';

    CREATE SEQUENCE app.widget_revocation AS bigint;
    CREATE TABLE app.widget_revocations (
      account_id text NOT NULL,
      revocation bigint NOT NULL,
      revoked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT widget_revocations_pkey PRIMARY KEY (account_id)
    );
    CREATE INDEX widget_revocations_at ON app.widget_revocations (revoked_at);
    COMMENT ON TABLE app.widget_revocations IS
      'Ends tokens of an account (* for all) made before this revocation; kept while one may live';`,
  down: `
    DROP TABLE app.widget_revocations;
    DROP SEQUENCE app.widget_revocation;
    DROP TABLE app.widget_secrets;`,
});
