import type pg from 'pg';

/** The schema of the double: it may share a database with the product. */
export const SCHEMA = 'stripe_sandbox';

const TABLES = `
  CREATE SCHEMA IF NOT EXISTS ${SCHEMA};
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.objects (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    id text PRIMARY KEY,
    kind text NOT NULL,
    created bigint NOT NULL,
    is_deleted boolean NOT NULL DEFAULT false,
    body jsonb NOT NULL
  );
  CREATE INDEX IF NOT EXISTS objects_newest ON ${SCHEMA}.objects (kind, seq DESC);
  CREATE INDEX IF NOT EXISTS objects_fields ON ${SCHEMA}.objects USING gin (body jsonb_path_ops);
  -- What Stripe keeps of an object and does not show: the secret of an endpoint, the number of a card.
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.hidden (id text PRIMARY KEY, body jsonb NOT NULL);
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.due (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    action text NOT NULL,
    object text NOT NULL
  );
  CREATE INDEX IF NOT EXISTS due_next ON ${SCHEMA}.due (at, seq);
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.deliveries (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event text NOT NULL,
    endpoint text NOT NULL,
    state text NOT NULL DEFAULT 'pending',
    attempts integer NOT NULL DEFAULT 0,
    next_ms bigint NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS deliveries_pending
    ON ${SCHEMA}.deliveries (next_ms, seq) WHERE state = 'pending';
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.idempotency (
    key text PRIMARY KEY,
    request text NOT NULL,
    fingerprint text NOT NULL,
    created bigint NOT NULL,
    status integer NOT NULL,
    body jsonb NOT NULL
  );
  CREATE INDEX IF NOT EXISTS idempotency_created ON ${SCHEMA}.idempotency (created);
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.clock (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    ahead_s bigint NOT NULL DEFAULT 0
  );
  INSERT INTO ${SCHEMA}.clock DEFAULT VALUES ON CONFLICT DO NOTHING;`;

/** Creates what is missing. */
export async function createTables(pool: pg.Pool): Promise<void> {
  await pool.query(TABLES);
}
