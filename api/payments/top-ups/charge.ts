import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { HOUR_MS, MINUTE_MS } from '../../../domain/instant.js';
import { StripeCall } from '../records/stripe-call.entity.js';
import type { Purchase } from '../records/purchase.entity.js';
import type { TopUp } from '../records/top-up.entity.js';
import { StripeCalls } from '../stripe/calls.js';
import { isOutage, patiently } from '../stripe/client.js';
import { pagesOf, type PageParams } from '../stripe/pages.js';
import { METADATA } from '../stripe/read-session.js';

const ROUTE = 'POST /v1/payment_intents';
/** Stripe forgets keys after 24 hours. */
const KEPT_MS = 23 * HOUR_MS;
const LOOK_UP_LIMIT_MS = 30_000;

/** A call whose answer was lost has ended after so long. */
const SETTLED_MS = 2 * MINUTE_MS;

/** It is not known yet whether a card was charged. */
export class ChargeUnsettled extends Error {
  constructor(purchaseId: string) {
    super(`whether ${purchaseId} was charged is not known yet`);
    this.name = 'ChargeUnsettled';
  }
}

/** What came of charging a card: a payment, in whatever state, or why there is none. */
export type Charged =
  | { readonly paymentId: string }
  | { readonly paymentId: null; readonly code: string }
  /** Nobody was charged, and nobody will be: as if it had not been begun. */
  | 'never';

/**
 * Charges the saved card of an attempt: one payment, however often it is asked for. After a crash
 * the same call is made again under its key; once Stripe may have forgotten that, or keeps a
 * failure with it, the payment is looked up instead.
 */
@Injectable()
export class ChargeTopUp {
  constructor(
    private readonly calls: StripeCalls,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Charges only while `mayCharge`: after the consent has ended it finds out what was charged
   * before. Throws a StripeError, or ChargeUnsettled, where it is not known what came of it.
   */
  async charge(
    stripe: Stripe,
    attempt: TopUp,
    purchase: Purchase,
    mayCharge: boolean,
  ): Promise<Charged> {
    const { purchaseId, customerId, methodId } = attempt;
    if (customerId === null || methodId === null) return { paymentId: null, code: 'no_saved_card' };
    const key = `${purchaseId}:charge`;
    const call = await this.dataSource.getRepository(StripeCall).findOneBy({ key });
    const ageMs = call ? Date.now() - call.begunAt.getTime() : 0;
    if (call && (!mayCharge || call.state === 'failed' || ageMs > KEPT_MS)) {
      if (call.objectId !== null) return { paymentId: call.objectId };
      const found = await lookUp(stripe, purchaseId, customerId, call.begunAt);
      // Stripe may still be at it.
      if (found === 'never' && ageMs < SETTLED_MS) throw new ChargeUnsettled(purchaseId);
      return found;
    }
    if (!mayCharge) return 'never';
    try {
      const { id } = await this.calls.make({ key, route: ROUTE, purchaseId }, (options) =>
        stripe.paymentIntents.create(paramsOf(purchase, customerId, methodId), options),
      );
      return { paymentId: id };
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeError) || isOutage(error)) throw error;
      const { payment_intent: intent, code } = error;
      if (intent) return { paymentId: intent.id };
      return { paymentId: null, code: code ?? 'refused' };
    }
  }
}

/** The payment that names an attempt, among those of its customer since. */
async function lookUp(
  stripe: Stripe,
  purchaseId: string,
  customer: string,
  since: Date,
): Promise<Charged> {
  const created = { gte: Math.floor((since.getTime() - HOUR_MS) / 1_000) };
  const list = (page: PageParams) => stripe.paymentIntents.list({ customer, created, ...page });
  for await (const intents of pagesOf(list, AbortSignal.timeout(LOOK_UP_LIMIT_MS))) {
    const ours = intents.find(({ metadata }) => metadata[METADATA.purchase] === purchaseId);
    if (ours) return { paymentId: ours.id };
  }
  return 'never';
}

function paramsOf(
  { purchaseId, accountId, price, currency, name }: Purchase,
  customer: string,
  method: string,
): Stripe.PaymentIntentCreateParams {
  return {
    amount: Number(price),
    currency,
    customer,
    payment_method: method,
    allowed_payment_method_types: ['card'],
    off_session: true,
    confirm: true,
    description: `Automatic top-up: ${name}`,
    metadata: { [METADATA.account]: accountId, [METADATA.purchase]: purchaseId },
  };
}

/**
 * Cancels a payment that was not made, so that nobody pays it later beside another. One that has
 * ended stays as it is.
 */
export async function cancelPayment(stripe: Stripe, paymentId: string): Promise<void> {
  try {
    await patiently(() => stripe.paymentIntents.cancel(paymentId));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && !isOutage(error)) return;
    throw error;
  }
}
