import { defineMigration } from './migration.js';

/** Refunds, disputes, early fraud warnings and payouts, and their histories. */
export const moneyBack = defineMigration(34, 'money-back', {
  up: `
    CREATE TABLE app.refund_requests (
      request_id text NOT NULL,
      account_id text NOT NULL,
      payment_id text NOT NULL,
      key text NOT NULL,
      input_hash text NOT NULL,
      amount bigint NOT NULL,
      currency text NOT NULL,
      policy text NOT NULL
        CONSTRAINT refund_requests_policy_check CHECK (policy IN ('written_off', 'debt')),
      actor text NOT NULL,
      reason_code text,
      ticket text,
      state text NOT NULL DEFAULT 'begun'
        CONSTRAINT refund_requests_state_check
        CHECK (state IN ('begun', 'submitted', 'refused')),
      refund_id text,
      error text,
      created_at timestamptz NOT NULL,
      CONSTRAINT refund_requests_pkey PRIMARY KEY (request_id)
    );
    COMMENT ON TABLE app.refund_requests IS
      'Refunds that somebody asked for: written before Stripe is called';
    COMMENT ON COLUMN app.refund_requests.amount IS 'Minor units, tax included';
    CREATE UNIQUE INDEX refund_requests_once ON app.refund_requests (account_id, key);
    CREATE INDEX refund_requests_payment ON app.refund_requests (payment_id, created_at);

    CREATE TABLE app.refunds (
      refund_id text NOT NULL,
      payment_id text NOT NULL,
      account_id text,
      request_id text,
      charge_id text,
      amount bigint NOT NULL,
      currency text NOT NULL,
      status text NOT NULL,
      failure_reason text,
      policy text NOT NULL,
      balance_transaction_id text,
      failure_balance_transaction_id text,
      clawed_back bigint,
      written_off bigint,
      debt bigint,
      created_at timestamptz NOT NULL,
      CONSTRAINT refunds_pkey PRIMARY KEY (refund_id)
    );
    COMMENT ON TABLE app.refunds IS 'Refunds as Stripe had them when they were last looked at';
    COMMENT ON COLUMN app.refunds.amount IS 'Minor units, tax included';
    CREATE INDEX refunds_payment ON app.refunds (payment_id, created_at, refund_id);
    CREATE INDEX refunds_account ON app.refunds (account_id, created_at, refund_id);
    CREATE INDEX refunds_created ON app.refunds (created_at, refund_id);

    CREATE TABLE app.disputes (
      dispute_id text NOT NULL,
      payment_id text NOT NULL,
      account_id text,
      charge_id text,
      amount bigint NOT NULL,
      currency text NOT NULL,
      reason text NOT NULL,
      status text NOT NULL,
      is_charge_refundable boolean NOT NULL,
      withdrawn bigint NOT NULL,
      reinstated bigint NOT NULL,
      evidence_due_at timestamptz,
      in_ledger text NOT NULL DEFAULT 'none'
        CONSTRAINT disputes_in_ledger_check CHECK (in_ledger IN ('none', 'open', 'lost')),
      clawed_back bigint,
      written_off bigint,
      debt bigint,
      created_at timestamptz NOT NULL,
      CONSTRAINT disputes_pkey PRIMARY KEY (dispute_id)
    );
    COMMENT ON TABLE app.disputes IS 'Disputes as Stripe had them when they were last looked at';
    COMMENT ON COLUMN app.disputes.amount IS 'Minor units';
    COMMENT ON COLUMN app.disputes.withdrawn IS 'Minor units';
    COMMENT ON COLUMN app.disputes.reinstated IS 'Minor units';
    CREATE INDEX disputes_payment ON app.disputes (payment_id, created_at, dispute_id);
    CREATE INDEX disputes_account ON app.disputes (account_id, created_at, dispute_id);
    CREATE INDEX disputes_created ON app.disputes (created_at, dispute_id);

    CREATE TABLE app.fraud_warnings (
      warning_id text NOT NULL,
      payment_id text NOT NULL,
      account_id text,
      charge_id text NOT NULL,
      fraud_type text NOT NULL,
      actionable boolean NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT fraud_warnings_pkey PRIMARY KEY (warning_id)
    );
    COMMENT ON TABLE app.fraud_warnings IS
      'Early fraud warnings of Stripe; no money has moved';
    CREATE INDEX fraud_warnings_payment ON app.fraud_warnings (payment_id);

    CREATE TABLE app.payouts (
      payout_id text NOT NULL,
      amount bigint NOT NULL,
      currency text NOT NULL,
      status text NOT NULL,
      automatic boolean NOT NULL,
      method text NOT NULL,
      failure_code text,
      balance_transaction_id text,
      failure_balance_transaction_id text,
      arrives_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT payouts_pkey PRIMARY KEY (payout_id)
    );
    COMMENT ON TABLE app.payouts IS 'Payouts as Stripe had them when they were last looked at';
    COMMENT ON COLUMN app.payouts.amount IS 'Minor units';
    CREATE INDEX payouts_created ON app.payouts (created_at, payout_id);

    CREATE TABLE app.stripe_statuses (
      object_id text NOT NULL,
      n integer NOT NULL,
      status text NOT NULL,
      seen_at timestamptz NOT NULL,
      CONSTRAINT stripe_statuses_pkey PRIMARY KEY (object_id, n)
    );
    COMMENT ON TABLE app.stripe_statuses IS
      'Histories of refunds, disputes and payouts: each status when it was seen';`,
  down: `
    DROP TABLE app.stripe_statuses, app.payouts, app.fraud_warnings, app.disputes, app.refunds,
      app.refund_requests;`,
});
