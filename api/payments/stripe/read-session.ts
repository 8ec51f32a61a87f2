/** Reads a checkout session with its payment, and puts them in our types. */
import type Stripe from 'stripe';
import { z } from 'zod';
import type { ChargeNow, PaymentNow, SessionNow } from '../plan/tree.js';
import { balanceIn, idOf, instantOf } from './read-balance.js';
import { ifThere, patiently } from './client.js';

/** Names under which our objects at Stripe say what they are for. */
export const METADATA = {
  account: 'scrip_account',
  purchase: 'scrip_purchase',
  /** On a refund: the row of `refund_requests` that asked for it. */
  refund: 'scrip_refund',
} as const;

/** A word that Stripe adds later is nothing to guess about: the session stays as it is. */
const Status = z.enum(['open', 'complete', 'expired']);
const Paid = z.enum(['paid', 'unpaid', 'no_payment_required']);

/** The session as it is now; undefined: there is none. Throws a StripeError. */
export async function readSession(
  stripe: Stripe,
  sessionId: string,
): Promise<SessionNow | undefined> {
  const expand = ['payment_intent.latest_charge.balance_transaction'];
  const found = await ifThere(() =>
    patiently(() => stripe.checkout.sessions.retrieve(sessionId, { expand })),
  );
  return found && sessionOf(found);
}

/** The session that made a payment; undefined: no session did. Throws a StripeError. */
export async function sessionOfPayment(
  stripe: Stripe,
  paymentId: string,
): Promise<string | undefined> {
  // A payment of the other mode is not there, say.
  const found = await ifThere(() =>
    patiently(() => stripe.checkout.sessions.list({ payment_intent: paymentId, limit: 1 })),
  );
  return found?.data[0]?.id;
}

/** A payment by itself; undefined: there is none. Throws a StripeError. */
export async function readPayment(
  stripe: Stripe,
  paymentId: string,
): Promise<PaymentNow | undefined> {
  const expand = ['latest_charge.balance_transaction'];
  const found = await ifThere(() =>
    patiently(() => stripe.paymentIntents.retrieve(paymentId, { expand })),
  );
  return found && paymentOf(found);
}

/** The purchase that a payment names; null: none. Throws a StripeError. */
export async function purchaseNamedBy(stripe: Stripe, paymentId: string): Promise<string | null> {
  const payment = await ifThere(() => patiently(() => stripe.paymentIntents.retrieve(paymentId)));
  return payment?.metadata[METADATA.purchase] ?? null;
}

/** Puts a session in our types; its payment must be expanded. Throws for an unknown status. */
function sessionOf(session: Stripe.Checkout.Session): SessionNow {
  const { id, status, payment_status: paid, payment_intent: intent, metadata } = session;
  return {
    sessionId: id,
    status: Status.parse(status),
    paid: Paid.parse(paid),
    total: { minor: BigInt(session.amount_total ?? 0), currency: session.currency ?? '' },
    tax: BigInt(session.total_details?.amount_tax ?? 0),
    url: session.url,
    expiresAt: instantOf(session.expires_at),
    purchaseId: session.client_reference_id,
    accountId: metadata?.[METADATA.account] ?? null,
    payment: intent !== null && typeof intent !== 'string' ? paymentOf(intent) : null,
    subscriptionId: idOf(session.subscription),
  };
}

function paymentOf(intent: Stripe.PaymentIntent): PaymentNow {
  const { latest_charge: charge, customer, last_payment_error: failure } = intent;
  return {
    paymentId: intent.id,
    status: intent.status,
    amount: { minor: BigInt(intent.amount), currency: intent.currency },
    received: BigInt(intent.amount_received),
    customerId: idOf(customer),
    failureCode: failure?.decline_code ?? failure?.code ?? null,
    charge: charge !== null && typeof charge !== 'string' ? chargeOf(charge) : null,
    createdAt: instantOf(intent.created),
  };
}

function chargeOf(charge: Stripe.Charge): ChargeNow {
  return {
    chargeId: charge.id,
    receiptUrl: charge.receipt_url,
    refunded: BigInt(charge.amount_refunded),
    isDisputed: charge.disputed,
    balance: balanceIn(charge.balance_transaction),
  };
}
