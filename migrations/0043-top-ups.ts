import { defineMigration } from './migration.js';

/** Automatic top-ups: consents, accounts to see to, attempts, and months whose cap was told. */
export const topUps = defineMigration(43, 'top-ups', {
  up: `
    ALTER TABLE app.purchases ADD COLUMN is_top_up boolean NOT NULL DEFAULT false;
    COMMENT ON COLUMN app.purchases.is_top_up IS 'Begun by Scrip, with the consent of the account';

    CREATE TABLE app.top_up_consents (
      account_id text NOT NULL,
      threshold bigint,
      version text,
      text text,
      ended_at timestamptz,
      ended_why text,
      ended_code text,
      CONSTRAINT top_up_consents_pkey PRIMARY KEY (account_id)
    );
    COMMENT ON TABLE app.top_up_consents IS
      'Consents to automatic top-ups, and why they ended, as the reactions have read them in the log';
    COMMENT ON COLUMN app.top_up_consents.threshold IS 'Micro-credits; null: there is no consent';

    CREATE TABLE app.top_up_checks (
      account_id text NOT NULL,
      asked_by text NOT NULL,
      due_at timestamptz NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      CONSTRAINT top_up_checks_pkey PRIMARY KEY (account_id)
    );
    COMMENT ON TABLE app.top_up_checks IS 'Accounts of which an event may have made a top-up due';
    COMMENT ON COLUMN app.top_up_checks.asked_by IS 'Id of the last such event';
    CREATE INDEX top_up_checks_due ON app.top_up_checks (due_at);

    CREATE TABLE app.top_ups (
      purchase_id text NOT NULL,
      account_id text NOT NULL,
      month text NOT NULL,
      consented_at timestamptz NOT NULL,
      customer_id text,
      method_id text,
      intent_id text,
      failure_code text,
      begun_at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT top_ups_pkey PRIMARY KEY (purchase_id)
    );
    COMMENT ON TABLE app.top_ups IS 'Attempts of automatic top-ups, each of one purchase';
    COMMENT ON COLUMN app.top_ups.month IS 'Calendar month in the time zone of the account';
    CREATE INDEX top_ups_account ON app.top_ups (account_id, begun_at, purchase_id);
    CREATE INDEX top_ups_begun ON app.top_ups (begun_at, purchase_id);
    CREATE INDEX top_ups_intent ON app.top_ups (intent_id);
    CREATE UNIQUE INDEX top_ups_under_way ON app.top_ups (account_id) WHERE ended_at IS NULL;

    CREATE TABLE app.top_up_caps (
      account_id text NOT NULL,
      month text NOT NULL,
      told_at timestamptz NOT NULL,
      CONSTRAINT top_up_caps_pkey PRIMARY KEY (account_id, month)
    );
    COMMENT ON TABLE app.top_up_caps IS 'Months in which an account was told that the cap is reached';`,
  down: `
    DROP TABLE app.top_up_caps, app.top_ups, app.top_up_checks, app.top_up_consents;
    ALTER TABLE app.purchases DROP COLUMN is_top_up;`,
});
