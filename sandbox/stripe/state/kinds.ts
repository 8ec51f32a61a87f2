import type { Stripe } from 'stripe';

/**
 * An object as it is kept and, without expansion, sent: a field that could be expanded holds the
 * id, and decimal numbers are text.
 */
export type Kept<T> = { [K in keyof T]: KeptField<T[K]> };

type KeptField<V> = string extends V
  ? Exclude<V, { object: string }>
  : V extends Stripe.Decimal
    ? string
    : V extends (infer Item)[]
      ? KeptField<Item>[]
      : KeptItem<V>;
type KeptItem<V> = V extends object ? Kept<V> : V;

/** Every object that is kept, by its `object`. */
export interface Kinds {
  balance_transaction: Kept<Stripe.BalanceTransaction>;
  'billing_portal.configuration': Kept<Stripe.BillingPortal.Configuration>;
  'billing_portal.session': Kept<Stripe.BillingPortal.Session>;
  charge: Kept<Stripe.Charge>;
  'checkout.session': Kept<Stripe.Checkout.Session>;
  coupon: Kept<Stripe.Coupon>;
  customer: Kept<Stripe.Customer>;
  customer_balance_transaction: Kept<Stripe.CustomerBalanceTransaction>;
  discount: Kept<Stripe.Discount>;
  dispute: Kept<Stripe.Dispute>;
  event: Kept<Stripe.EventBase>;
  invoice: Kept<Stripe.Invoice>;
  invoice_payment: Kept<Stripe.InvoicePayment>;
  item: Kept<Stripe.LineItem>;
  payment_intent: Kept<Stripe.PaymentIntent>;
  payment_method: Kept<Stripe.PaymentMethod>;
  payout: Kept<Stripe.Payout>;
  price: Kept<Stripe.Price>;
  product: Kept<Stripe.Product>;
  'radar.early_fraud_warning': Kept<Stripe.Radar.EarlyFraudWarning>;
  refund: Kept<Stripe.Refund>;
  setup_intent: Kept<Stripe.SetupIntent>;
  subscription: Kept<Stripe.Subscription>;
  subscription_schedule: Kept<Stripe.SubscriptionSchedule>;
  webhook_endpoint: Kept<Stripe.WebhookEndpoint>;
}
/** Some of the fields of an object, at any depth. */
export type Within<T> = T extends object ? { [K in keyof T]?: Within<T[K]> } : T;

/** The `object` of something kept. */
export type Kind = keyof Kinds;

/** The version whose shapes the double has. */
export const API_VERSION = '2026-10-28.endive';
