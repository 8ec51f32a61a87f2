import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { StripeCall } from '../records/stripe-call.entity.js';
import { StripeCustomer } from '../records/billing/stripe-customer.entity.js';
import { StripeCalls } from '../stripe/calls.js';
import { ifThere, isOutage, isStripeFailure, patiently } from '../stripe/client.js';
import { idOf } from '../stripe/read-balance.js';

const ROUTE = 'POST /v1/customers/:id';

/** Makes the card that a checkout page in mode `setup` has saved the one that is charged later. */
@Injectable()
export class AdoptCard {
  constructor(
    private readonly calls: StripeCalls,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Looks at a session. Returns the account whose card it saves, or is to; undefined: it saves
   * none. Once for each session, so that a later choice of the customer stays. Throws a
   * StripeError.
   */
  async adopt(stripe: Stripe, sessionId: string | undefined): Promise<string | undefined> {
    if (sessionId === undefined) return undefined;
    const session = await sessionOf(stripe, sessionId);
    const customerId = session?.mode === 'setup' ? idOf(session.customer) : null;
    if (!session || customerId === null) return undefined;
    const customers = this.dataSource.getRepository(StripeCustomer);
    const owner = await customers.findOneBy({ customerId });
    if (!owner) return undefined;
    const { setup_intent: intent } = session;
    const methodId = typeof intent === 'object' ? idOf(intent?.payment_method ?? null) : null;
    if (session.status === 'complete' && methodId !== null) {
      await this.makeDefault(stripe, sessionId, customerId, methodId);
    }
    return owner.accountId;
  }

  private async makeDefault(
    stripe: Stripe,
    sessionId: string,
    customerId: string,
    methodId: string,
  ): Promise<void> {
    const key = `default-card:${sessionId}`;
    const calls = this.dataSource.getRepository(StripeCall);
    const call = await calls.findOneBy({ key });
    if (call && call.state !== 'begun') return;
    const settings = { invoice_settings: { default_payment_method: methodId } };
    try {
      await this.calls.make({ key, route: ROUTE, purchaseId: null }, (options) =>
        stripe.customers.update(customerId, settings, options),
      );
    } catch (error) {
      // The card or the customer is gone by now: there is nothing to make of it.
      if (!isStripeFailure(error) || isOutage(error)) throw error;
    }
  }
}

function sessionOf(
  stripe: Stripe,
  sessionId: string,
): Promise<Stripe.Checkout.Session | undefined> {
  const expand = ['setup_intent'];
  return ifThere(() => patiently(() => stripe.checkout.sessions.retrieve(sessionId, { expand })));
}
