import { defineMigration } from './migration.js';

/** Purchases of packs, what Stripe says of their payments, and what does not add up. */
export const payments = defineMigration(27, 'payments', {
  up: `
    CREATE TABLE app.stripe_pin (
      one boolean NOT NULL DEFAULT true CONSTRAINT stripe_pin_one_check CHECK (one),
      stripe_account text NOT NULL,
      livemode boolean NOT NULL,
      pinned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT stripe_pin_pkey PRIMARY KEY (one)
    );
    COMMENT ON TABLE app.stripe_pin IS
      'The account and mode of Stripe that this installation belongs to';

    CREATE TABLE app.stripe_leases (
      account_id text NOT NULL,
      token uuid NOT NULL,
      until timestamptz NOT NULL,
      CONSTRAINT stripe_leases_pkey PRIMARY KEY (account_id)
    );
    COMMENT ON TABLE app.stripe_leases IS
      'Which account is being brought to agree with Stripe, by whom, and until when at most';

    CREATE TABLE app.stripe_events (
      id text NOT NULL,
      type text,
      api_version text,
      livemode boolean,
      created_at timestamptz,
      object_id text,
      received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      payload bytea,
      payload_hash text NOT NULL,
      state text NOT NULL DEFAULT 'received'
        CONSTRAINT stripe_events_state_check
        CHECK (state IN ('received', 'done', 'parked', 'ignored')),
      attempts integer NOT NULL DEFAULT 0,
      due_at timestamptz,
      done_at timestamptz,
      error text,
      CONSTRAINT stripe_events_pkey PRIMARY KEY (id)
    );
    COMMENT ON TABLE app.stripe_events IS 'Webhooks of Stripe as they came';
    CREATE INDEX stripe_events_due ON app.stripe_events (due_at) WHERE state = 'received';
    CREATE INDEX stripe_events_received ON app.stripe_events (received_at, id);

    CREATE TABLE app.stripe_calls (
      key text NOT NULL,
      route text NOT NULL,
      purchase_id text,
      state text NOT NULL DEFAULT 'begun'
        CONSTRAINT stripe_calls_state_check CHECK (state IN ('begun', 'done', 'failed')),
      object_id text,
      error text,
      begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      ended_at timestamptz,
      CONSTRAINT stripe_calls_pkey PRIMARY KEY (key)
    );
    COMMENT ON TABLE app.stripe_calls IS
      'Calls that make something at Stripe, by idempotency key: written before they are made';
    CREATE INDEX stripe_calls_purchase ON app.stripe_calls (purchase_id);

    CREATE TABLE app.purchases (
      purchase_id text NOT NULL,
      account_id text NOT NULL,
      pack text NOT NULL,
      pack_version integer NOT NULL,
      name text NOT NULL,
      credits bigint NOT NULL,
      price bigint NOT NULL,
      currency text NOT NULL,
      state text NOT NULL
        CONSTRAINT purchases_state_check CHECK (state IN
          ('starting', 'open', 'processing', 'paid', 'granted', 'failed', 'expired')),
      attempt integer NOT NULL DEFAULT 1,
      session_id text,
      checkout_url text,
      session_expires_at timestamptz,
      payment_id text,
      created_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT purchases_pkey PRIMARY KEY (purchase_id)
    );
    COMMENT ON COLUMN app.purchases.credits IS 'Micro-credits';
    COMMENT ON COLUMN app.purchases.price IS 'Minor units, net of tax';
    COMMENT ON COLUMN app.purchases.payment_id IS 'The payment that granted it first';
    COMMENT ON TABLE app.purchases IS 'Packs that somebody began to buy';
    CREATE INDEX purchases_account ON app.purchases (account_id, created_at, purchase_id);
    CREATE INDEX purchases_session ON app.purchases (session_id);

    CREATE TABLE app.purchase_keys (
      account_id text NOT NULL,
      key text NOT NULL,
      input_hash text NOT NULL,
      purchase_id text NOT NULL,
      CONSTRAINT purchase_keys_pkey PRIMARY KEY (account_id, key)
    );
    COMMENT ON TABLE app.purchase_keys IS
      'Idempotency keys of purchases: several clicks may share a purchase';

    CREATE TABLE app.payments (
      payment_id text NOT NULL,
      account_id text,
      purchase_id text,
      customer_id text,
      status text NOT NULL,
      amount bigint NOT NULL,
      received bigint NOT NULL,
      refunded bigint NOT NULL,
      currency text NOT NULL,
      charge_id text,
      balance_transaction_id text,
      receipt_url text,
      failure_code text,
      created_at timestamptz NOT NULL,
      CONSTRAINT payments_pkey PRIMARY KEY (payment_id)
    );
    COMMENT ON TABLE app.payments IS 'Payments as Stripe had them when they were last looked at';
    CREATE INDEX payments_account ON app.payments (account_id, created_at, payment_id);
    CREATE INDEX payments_created ON app.payments (created_at, payment_id);

    CREATE TABLE app.payment_uses (
      payment_id text NOT NULL,
      paid_by text NOT NULL,
      account_id text NOT NULL,
      purchase_id text,
      gross bigint NOT NULL,
      net bigint NOT NULL,
      tax bigint NOT NULL,
      currency text NOT NULL,
      CONSTRAINT payment_uses_pkey PRIMARY KEY (payment_id, paid_by)
    );
    COMMENT ON TABLE app.payment_uses IS 'Which lot a payment paid for: the bridge from money to lots';

    CREATE TABLE app.balance_transactions (
      id text NOT NULL,
      type text NOT NULL,
      reporting_category text NOT NULL,
      amount bigint NOT NULL,
      fee bigint NOT NULL,
      net bigint NOT NULL,
      currency text NOT NULL,
      fee_details json NOT NULL,
      exchange_rate text,
      source_id text,
      status text NOT NULL,
      payout_id text,
      created_at timestamptz NOT NULL,
      available_at timestamptz NOT NULL,
      CONSTRAINT balance_transactions_pkey PRIMARY KEY (id)
    );
    COMMENT ON TABLE app.balance_transactions IS 'Stripe''s balance transactions, as they are';
    CREATE INDEX balance_transactions_created ON app.balance_transactions (created_at, id);

    CREATE TABLE app.findings (
      finding_id text NOT NULL,
      class text NOT NULL,
      severity text NOT NULL
        CONSTRAINT findings_severity_check CHECK (severity IN ('info', 'warning', 'critical')),
      object_id text NOT NULL,
      account_id text,
      purchase_id text,
      ours text,
      theirs text,
      state text NOT NULL DEFAULT 'open'
        CONSTRAINT findings_state_check CHECK (state IN ('open', 'assigned', 'resolved')),
      found_at timestamptz NOT NULL,
      CONSTRAINT findings_pkey PRIMARY KEY (finding_id)
    );
    COMMENT ON TABLE app.findings IS
      'What does not add up between Stripe and the ledger, for a person to look at';
    CREATE UNIQUE INDEX findings_once ON app.findings (class, object_id);
    CREATE INDEX findings_found ON app.findings (found_at, finding_id);`,
  down: `
    DROP TABLE app.findings, app.balance_transactions, app.payment_uses, app.payments,
      app.purchase_keys, app.purchases, app.stripe_calls, app.stripe_events,
      app.stripe_leases, app.stripe_pin;`,
});
