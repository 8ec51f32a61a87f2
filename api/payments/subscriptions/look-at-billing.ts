import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { AccountLeases, type Lease } from '../converge/account-lease.js';
import { BillingObjects, type AskedOf, type BillingAhead } from '../converge/billing-objects.js';
import type { Found } from '../converge/find-object.js';
import { AccountsOfCustomers } from '../customers/accounts-of-customers.js';
import { Customers } from '../customers/customers.js';
import { Invoice } from '../records/billing/invoice.entity.js';
import { StripeCustomer } from '../records/billing/stripe-customer.entity.js';
import { SubscriptionCheckout } from '../records/billing/subscription-checkout.entity.js';
import { Subscription } from '../records/billing/subscription.entity.js';
import { invoiceOfPayment, readInvoice } from '../stripe/read-invoice.js';
import { readSession } from '../stripe/read-session.js';
import { readSubscription } from '../stripe/read-subscription.js';
import { CheckoutStates } from './checkout-states.js';
import { LookAtInvoice } from './look-at-invoice.js';
import { LookAtSubscription, type SubscriptionAsked } from './look-at-subscription.js';

/** Subscriptions of a customer that are looked at together. */
const MAX_SUBSCRIPTIONS = 10;

/** Looks at subscriptions, their invoices, checkouts and customers. */
@Injectable()
export class LookAtBilling extends BillingObjects {
  constructor(
    private readonly leases: AccountLeases,
    private readonly accountsOf: AccountsOfCustomers,
    private readonly customers: Customers,
    private readonly checkouts: CheckoutStates,
    private readonly subscriptions: LookAtSubscription,
    private readonly invoices: LookAtInvoice,
    private readonly dataSource: DataSource,
  ) {
    super();
  }

  async behind(stripe: Stripe, { paymentId, sessionId }: Found): Promise<string | undefined> {
    if (sessionId === undefined) {
      return paymentId === null ? undefined : invoiceOfPayment(stripe, paymentId);
    }
    const own = this.dataSource.getRepository(SubscriptionCheckout);
    if (await own.existsBy({ sessionId })) return sessionId;
    return (await readSession(stripe, sessionId))?.subscriptionId ?? undefined;
  }

  async look(stripe: Stripe, objectId: string, asked: AskedOf): Promise<string | null> {
    if (objectId.startsWith('cs_')) return this.lookAtCheckout(stripe, objectId, asked);
    if (objectId.startsWith('cus_')) return this.lookAtCustomer(stripe, objectId, asked);
    return objectId.startsWith('in_')
      ? this.lookAtInvoice(stripe, objectId, asked)
      : this.lookAtSubscription(stripe, objectId, asked);
  }

  async ahead(stripe: Stripe, objectId: string): Promise<BillingAhead | undefined> {
    const owned = await this.ownedAhead(stripe, objectId);
    if (!owned) return undefined;
    const { accountId, invoiceId, subscriptionIds } = owned;
    if (subscriptionIds.length === 0 && invoiceId !== undefined) {
      return { accountId, ...(await this.invoices.ahead(stripe, accountId, invoiceId)) };
    }
    const looks: Omit<BillingAhead, 'accountId'>[] = [];
    for (const subscriptionId of subscriptionIds) {
      const asked = { accountId, subscriptionId, ...(invoiceId !== undefined && { invoiceId }) };
      looks.push(await this.subscriptions.ahead(stripe, asked));
    }
    return {
      accountId,
      isThere: owned.isThere ?? looks.some(({ isThere }) => isThere),
      steps: looks.flatMap(({ steps }) => steps),
      findings: looks.flatMap(({ findings }) => findings),
      payments: looks.flatMap(({ payments }) => payments),
    };
  }

  /** The subscriptions that looking at an object would look at, and whose they are. */
  private async ownedAhead(stripe: Stripe, id: string): Promise<OwnedAhead | undefined> {
    if (id.startsWith('cs_')) {
      const row = await this.dataSource
        .getRepository(SubscriptionCheckout)
        .findOneBy({ sessionId: id });
      if (!row) return undefined;
      const session = await readSession(stripe, id);
      const subscriptionId = session?.subscriptionId ?? null;
      const subscriptionIds = subscriptionId === null ? [] : [subscriptionId];
      return { accountId: row.accountId, subscriptionIds, isThere: session !== undefined };
    }
    if (id.startsWith('cus_')) {
      const row = await this.customerOf(id);
      if (!row) return undefined;
      const isThere = await this.customers.isThere(stripe, id);
      const owned = isThere ? [] : await this.ownedBy(row);
      return { accountId: row.accountId, subscriptionIds: owned, isThere };
    }
    const look = { isAhead: true };
    if (id.startsWith('in_')) {
      const owner = await this.ownerOfInvoice(stripe, id, look);
      if (!owner) return undefined;
      const { accountId, subscriptionId } = owner;
      const subscriptionIds = subscriptionId === null ? [] : [subscriptionId];
      return { accountId, subscriptionIds, invoiceId: id };
    }
    const accountId = await this.ownerOf(stripe, id, look);
    return accountId === undefined ? undefined : { accountId, subscriptionIds: [id] };
  }

