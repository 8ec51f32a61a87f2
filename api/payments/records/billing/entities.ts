import { InvoiceLine } from './invoice-line.entity.js';
import { Invoice } from './invoice.entity.js';
import { StripeCustomer } from './stripe-customer.entity.js';
import { StripePrice } from './stripe-price.entity.js';
import { SubscriptionCheckout } from './subscription-checkout.entity.js';
import { SubscriptionRequest } from './subscription-request.entity.js';
import { Subscription } from './subscription.entity.js';

/** The TypeORM entities of customers, prices, subscriptions and invoices. */
export const billingEntities = [
  Invoice,
  InvoiceLine,
  StripeCustomer,
  StripePrice,
  Subscription,
  SubscriptionCheckout,
  SubscriptionRequest,
] as const;
