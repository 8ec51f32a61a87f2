import { defineMigration } from './migration.js';

/** Mails, each about one fact, and which of them accounts do not want. */
export const mails = defineMigration(44, 'mails', {
  up: `
    CREATE TABLE app.mails (
      mail_id text NOT NULL CONSTRAINT mails_pkey PRIMARY KEY,
      fact text NOT NULL CONSTRAINT mails_fact UNIQUE,
      period_key text CONSTRAINT mails_period_key UNIQUE,
      account_id text NOT NULL,
      kind text NOT NULL,
      addressee text NOT NULL,
      state text NOT NULL
        CONSTRAINT mails_state_check CHECK (state IN
          ('queued', 'sending', 'sent', 'failed', 'unknown')),
      data jsonb,
      attempts integer NOT NULL DEFAULT 0,
      error text,
      created_at timestamptz NOT NULL,
      due_at timestamptz,
      busy_until timestamptz,
      sent_at timestamptz
    );
    COMMENT ON TABLE app.mails IS
      'Mails, each about one fact; who gets it, and what it says, is settled as it is sent';
    COMMENT ON COLUMN app.mails.error IS 'Why the last attempt failed; without its address';
    CREATE INDEX mails_account ON app.mails (account_id, created_at, mail_id);
    CREATE INDEX mails_created ON app.mails (created_at);
    CREATE INDEX mails_open ON app.mails (due_at) WHERE state IN ('queued', 'sending');

    CREATE TABLE app.mail_settings (
      account_id text NOT NULL CONSTRAINT mail_settings_pkey PRIMARY KEY,
      switched_off text[] NOT NULL,
      changed_at timestamptz NOT NULL
    );
    COMMENT ON TABLE app.mail_settings IS
      'Which mails accounts do not want; absent: they want all';`,
  down: `
    DROP TABLE app.mail_settings;
    DROP TABLE app.mails;`,
});
