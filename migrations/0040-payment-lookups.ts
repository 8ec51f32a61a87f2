import { defineMigration } from './migration.js';

/**
 * Finds payments by purchase and charge, refunds by ticket, and the balance transactions of a
 * payout; remembers who replayed a webhook.
 */
export const paymentLookups = defineMigration(40, 'payment-lookups', {
  up: `
    CREATE INDEX payments_purchase ON app.payments (purchase_id);
    CREATE INDEX payments_charge ON app.payments (charge_id);
    CREATE INDEX payment_uses_purchase ON app.payment_uses (purchase_id);
    CREATE INDEX balance_transactions_payout ON app.balance_transactions (payout_id);
    CREATE INDEX refund_requests_ticket ON app.refund_requests (ticket, created_at, request_id)
      WHERE ticket IS NOT NULL;
    DROP INDEX app.stripe_calls_purchase;
    ALTER TABLE app.stripe_events ADD COLUMN replayed_at timestamptz, ADD COLUMN replayed_by text;`,
  down: `
    ALTER TABLE app.stripe_events DROP COLUMN replayed_at, DROP COLUMN replayed_by;
    CREATE INDEX stripe_calls_purchase ON app.stripe_calls (purchase_id);
    DROP INDEX app.refund_requests_ticket, app.balance_transactions_payout,
      app.payment_uses_purchase, app.payments_charge, app.payments_purchase;`,
});
