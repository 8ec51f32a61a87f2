import { defineMigration } from './migration.js';

/** Adds signed anchors of the log. Never dropped: they are evidence. */
export const anchors = defineMigration(4, 'anchors', {
  up: `
    CREATE TABLE app.anchors (
      n integer NOT NULL CHECK (n > 0),
      position bigint NOT NULL,
      events bigint NOT NULL,
      log_hash text NOT NULL,
      heads_digest text NOT NULL,
      previous text NOT NULL,
      signed_at timestamptz NOT NULL,
      key_id text NOT NULL,
      signature text NOT NULL,
      CONSTRAINT anchors_pkey PRIMARY KEY (n)
    );
    COMMENT ON TABLE app.anchors IS
      'Rolling hash over the whole log, signed (Ed25519) with a key that is in neither store';

    CREATE TABLE app.anchor_heads (
      stream text COLLATE "C" NOT NULL,
      n integer NOT NULL,
      revision bigint NOT NULL,
      hash text NOT NULL,
      CONSTRAINT anchor_heads_pkey PRIMARY KEY (stream, n),
      CONSTRAINT anchor_heads_anchor FOREIGN KEY (n) REFERENCES app.anchors (n)
    );
    CREATE INDEX anchor_heads_n ON app.anchor_heads (n, stream);
    COMMENT ON TABLE app.anchor_heads IS
      'The last event of every stream that grew before an anchor; their digest is signed with it';`,
  down: `
    DROP TABLE app.anchor_heads;
    DROP TABLE app.anchors;`,
});
