import { defineMigration } from './migration.js';

/** Lists subscriptions and invoices of all accounts, and finds the payments of an invoice. */
export const billingLists = defineMigration(53, 'billing-lists', {
  up: `
    CREATE INDEX subscriptions_created ON app.subscriptions (created_at, subscription_id);
    CREATE INDEX subscriptions_status ON app.subscriptions (status, created_at, subscription_id);
    CREATE INDEX subscriptions_pending ON app.subscriptions (created_at, subscription_id)
      WHERE pending_plan IS NOT NULL;
    CREATE INDEX invoices_created ON app.invoices (created_at, invoice_id);
    CREATE INDEX invoices_status ON app.invoices (status, created_at, invoice_id);
    CREATE INDEX payment_uses_line ON app.payment_uses (line_id) WHERE line_id IS NOT NULL;`,
  down: `
    DROP INDEX app.payment_uses_line, app.invoices_status, app.invoices_created,
      app.subscriptions_pending, app.subscriptions_status, app.subscriptions_created;`,
});