  /** The same of a subscription by whoever holds the account's lease. */
  lookWithin(stripe: Stripe, lease: Lease, asked: SubscriptionAsked): Promise<void> {
    return this.subscriptions.look(stripe, lease, asked);
  }

  private async lookAtSubscription(
    stripe: Stripe,
    subscriptionId: string,
    { cause }: AskedOf,
  ): Promise<string | null> {
    const accountId = await this.ownerOf(stripe, subscriptionId);
    if (accountId === undefined) return null;
    await this.leases.hold(accountId, (lease) =>
      this.lookWithin(stripe, lease, { accountId, subscriptionId, cause }),
    );
    return accountId;
  }

  /** The account of a subscription: that which we know, or its customer's. */
  private async ownerOf(
    stripe: Stripe,
    subscriptionId: string,
    look = { isAhead: false },
  ): Promise<string | undefined> {
    const rows = this.dataSource.getRepository(Subscription);
    const known = await rows.findOneBy({ subscriptionId });
    if (known) return known.accountId;
    const found = await readSubscription(stripe, subscriptionId);
    return found && this.accountsOf.of(stripe, found.customerId, look);
  }

  private async lookAtInvoice(
    stripe: Stripe,
    invoiceId: string,
    { hasBack, cause }: AskedOf,
  ): Promise<string | null> {
    const owner = await this.ownerOfInvoice(stripe, invoiceId);
    if (!owner) return null;
    const { accountId, subscriptionId } = owner;
    await this.leases.hold(accountId, async (lease) => {
      if (subscriptionId !== null) {
        const of = { accountId, subscriptionId, invoiceId, hasBack, cause };
        return this.lookWithin(stripe, lease, of);
      }
      const tree = await readInvoice(stripe, invoiceId);
      const of = { accountId, besides: null, billedPrice: null, hasBack, cause };
      if (tree) await this.invoices.look(stripe, lease, tree, of);
    });
    return accountId;
  }

  /** The same of an invoice, with its subscription. */
  private async ownerOfInvoice(stripe: Stripe, invoiceId: string, look = { isAhead: false }) {
    const known = await this.dataSource.getRepository(Invoice).findOneBy({ invoiceId });
    if (known) return known;
    const { customerId = null, subscriptionId = null } =
      (await readInvoice(stripe, invoiceId))?.invoice ?? {};
    const accountId =
      customerId === null ? undefined : await this.accountsOf.of(stripe, customerId, look);
    return accountId === undefined ? undefined : { accountId, subscriptionId };
  }

  private async lookAtCheckout(
    stripe: Stripe,
    sessionId: string,
    { cause }: AskedOf,
  ): Promise<string | null> {
    const rows = this.dataSource.getRepository(SubscriptionCheckout);
    const row = await rows.findOneBy({ sessionId });
    if (!row) return null;
    const { accountId, checkoutId } = row;
    await this.leases.hold(accountId, async (lease) => {
      const subscriptionId = await this.checkouts.look(stripe, lease, checkoutId, sessionId);
      if (subscriptionId === null) return;
      await this.lookWithin(stripe, lease, { accountId, subscriptionId, cause });
    });
    return accountId;
  }

  /** A customer that was deleted: its subscriptions have ended with it. */
  private async lookAtCustomer(
    stripe: Stripe,
    customerId: string,
    { cause }: AskedOf,
  ): Promise<string | null> {
    const row = await this.customerOf(customerId);
    if (!row) return null;
    const { accountId } = row;
    await this.leases.hold(accountId, async (lease) => {
      if (await this.customers.isThere(stripe, customerId)) return;
      await this.customers.deleted(lease, customerId);
      for (const subscriptionId of await this.ownedBy(row)) {
        await this.lookWithin(stripe, lease, { accountId, subscriptionId, cause });
      }
    });
    return accountId;
  }

  private customerOf(customerId: string): Promise<StripeCustomer | null> {
    return this.dataSource.getRepository(StripeCustomer).findOneBy({ customerId });
  }

  /** The subscriptions that a customer has or had. */
  private async ownedBy({ accountId, customerId }: StripeCustomer): Promise<string[]> {
    const owned = await this.dataSource.getRepository(Subscription).find({
      where: { accountId, customerId },
      order: { createdAt: 'DESC' },
      take: MAX_SUBSCRIPTIONS,
    });
    return owned.map(({ subscriptionId }) => subscriptionId);
  }
}

/** What looking at an object would look at. */
interface OwnedAhead {
  readonly accountId: string;
  readonly subscriptionIds: readonly string[];
  readonly invoiceId?: string;
  /** Whether Stripe has the object; absent: where it has what is looked at. */
  readonly isThere?: boolean;
}
