import { accepted, type Accepted, LIST, retrieve } from './accepted.js';

/** Routes of subscriptions and of their invoices, as `METHOD path`. */
export const BILLING_ROUTES: Readonly<Record<string, Accepted>> = {
  'GET /v1/invoice_payments': accepted(
    'InvoicePayments',
    'InvoicePaymentListParams',
    `${LIST} created invoice payment.payment_intent payment.type status`,
  ),
  'GET /v1/invoice_payments/:id': retrieve('InvoicePayments', 'InvoicePaymentRetrieveParams'),
  'GET /v1/invoices': accepted(
    'Invoices',
    'InvoiceListParams',
    `${LIST} created customer status subscription`,
  ),
  'GET /v1/invoices/:id': retrieve('Invoices', 'InvoiceRetrieveParams'),
  'POST /v1/invoices/:id': accepted(
    'Invoices',
    'InvoiceUpdateParams',
    'auto_advance default_payment_method description metadata',
  ),
  'GET /v1/invoices/:id/lines': accepted('Invoices', 'InvoiceListLineItemsParams', LIST),
  'POST /v1/invoices/:id/finalize': accepted(
    'Invoices',
    'InvoiceFinalizeInvoiceParams',
    'auto_advance',
  ),
  'POST /v1/invoices/:id/mark_uncollectible': retrieve(
    'Invoices',
    'InvoiceMarkUncollectibleParams',
  ),
  'POST /v1/invoices/:id/pay': accepted(
    'Invoices',
    'InvoicePayParams',
    'off_session paid_out_of_band payment_method',
  ),
  'POST /v1/invoices/:id/void': retrieve('Invoices', 'InvoiceVoidInvoiceParams'),
  'POST /v1/subscriptions': accepted(
    'Subscriptions',
    'SubscriptionCreateParams',
    'cancel_at_period_end collection_method customer default_payment_method description',
    'items.metadata items.price items.quantity metadata off_session payment_behavior',
    'trial_end trial_period_days',
  ),
  'GET /v1/subscriptions': accepted(
    'Subscriptions',
    'SubscriptionListParams',
    `${LIST} created customer price status`,
  ),
  'GET /v1/subscriptions/:id': retrieve('Subscriptions', 'SubscriptionRetrieveParams'),
  'POST /v1/subscriptions/:id': accepted(
    'Subscriptions',
    'SubscriptionUpdateParams',
    'cancel_at_period_end cancellation_details default_payment_method description metadata',
  ),
  'DELETE /v1/subscriptions/:id': accepted(
    'Subscriptions',
    'SubscriptionCancelParams',
    'cancellation_details invoice_now prorate',
  ),
};
