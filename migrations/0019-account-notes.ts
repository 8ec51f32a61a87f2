import { defineMigration } from './migration.js';

/** What staff note about accounts. */
export const accountNotes = defineMigration(19, 'account notes', {
  up: `
    CREATE TABLE app.account_notes (
      note_id text NOT NULL,
      account_id text NOT NULL,
      text text,
      ticket text,
      pinned boolean NOT NULL,
      input_hash text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      erased_at timestamptz,
      CONSTRAINT account_notes_pkey PRIMARY KEY (note_id)
    );
    COMMENT ON TABLE app.account_notes IS
      'What staff note about accounts; erasing empties the text and sets erased_at';
    CREATE INDEX account_notes_account
      ON app.account_notes (account_id, pinned, created_at, note_id);
    CREATE INDEX account_notes_ticket
      ON app.account_notes (ticket, created_at, note_id) WHERE ticket IS NOT NULL;`,
  down: 'DROP TABLE app.account_notes;',
});
