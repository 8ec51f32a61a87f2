import { accepted, type Accepted, type Declared, LIST, retrieve } from './accepted.js';
import { BILLING_ROUTES } from './billing.js';

/**
 * What the double knows of Stripe: its objects, and the parameters it honours. The schemas in this
 * folder are made from it and from the types of the installed `stripe` package.
 */

/** Objects that the double answers with, by their `object`. */
export const OBJECTS = {
  account: ['Accounts', 'Account'],
  balance: ['Balance', 'Balance'],
  balance_transaction: ['BalanceTransactions', 'BalanceTransaction'],
  'billing_portal.configuration': ['BillingPortal/Configurations', 'Configuration'],
  'billing_portal.session': ['BillingPortal/Sessions', 'Session'],
  charge: ['Charges', 'Charge'],
  'checkout.session': ['Checkout/Sessions', 'Session'],
  coupon: ['Coupons', 'Coupon'],
  customer: ['Customers', 'Customer'],
  customer_balance_transaction: ['CustomerBalanceTransactions', 'CustomerBalanceTransaction'],
  discount: ['Discounts', 'Discount'],
  dispute: ['Disputes', 'Dispute'],
  event: ['Events', 'EventBase'],
  invoice: ['Invoices', 'Invoice'],
  invoice_payment: ['InvoicePayments', 'InvoicePayment'],
  item: ['LineItems', 'LineItem'],
  line_item: ['InvoiceLineItems', 'InvoiceLineItem'],
  payment_intent: ['PaymentIntents', 'PaymentIntent'],
  payment_method: ['PaymentMethods', 'PaymentMethod'],
  payout: ['Payouts', 'Payout'],
  plan: ['Plans', 'Plan'],
  price: ['Prices', 'Price'],
  product: ['Products', 'Product'],
  'radar.early_fraud_warning': ['Radar/EarlyFraudWarnings', 'EarlyFraudWarning'],
  refund: ['Refunds', 'Refund'],
  setup_intent: ['SetupIntents', 'SetupIntent'],
  subscription: ['Subscriptions', 'Subscription'],
  subscription_item: ['SubscriptionItems', 'SubscriptionItem'],
  subscription_schedule: ['SubscriptionSchedules', 'SubscriptionSchedule'],
  webhook_endpoint: ['WebhookEndpoints', 'WebhookEndpoint'],
} as const satisfies Record<string, Declared>;

/** `object` of something that can be deleted: what is left of it. */
export const DELETED = {
  coupon: ['Coupons', 'DeletedCoupon'],
  customer: ['Customers', 'DeletedCustomer'],
  product: ['Products', 'DeletedProduct'],
  webhook_endpoint: ['WebhookEndpoints', 'DeletedWebhookEndpoint'],
} as const satisfies Record<string, Declared>;

/** Ways to pay that the double has; properties named after any other are not in its answers. */
export const PAYMENT_METHODS = ['card', 'us_bank_account'] as const;

