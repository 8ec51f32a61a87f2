import { expireSession } from './billing/checkout.js';
import { giveUp, retry } from './billing/dunning.js';
import { expireSubscription } from './billing/ending.js';
import { advance, finalizeDue } from './billing/renewals.js';
import { expireUpdate } from './billing/updates.js';
import type { Loaders } from './http/expand.js';
import type { Route } from './http/route.js';
import { makeAvailable } from './money/balance-transactions.js';
import { settleCharge } from './money/charges.js';
import { openDispute } from './money/disputes.js';
import { payPayout } from './money/payouts.js';
import { failRefund, succeedRefund } from './money/refunds.js';
import { endDelayed } from './money/sessions.js';
import { account } from './objects/account.js';
import { balance } from './objects/balance.js';
import { charges, refundsOf } from './objects/charges.js';
import { coupons, customerBalances } from './objects/billing/coupons.js';
import { customers } from './objects/customers.js';
import { disputes } from './objects/disputes.js';
import { earlyFraudWarnings } from './objects/early-fraud-warnings.js';
import { events } from './objects/events.js';
import { invoicePayments, paymentsOf } from './objects/billing/invoice-payments.js';
import { invoices } from './objects/billing/invoices.js';
import { portals } from './objects/billing/portals.js';
import { paymentIntents } from './objects/payment-intents.js';
import { paymentMethods } from './objects/payment-methods.js';
import { prices } from './objects/prices.js';
import { products } from './objects/products.js';
import { refunds } from './objects/refunds.js';
import { lineItemsOf, sessions } from './objects/sessions.js';
import { setupIntents } from './objects/setup-intents.js';
import { subscriptionSchedules } from './objects/billing/subscription-schedules.js';
import { subscriptions } from './objects/billing/subscriptions.js';
import { webhookEndpoints } from './objects/webhook-endpoints.js';
import type { Actions } from './state/due.js';

/** Every route of the API; `accountId` is the account whose key is shown. */
export const routesOf = (accountId: string): readonly Route[] => [
  ...account(accountId),
  ...balance,
  ...charges,
  ...coupons,
  ...customerBalances,
  ...customers,
  ...disputes,
  ...earlyFraudWarnings,
  ...events,
  ...invoicePayments,
  ...invoices,
  ...paymentIntents,
  ...paymentMethods,
  ...portals,
  ...prices,
  ...products,
  ...refunds,
  ...sessions,
  ...setupIntents,
  ...subscriptionSchedules,
  ...subscriptions,
  ...webhookEndpoints,
];

/** Lists that are absent unless expanded. */
export const LOADERS: Loaders = {
  'charge.refunds': refundsOf,
  'checkout.session.line_items': lineItemsOf,
  'invoice.payments': paymentsOf,
};

/** What Stripe does by itself, when it is due. */
export const ACTIONS: Actions = {
  advance_subscription: advance,
  dispute_charge: async (turn, id) => {
    // Nothing is disputed of what was given back.
    if (!(await turn.get('charge', id)).refunded) await openDispute(turn, id, {});
  },
  end_debit: (turn, id) => endDelayed(turn, id),
  expire_session: async (turn, id) => {
    const session = await turn.find('checkout.session', id);
    if (session?.status === 'open') await expireSession(turn, session);
  },
  expire_subscription: expireSubscription,
  expire_update: expireUpdate,
  fail_refund: failRefund,
  finalize_invoice: finalizeDue,
  give_up_invoice: giveUp,
  make_available: makeAvailable,
  pay_payout: payPayout,
  retry_invoice: retry,
  settle_charge: settleCharge,
  succeed_refund: succeedRefund,
};
