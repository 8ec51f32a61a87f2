import { defineMigration } from './migration.js';

/** Says of a payment which invoice it is for, paid or not. */
export const invoicesOfPayments = defineMigration(55, 'invoices-of-payments', {
  up: `
    ALTER TABLE app.payments ADD COLUMN invoice_id text;
    UPDATE app.payments p SET invoice_id = l.invoice_id
    FROM app.payment_uses u JOIN app.invoice_lines l ON l.line_id = u.line_id
    WHERE u.payment_id = p.payment_id;`,
  down: `
    ALTER TABLE app.payments DROP COLUMN invoice_id;`,
});
