import { defineMigration } from './migration.js';

/** Customers and prices at Stripe. */
export const customers = defineMigration(41, 'customers', {
  up: `
    CREATE TABLE app.stripe_customers (
      customer_id text NOT NULL,
      account_id text NOT NULL,
      created_at timestamptz NOT NULL,
      deleted_at timestamptz,
      CONSTRAINT stripe_customers_pkey PRIMARY KEY (customer_id)
    );
    COMMENT ON TABLE app.stripe_customers IS
      'Customers at Stripe by account, which may have several';
    CREATE INDEX stripe_customers_account
      ON app.stripe_customers (account_id, created_at, customer_id);

    CREATE TABLE app.stripe_prices (
      price_id text NOT NULL,
      product_id text NOT NULL,
      plan text NOT NULL,
      version integer NOT NULL,
      amount bigint NOT NULL,
      currency text NOT NULL,
      seen_at timestamptz NOT NULL,
      CONSTRAINT stripe_prices_pkey PRIMARY KEY (price_id)
    );
    COMMENT ON COLUMN app.stripe_prices.amount IS 'Minor units a month';
    COMMENT ON TABLE app.stripe_prices IS 'Prices at Stripe, each of one version of a plan';
    CREATE INDEX stripe_prices_plan ON app.stripe_prices (plan, version);`,
  down: `
    DROP TABLE app.stripe_prices, app.stripe_customers;`,
});
