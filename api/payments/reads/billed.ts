/** The invoice that a payment is for, so that a reader knows which plan it pays. */
import { z } from 'zod';
import { CatalogueName } from '../../shapes/ids.js';
import { InvoiceId } from '../records/ids.js';

/** The invoice of a payment. */
export const PaidInvoice = z
  .object({
    invoice_id: InvoiceId,
    number: z.string().nullable(),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why Stripe made it.', examples: ['subscription_cycle'] }),
    plan: CatalogueName.nullable().describe(
      'That its lines are of; null: of several, or of none that is ours.',
    ),
  })
  .meta({ id: 'PaidInvoice' })
  .nullable()
  .describe('The invoice that it is for, whether it has paid it or not.');

/** What a row has of it. */
export interface BilledRow {
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
  readonly invoice_reason: string | null;
  readonly invoice_plan: string | null;
}

/** Of what `joinBilled` joins. */
export const BILLED_COLUMNS = `i.invoice_id, i.number AS invoice_number, i.reason AS invoice_reason,
         billed.plan AS invoice_plan`;

/** Joins to payments, under an alias, their invoices and the plan of these. */
export const joinBilled = (payment: string) => `
  LEFT JOIN app.invoices i ON i.invoice_id = ${payment}.invoice_id
  LEFT JOIN LATERAL (
    SELECT min(l.plan) AS plan FROM app.invoice_lines l WHERE l.invoice_id = i.invoice_id
    HAVING count(DISTINCT coalesce(l.plan, '')) = 1
  ) billed ON true`;

/** Presents the invoice of a payment. */
export const presentBilled = (row: BilledRow): z.input<typeof PaidInvoice> =>
  row.invoice_id === null
    ? null
    : {
        invoice_id: row.invoice_id,
        number: row.invoice_number,
        reason: row.invoice_reason,
        plan: row.invoice_plan,
      };
