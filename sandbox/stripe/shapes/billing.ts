import { accepted, type Accepted, LIST, retrieve } from './accepted.js';

/** What a portal can be told. */
const PORTAL = [
  'business_profile.headline default_return_url metadata',
  'features.customer_update.enabled features.invoice_history',
  'features.payment_method_update.enabled features.subscription_pause.enabled',
  'features.subscription_cancel.enabled features.subscription_cancel.mode',
  'features.subscription_cancel.proration_behavior features.subscription_update.enabled',
].join(' ');

/** Routes of subscriptions and of their invoices, as `METHOD path`. */
export const BILLING_ROUTES: Readonly<Record<string, Accepted>> = {
  'POST /v1/billing_portal/configurations': accepted(
    'BillingPortal/Configurations',
    'BillingPortal.ConfigurationCreateParams',
    `${PORTAL} name`,
  ),
  'GET /v1/billing_portal/configurations': accepted(
    'BillingPortal/Configurations',
    'BillingPortal.ConfigurationListParams',
    `${LIST} active is_default`,
  ),
  'GET /v1/billing_portal/configurations/:id': retrieve(
    'BillingPortal/Configurations',
    'BillingPortal.ConfigurationRetrieveParams',
  ),
  'POST /v1/billing_portal/configurations/:id': accepted(
    'BillingPortal/Configurations',
    'BillingPortal.ConfigurationUpdateParams',
    `active ${PORTAL} name`,
  ),
  'POST /v1/billing_portal/sessions': accepted(
    'BillingPortal/Sessions',
    'BillingPortal.SessionCreateParams',
    'configuration customer return_url',
  ),
  'POST /v1/coupons': accepted(
    'Coupons',
    'CouponCreateParams',
    'amount_off currency duration duration_in_months id metadata name percent_off',
  ),
  'GET /v1/coupons/:id': retrieve('Coupons', 'CouponRetrieveParams'),
  'DELETE /v1/coupons/:id': { type: ['Coupons', 'CouponDeleteParams'], takes: [] },
  'POST /v1/customers/:id/balance_transactions': accepted(
    'Customers',
    'CustomerCreateBalanceTransactionParams',
    'amount currency description metadata',
  ),
  'GET /v1/customers/:id/balance_transactions': accepted(
    'Customers',
    'CustomerListBalanceTransactionsParams',
    `${LIST} created invoice`,
  ),
  'POST /v1/invoices/create_preview': accepted(
    'Invoices',
    'InvoiceCreatePreviewParams',
    'customer subscription subscription_details.billing_cycle_anchor',
    'subscription_details.items.deleted subscription_details.items.id',
    'subscription_details.items.price subscription_details.items.quantity',
    'subscription_details.proration_behavior',
  ),
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
    'discounts.coupon trial_end trial_period_days',
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
    'billing_cycle_anchor cancel_at_period_end cancellation_details default_payment_method',
    'description discounts.coupon items.deleted items.id items.price items.quantity metadata',
    'off_session payment_behavior proration_behavior',
  ),
  'DELETE /v1/subscriptions/:id': accepted(
    'Subscriptions',
    'SubscriptionCancelParams',
    'cancellation_details invoice_now prorate',
  ),
  'POST /v1/subscription_schedules': accepted(
    'SubscriptionSchedules',
    'SubscriptionScheduleCreateParams',
    'from_subscription metadata',
  ),
  'GET /v1/subscription_schedules': accepted(
    'SubscriptionSchedules',
    'SubscriptionScheduleListParams',
    `${LIST} created customer`,
  ),
  'GET /v1/subscription_schedules/:id': retrieve(
    'SubscriptionSchedules',
    'SubscriptionScheduleRetrieveParams',
  ),
  'POST /v1/subscription_schedules/:id': accepted(
    'SubscriptionSchedules',
    'SubscriptionScheduleUpdateParams',
    'end_behavior metadata phases.duration phases.end_date phases.items.price',
    'phases.items.quantity phases.metadata phases.proration_behavior phases.start_date',
    'proration_behavior',
  ),
  'POST /v1/subscription_schedules/:id/cancel': accepted(
    'SubscriptionSchedules',
    'SubscriptionScheduleCancelParams',
    'invoice_now prorate',
  ),
  'POST /v1/subscription_schedules/:id/release': accepted(
    'SubscriptionSchedules',
    'SubscriptionScheduleReleaseParams',
    'preserve_cancel_date',
  ),
};
