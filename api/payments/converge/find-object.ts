import type Stripe from 'stripe';
import { paymentBehind } from '../stripe/read-back.js';
import { sessionOfCharge, type PaymentNow, type SessionNow } from '../plan/tree.js';
import { readPayment, readSession, sessionOfPayment } from '../stripe/read-session.js';

/**
 * An object at Stripe that can be looked at: a checkout session, a payment, a refund, a dispute, an
 * early fraud warning, a payout, a subscription, an invoice or a customer.
 */
export const OBJECT_ID = /^(cs|pi|re|pyr|du|dp|issfr|po|sub|in|cus)_[A-Za-z0-9_]{1,200}$/;

/** What an object leads to. */
export interface Found {
  /** Null: nothing but a charge made by older means. */
  readonly paymentId: string | null;
  readonly sessionId: string | undefined;
  /** Asked about a refund, a dispute or a warning: the payment has one. */
  readonly hasBack: boolean;
}

/** The payment behind an object, and its session; undefined: there is no such object. */
export async function findObject(stripe: Stripe, objectId: string): Promise<Found | undefined> {
  if (objectId.startsWith('cs_')) {
    return { paymentId: null, sessionId: objectId, hasBack: false };
  }
  const hasBack = !objectId.startsWith('pi_');
  const paymentId = hasBack ? await paymentBehind(stripe, objectId) : objectId;
  if (paymentId === undefined) return undefined;
  const sessionId = paymentId === null ? undefined : await sessionOfPayment(stripe, paymentId);
  return { paymentId, sessionId, hasBack };
}

/**
 * What was sold by an object, as Stripe has it now: its session, or the payment by itself that an
 * automatic top-up made. Undefined: there is nothing.
 */
export async function saleIn(
  stripe: Stripe,
  { paymentId, sessionId }: Pick<Found, 'paymentId' | 'sessionId'>,
): Promise<SessionNow | undefined> {
  if (sessionId !== undefined) return readSession(stripe, sessionId);
  const payment = paymentId === null ? undefined : await readPayment(stripe, paymentId);
  return payment && sessionOfCharge(payment);
}

/** The payment that an object leads to; undefined: there is none yet. */
export async function paymentIn(
  stripe: Stripe,
  { paymentId, sessionId }: Pick<Found, 'paymentId' | 'sessionId'>,
): Promise<PaymentNow | undefined> {
  const session = sessionId === undefined ? undefined : await readSession(stripe, sessionId);
  if (session?.payment) return session.payment;
  return paymentId === null ? undefined : readPayment(stripe, paymentId);
}