/** Every route of the double, as `METHOD path`. */
export const ROUTES: Readonly<Record<string, Accepted>> = {
  'GET /v1/account': retrieve('Accounts', 'AccountRetrieveParams'),
  'GET /v1/balance': retrieve('Balance', 'BalanceRetrieveParams'),
  'GET /v1/balance_transactions': accepted(
    'BalanceTransactions',
    'BalanceTransactionListParams',
    `${LIST} created currency payout source type`,
  ),
  'GET /v1/balance_transactions/:id': retrieve(
    'BalanceTransactions',
    'BalanceTransactionRetrieveParams',
  ),
  'GET /v1/charges': accepted(
    'Charges',
    'ChargeListParams',
    `${LIST} created customer payment_intent`,
  ),
  'GET /v1/charges/:id': retrieve('Charges', 'ChargeRetrieveParams'),
  'POST /v1/charges/:id': accepted('Charges', 'ChargeUpdateParams', 'description metadata'),
  'POST /v1/checkout/sessions': accepted(
    'Checkout/Sessions',
    'Checkout.SessionCreateParams',
    'adaptive_pricing allowed_payment_method_types automatic_tax.enabled cancel_url',
    'client_reference_id currency customer customer_creation customer_email expires_at locale',
    'line_items.price line_items.quantity line_items.price_data.currency',
    'line_items.price_data.product line_items.price_data.unit_amount',
    'line_items.price_data.product_data.name line_items.price_data.product_data.description',
    'line_items.price_data.product_data.metadata managed_payments metadata mode',
    'payment_intent_data.description payment_intent_data.metadata',
    'payment_intent_data.receipt_email payment_intent_data.setup_future_usage',
    'setup_intent_data.description setup_intent_data.metadata',
    'line_items.price_data.recurring payment_method_collection',
    'discounts.coupon subscription_data.description subscription_data.metadata',
    'subscription_data.trial_period_days success_url submit_type ui_mode',
  ),
  'GET /v1/checkout/sessions': accepted(
    'Checkout/Sessions',
    'Checkout.SessionListParams',
    `${LIST} created customer payment_intent status subscription`,
  ),
  'GET /v1/checkout/sessions/:id': retrieve('Checkout/Sessions', 'Checkout.SessionRetrieveParams'),
  'POST /v1/checkout/sessions/:id': accepted(
    'Checkout/Sessions',
    'Checkout.SessionUpdateParams',
    'metadata',
  ),
  'POST /v1/checkout/sessions/:id/expire': retrieve(
    'Checkout/Sessions',
    'Checkout.SessionExpireParams',
  ),
  'GET /v1/checkout/sessions/:id/line_items': accepted(
    'Checkout/Sessions',
    'Checkout.SessionListLineItemsParams',
    LIST,
  ),
  'POST /v1/customers': accepted(
    'Customers',
    'CustomerCreateParams',
    'address description email metadata name phone',
  ),
  'GET /v1/customers': accepted('Customers', 'CustomerListParams', `${LIST} created email`),
  'GET /v1/customers/:id': retrieve('Customers', 'CustomerRetrieveParams'),
  'POST /v1/customers/:id': accepted(
    'Customers',
    'CustomerUpdateParams',
    'address description email invoice_settings.default_payment_method metadata name phone',
  ),
  'DELETE /v1/customers/:id': { type: ['Customers', 'CustomerDeleteParams'], takes: [] },
  'GET /v1/customers/:id/payment_methods': accepted(
    'Customers',
    'CustomerListPaymentMethodsParams',
    `${LIST} type`,
  ),
  'GET /v1/disputes': accepted(
    'Disputes',
    'DisputeListParams',
    `${LIST} charge created payment_intent`,
  ),
  'GET /v1/disputes/:id': retrieve('Disputes', 'DisputeRetrieveParams'),
  'POST /v1/disputes/:id': accepted(
    'Disputes',
    'DisputeUpdateParams',
    'evidence.uncategorized_text metadata submit',
  ),
  'POST /v1/disputes/:id/close': retrieve('Disputes', 'DisputeCloseParams'),
  'GET /v1/events': accepted('Events', 'EventListParams', `${LIST} created type types`),
  'GET /v1/events/:id': retrieve('Events', 'EventRetrieveParams'),
  'POST /v1/payment_intents': accepted(
    'PaymentIntents',
    'PaymentIntentCreateParams',
    'allowed_payment_method_types amount confirm currency customer description metadata',
    'off_session payment_method receipt_email return_url setup_future_usage',
    'automatic_payment_methods',
  ),
  'GET /v1/payment_intents': accepted(
    'PaymentIntents',
    'PaymentIntentListParams',
    `${LIST} created customer`,
  ),
  'GET /v1/payment_intents/:id': retrieve('PaymentIntents', 'PaymentIntentRetrieveParams'),
  'POST /v1/payment_intents/:id': accepted(
    'PaymentIntents',
    'PaymentIntentUpdateParams',
    'description metadata receipt_email',
  ),
  'POST /v1/payment_intents/:id/confirm': accepted(
    'PaymentIntents',
    'PaymentIntentConfirmParams',
    'off_session payment_method return_url',
  ),
  'POST /v1/payment_intents/:id/cancel': accepted(
    'PaymentIntents',
    'PaymentIntentCancelParams',
    'cancellation_reason',
  ),
  'GET /v1/payment_methods': accepted(
    'PaymentMethods',
    'PaymentMethodListParams',
    `${LIST} customer type`,
  ),
  'GET /v1/payment_methods/:id': retrieve('PaymentMethods', 'PaymentMethodRetrieveParams'),
  'POST /v1/payment_methods/:id/attach': accepted(
    'PaymentMethods',
    'PaymentMethodAttachParams',
    'customer',
  ),
  'POST /v1/payment_methods/:id/detach': retrieve('PaymentMethods', 'PaymentMethodDetachParams'),
  'POST /v1/payouts': accepted('Payouts', 'PayoutCreateParams', 'amount currency metadata'),
  'GET /v1/payouts': accepted('Payouts', 'PayoutListParams', `${LIST} arrival_date created status`),
  'GET /v1/payouts/:id': retrieve('Payouts', 'PayoutRetrieveParams'),
  'POST /v1/prices': accepted(
    'Prices',
    'PriceCreateParams',
    'active currency lookup_key metadata nickname product product_data.name',
    'product_data.metadata recurring.interval recurring.interval_count',
    'transfer_lookup_key unit_amount',
  ),
  'GET /v1/prices': accepted(
    'Prices',
    'PriceListParams',
    `${LIST} active created currency lookup_keys product type`,
  ),
  'GET /v1/prices/:id': retrieve('Prices', 'PriceRetrieveParams'),
  'POST /v1/prices/:id': accepted(
    'Prices',
    'PriceUpdateParams',
    'active lookup_key metadata nickname transfer_lookup_key',
  ),
  'POST /v1/products': accepted(
    'Products',
    'ProductCreateParams',
    'active description id metadata name',
  ),
  'GET /v1/products': accepted('Products', 'ProductListParams', `${LIST} active created ids`),
  'GET /v1/products/:id': retrieve('Products', 'ProductRetrieveParams'),
  'POST /v1/products/:id': accepted(
    'Products',
    'ProductUpdateParams',
    'active description metadata name',
  ),
  'DELETE /v1/products/:id': { type: ['Products', 'ProductDeleteParams'], takes: [] },
  'GET /v1/radar/early_fraud_warnings': accepted(
    'Radar/EarlyFraudWarnings',
    'Radar.EarlyFraudWarningListParams',
    `${LIST} charge created payment_intent`,
  ),
  'GET /v1/radar/early_fraud_warnings/:id': retrieve(
    'Radar/EarlyFraudWarnings',
    'Radar.EarlyFraudWarningRetrieveParams',
  ),
  'POST /v1/refunds': accepted(
    'Refunds',
    'RefundCreateParams',
    'amount charge metadata payment_intent reason',
  ),
  'GET /v1/refunds': accepted(
    'Refunds',
    'RefundListParams',
    `${LIST} charge created payment_intent`,
  ),
  'GET /v1/refunds/:id': retrieve('Refunds', 'RefundRetrieveParams'),
  'POST /v1/refunds/:id': accepted('Refunds', 'RefundUpdateParams', 'metadata'),
  'POST /v1/refunds/:id/cancel': retrieve('Refunds', 'RefundCancelParams'),
  'POST /v1/setup_intents': accepted(
    'SetupIntents',
    'SetupIntentCreateParams',
    'allowed_payment_method_types confirm customer description metadata payment_method',
    'return_url usage',
  ),
  'GET /v1/setup_intents': accepted(
    'SetupIntents',
    'SetupIntentListParams',
    `${LIST} created customer payment_method`,
  ),
  'GET /v1/setup_intents/:id': retrieve('SetupIntents', 'SetupIntentRetrieveParams'),
  'POST /v1/setup_intents/:id/confirm': accepted(
    'SetupIntents',
    'SetupIntentConfirmParams',
    'payment_method return_url',
  ),
  'POST /v1/setup_intents/:id/cancel': accepted(
    'SetupIntents',
    'SetupIntentCancelParams',
    'cancellation_reason',
  ),
  'POST /v1/webhook_endpoints': accepted(
    'WebhookEndpoints',
    'WebhookEndpointCreateParams',
    'api_version description enabled_events metadata url',
  ),
  'GET /v1/webhook_endpoints': accepted('WebhookEndpoints', 'WebhookEndpointListParams', LIST),
  'GET /v1/webhook_endpoints/:id': retrieve('WebhookEndpoints', 'WebhookEndpointRetrieveParams'),
  'POST /v1/webhook_endpoints/:id': accepted(
    'WebhookEndpoints',
    'WebhookEndpointUpdateParams',
    'description disabled enabled_events metadata url',
  ),
  'DELETE /v1/webhook_endpoints/:id': {
    type: ['WebhookEndpoints', 'WebhookEndpointDeleteParams'],
    takes: [],
  },
  ...BILLING_ROUTES,
};

/**
 * Absent unless expanded: lists that the types only call optional, and that Stripe leaves out of
 * answers and events unless `expand` names them.
 * https://docs.stripe.com/api/expanding_objects
 */
export const ONLY_EXPANDED: Readonly<Record<string, readonly string[]>> = {
  charge: ['refunds'],
  'checkout.session': ['line_items'],
  invoice: ['amount_paid_off_stripe', 'confirmation_secret', 'payments', 'threshold_reason'],
  customer: ['sources', 'subscriptions', 'tax', 'tax_ids', 'invoice_credit_balance'],
};
