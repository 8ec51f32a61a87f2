import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { StripeCustomer } from '../records/billing/stripe-customer.entity.js';
import { StripeCalls } from '../stripe/calls.js';
import { ifThere, isOutage, isStripeFailure, patiently } from '../stripe/client.js';
import { idOf } from '../stripe/read-balance.js';
import { AccountLeases } from './account-lease.js';

const ROUTE = 'POST /v1/customers/:id';

/** Makes the card that a checkout page in mode `setup` has saved the one that is charged later. */
@Injectable()
export class AdoptCard {
  constructor(
    private readonly calls: StripeCalls,
    private readonly leases: AccountLeases,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Looks at a session. Returns the account whose card it saves, or is to; undefined: it saves
   * none. Once for each session, so that a later choice of the customer stays, and never in the
   * place of a card that was saved later. Throws a StripeError and AccountBusy.
   */
  async adopt(stripe: Stripe, sessionId: string | undefined): Promise<string | undefined> {
    if (sessionId === undefined) return undefined;
    const session = await sessionOf(stripe, sessionId);
    const customerId = session?.mode === 'setup' ? idOf(session.customer) : null;
    if (!session || customerId === null) return undefined;
    const customers = this.dataSource.getRepository(StripeCustomer);
    const owner = await customers.findOneBy({ customerId });
    if (!owner) return undefined;
    const { accountId } = owner;
    const { setup_intent: intent } = session;
    const methodId = typeof intent === 'object' ? idOf(intent?.payment_method ?? null) : null;
    if (session.status === 'complete' && methodId !== null) {
      const saved = { sessionId, customerId, methodId };
      await this.leases.hold(accountId, () => this.makeDefault(stripe, saved));
    }
    return accountId;
  }

  private async makeDefault(stripe: Stripe, saved: Saved): Promise<void> {
    const subject = `default-card:${saved.sessionId}`;
    if ((await this.calls.madeBy(subject)) !== undefined) return;
    const key = `${subject}:${await this.calls.nextAttempt(subject, 1)}`;
    try {
      await this.calls.make({ key, route: ROUTE, purchaseId: null }, (options) =>
        defaultTo(stripe, saved, options),
      );
    } catch (error) {
      // The card or the customer is gone by now: there is nothing to make of it.
      if (!isStripeFailure(error) || isOutage(error)) throw error;
    }
  }
}

/** A card that a session has saved. */
interface Saved {
  readonly sessionId: string;
  readonly customerId: string;
  readonly methodId: string;
}

/** Makes a card the customer's default, unless that was saved later. Returns the customer. */
async function defaultTo(
  stripe: Stripe,
  { customerId, methodId }: Saved,
  options: { readonly idempotencyKey: string },
): Promise<{ readonly id: string }> {
  const customer = await stripe.customers.retrieve(customerId);
  if (customer.deleted === true) return customer;
  const { data } = await stripe.customers.listPaymentMethods(customerId, {
    type: 'card',
    limit: 100,
  });
  // Stripe lists the newest first; of those of one second, it alone knows which came first.
  const ids = data.map(({ id }) => id);
  const ours = ids.indexOf(methodId);
  const now = ids.indexOf(idOf(customer.invoice_settings.default_payment_method) ?? '');
  if (ours === -1 || (now !== -1 && now <= ours)) return customer;
  const settings = { invoice_settings: { default_payment_method: methodId } };
  return stripe.customers.update(customerId, settings, options);
}

function sessionOf(
  stripe: Stripe,
  sessionId: string,
): Promise<Stripe.Checkout.Session | undefined> {
  const expand = ['setup_intent'];
  return ifThere(() => patiently(() => stripe.checkout.sessions.retrieve(sessionId, { expand })));
}
