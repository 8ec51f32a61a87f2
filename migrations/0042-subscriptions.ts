import { defineMigration } from './migration.js';

/** Subscriptions and invoices, and which lines payments paid for. */
export const subscriptions = defineMigration(42, 'subscriptions', {
  up: `
    CREATE TABLE app.subscriptions (
      subscription_id text NOT NULL,
      account_id text NOT NULL,
      customer_id text NOT NULL,
      status text NOT NULL,
      item_id text,
      price_id text,
      plan text,
      plan_version integer,
      currency text NOT NULL,
      period_starts_at timestamptz NOT NULL,
      period_ends_at timestamptz NOT NULL,
      cancel_at timestamptz,
      canceled_at timestamptz,
      ended_at timestamptz,
      pending_plan text,
      pending_until timestamptz,
      schedule_id text,
      next_plan text,
      next_at timestamptz,
      kept_next text,
      besides text,
      latest_invoice_id text,
      created_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      CONSTRAINT subscriptions_pkey PRIMARY KEY (subscription_id)
    );
    COMMENT ON TABLE app.subscriptions IS
      'Subscriptions as Stripe had them when they were last looked at';
    CREATE INDEX subscriptions_account ON app.subscriptions (account_id, created_at, subscription_id);

    CREATE TABLE app.invoices (
      invoice_id text NOT NULL,
      account_id text NOT NULL,
      customer_id text,
      subscription_id text,
      number text,
      reason text,
      status text NOT NULL,
      total bigint NOT NULL,
      due bigint NOT NULL,
      paid bigint NOT NULL,
      balance_applied bigint NOT NULL,
      paid_off_stripe bigint NOT NULL,
      currency text NOT NULL,
      attempts integer NOT NULL,
      next_attempt_at timestamptz,
      hosted_url text,
      paid_at timestamptz,
      created_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      CONSTRAINT invoices_pkey PRIMARY KEY (invoice_id)
    );
    COMMENT ON TABLE app.invoices IS
      'Invoices as Stripe had them when they were last looked at';
    CREATE INDEX invoices_account ON app.invoices (account_id, created_at, invoice_id);
    CREATE INDEX invoices_subscription ON app.invoices (subscription_id, created_at);

    CREATE TABLE app.invoice_lines (
      line_id text NOT NULL,
      invoice_id text NOT NULL,
      account_id text NOT NULL,
      price_id text,
      plan text,
      plan_version integer,
      quantity bigint,
      subtotal bigint NOT NULL,
      gross bigint NOT NULL,
      net bigint NOT NULL,
      period_starts_at timestamptz NOT NULL,
      period_ends_at timestamptz NOT NULL,
      verdict text NOT NULL
        CONSTRAINT invoice_lines_verdict_check CHECK (verdict IN ('unpaid', 'granted', 'trial', 'proration', 'foreign', 'quantity', 'amount', 'currency', 'surplus', 'refused')),
      CONSTRAINT invoice_lines_pkey PRIMARY KEY (line_id)
    );
    COMMENT ON TABLE app.invoice_lines IS
      'Lines of invoices, and what became of each';
    CREATE INDEX invoice_lines_invoice ON app.invoice_lines (invoice_id);

    CREATE TABLE app.subscription_requests (
      request_id text NOT NULL,
      account_id text NOT NULL,
      key text NOT NULL,
      input_hash text NOT NULL,
      actor text NOT NULL,
      action text NOT NULL
        CONSTRAINT subscription_requests_action_check CHECK (action IN ('subscribe', 'upgrade', 'downgrade', 'cancel', 'withdraw')),
      plan text,
      plan_version integer,
      state text NOT NULL
        CONSTRAINT subscription_requests_state_check CHECK (state IN ('begun', 'done', 'refused')),
      checkout_id text,
      answer json,
      created_at timestamptz NOT NULL,
      CONSTRAINT subscription_requests_pkey PRIMARY KEY (request_id)
    );
    COMMENT ON TABLE app.subscription_requests IS
      'What somebody asked of a subscription, by idempotency key';
    CREATE UNIQUE INDEX subscription_requests_key ON app.subscription_requests (account_id, key);

    CREATE TABLE app.subscription_checkouts (
      checkout_id text NOT NULL,
      account_id text NOT NULL,
      plan text NOT NULL,
      plan_version integer NOT NULL,
      price_id text NOT NULL,
      customer_id text NOT NULL,
      state text NOT NULL
        CONSTRAINT subscription_checkouts_state_check CHECK (state IN ('starting', 'open', 'complete', 'expired')),
      attempt integer NOT NULL DEFAULT 1,
      session_id text,
      checkout_url text,
      session_expires_at timestamptz,
      return_url text,
      subscription_id text,
      created_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT subscription_checkouts_pkey PRIMARY KEY (checkout_id)
    );
    COMMENT ON TABLE app.subscription_checkouts IS
      'Checkouts of accounts that subscribe';
    CREATE INDEX subscription_checkouts_account ON app.subscription_checkouts (account_id, created_at);
    CREATE INDEX subscription_checkouts_session ON app.subscription_checkouts (session_id);

    ALTER TABLE app.payment_uses
      ADD COLUMN line_id text,
      ADD COLUMN lot_gross bigint;
    COMMENT ON COLUMN app.payment_uses.lot_gross IS
      'Paid for the lot by any means, tax included; null: gross';`,
  down: `
    ALTER TABLE app.payment_uses DROP COLUMN lot_gross, DROP COLUMN line_id;
    DROP TABLE app.subscriptions, app.invoices, app.invoice_lines, app.subscription_requests, app.subscription_checkouts;`,
});
