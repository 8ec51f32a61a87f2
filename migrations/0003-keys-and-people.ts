import { defineMigration } from './migration.js';

/** Adds API keys, and personal data, which is not stored in events. */
export const keysAndPeople = defineMigration(3, 'keys-and-people', {
  up: `
    CREATE TABLE app.api_keys (
      id text NOT NULL,
      name text NOT NULL,
      hash bytea NOT NULL CHECK (octet_length(hash) = 32),
      scopes text[] NOT NULL,
      rate_limit integer CHECK (rate_limit > 0),
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz,
      revoked_at timestamptz,
      CONSTRAINT api_keys_pkey PRIMARY KEY (id)
    );
    COMMENT ON COLUMN app.api_keys.hash IS 'SHA-256 of the key; the key itself is kept nowhere';
    CREATE INDEX api_keys_created ON app.api_keys (created_at, id);

    CREATE TABLE app.account_profiles (
      account_id text NOT NULL,
      name text,
      email text,
      metadata jsonb,
      created_at timestamptz NOT NULL,
      erased_at timestamptz,
      CONSTRAINT account_profiles_pkey PRIMARY KEY (account_id)
    );
    COMMENT ON TABLE app.account_profiles IS 'Who an account is; erasing empties the row and sets erased_at';
    CREATE INDEX account_profiles_email ON app.account_profiles (lower(email));

    CREATE TABLE app.notes (
      hmac text NOT NULL,
      account_id text NOT NULL,
      text text,
      salt bytea,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      erased_at timestamptz,
      CONSTRAINT notes_pkey PRIMARY KEY (hmac)
    );
    COMMENT ON TABLE app.notes IS
      'Free text of adjustments and refunds; the event carries its HMAC, salt and text are erased together';
    CREATE INDEX notes_account ON app.notes (account_id, created_at);`,
  down: `
    DROP TABLE app.notes;
    DROP TABLE app.account_profiles;
    DROP TABLE app.api_keys;`,
});
