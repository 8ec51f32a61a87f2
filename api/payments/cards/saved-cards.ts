import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { Lease } from '../converge/account-lease.js';
import { Customers } from '../customers/customers.js';
import { StripeAccess } from '../stripe/access.js';
import { StripeCalls } from '../stripe/calls.js';
import { ifThere, patiently } from '../stripe/client.js';
import { idOf } from '../stripe/read-balance.js';
import { METADATA } from '../stripe/read-session.js';

const ROUTE = 'POST /v1/checkout/sessions';

/** A card that can be charged while its owner is not there. */
export interface SavedCard {
  readonly customerId: string;
  /** `pm_…` */
  readonly methodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

/** The cards that Stripe keeps for an account; nothing of them is kept here. */
@Injectable()
export class SavedCards {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly customers: Customers,
    private readonly calls: StripeCalls,
  ) {}

  /**
   * The card that would be charged: the customer's default, or that which was saved last;
   * undefined: there is none. Throws a StripeError and `payments_not_set_up`.
   */
  async current(accountId: string): Promise<SavedCard | undefined> {
    const stripe = await this.stripe.need();
    const known = await this.customers.known(accountId);
    if (!known) return undefined;
    const { customerId } = known;
    const customer = await customerIn(stripe, customerId);
    if (!customer) return undefined;
    const { default_payment_method: chosen } = customer.invoice_settings;
    const { data } = await patiently(() =>
      stripe.customers.listPaymentMethods(customerId, { type: 'card', limit: 100 }),
    );
    const method = data.find(({ id }) => id === idOf(chosen)) ?? newest(data);
    return method?.card && cardOf(customerId, method.id, method.card);
  }

  /**
   * Begins to save a card: the page of Stripe on which its owner enters it. Nothing is charged
   * there, and a page that nobody uses expires. Throws a StripeError and `payments_not_set_up`.
   */
  async begin(lease: Lease, accountId: string, returnUrl: string): Promise<string> {
    const stripe = await this.stripe.need();
    const customer = await this.customers.of(lease, accountId);
    const metadata = { [METADATA.account]: accountId };
    const call = { key: `card:${accountId}:${randomUUID()}`, route: ROUTE, purchaseId: null };
    const session = await this.calls.make(call, (options) =>
      stripe.checkout.sessions.create(
        {
          mode: 'setup',
          customer,
          allowed_payment_method_types: ['card'],
          metadata,
          setup_intent_data: { metadata },
          success_url: returnUrl,
          cancel_url: returnUrl,
        },
        options,
      ),
    );
    return session.url ?? returnUrl;
  }
}

const newest = (methods: readonly Stripe.PaymentMethod[]) =>
  [...methods].sort((a, b) => b.created - a.created)[0];

const cardOf = (
  customerId: string,
  methodId: string,
  { brand, last4, exp_month, exp_year }: Stripe.PaymentMethod.Card,
): SavedCard => ({ customerId, methodId, brand, last4, expMonth: exp_month, expYear: exp_year });

async function customerIn(stripe: Stripe, id: string): Promise<Stripe.Customer | undefined> {
  const customer = await ifThere(() => patiently(() => stripe.customers.retrieve(id)));
  return !customer || customer.deleted === true ? undefined : customer;
}
