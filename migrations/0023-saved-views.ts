import { defineMigration } from './migration.js';

/** Lists of the console that somebody has saved with their filters. */
export const savedViews = defineMigration(23, 'saved views', {
  up: `
    CREATE TABLE app.saved_views (
      view_id text NOT NULL,
      page text NOT NULL,
      name text NOT NULL,
      query text NOT NULL,
      shared boolean NOT NULL,
      created_by text NOT NULL,
      saved_at timestamptz NOT NULL,
      CONSTRAINT saved_views_pkey PRIMARY KEY (view_id)
    );
    COMMENT ON TABLE app.saved_views IS
      'Lists of the console that people saved; each name once for a person and page';
    CREATE UNIQUE INDEX saved_views_name ON app.saved_views (created_by, page, name);
    CREATE INDEX saved_views_shared ON app.saved_views (page, name, view_id) WHERE shared;`,
  down: 'DROP TABLE app.saved_views;',
});
