import { defineMigration } from './migration.js';

/** Findings have an owner and a history, and are listed by what people look for. */
export const findings = defineMigration(38, 'findings', {
  up: `
    ALTER TABLE app.findings ADD COLUMN owner_id text;
    CREATE INDEX findings_account ON app.findings (account_id, found_at, finding_id);
    CREATE INDEX findings_class ON app.findings (class, found_at, finding_id);
    CREATE INDEX findings_owner ON app.findings (owner_id, found_at, finding_id);
    CREATE INDEX findings_object ON app.findings (object_id);
    CREATE INDEX findings_open ON app.findings (severity, found_at, finding_id)
      WHERE state <> 'resolved';

    CREATE TABLE app.finding_entries (
      finding_id text NOT NULL,
      n integer NOT NULL,
      at timestamptz NOT NULL,
      actor text NOT NULL,
      did text NOT NULL
        CONSTRAINT finding_entries_did_check CHECK (did IN
          ('assigned', 'released', 'resolved', 'reopened', 'asked', 'refunding')),
      owner_id text,
      reason text,
      note text,
      ticket text,
      link text,
      CONSTRAINT finding_entries_pkey PRIMARY KEY (finding_id, n)
    );
    COMMENT ON TABLE app.finding_entries IS 'What people did about findings; never edited';`,
  down: `
    DROP TABLE app.finding_entries;
    DROP INDEX app.findings_open, app.findings_object, app.findings_owner, app.findings_class,
      app.findings_account;
    ALTER TABLE app.findings DROP COLUMN owner_id;`,
});
