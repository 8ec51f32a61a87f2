import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource, IsNull } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import type { Lease } from '../converge/account-lease.js';
import { StripeCall } from '../records/stripe-call.entity.js';
import { StripeCustomer } from '../records/billing/stripe-customer.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { StripeCalls } from '../stripe/calls.js';
import { ifThere, patiently } from '../stripe/client.js';
import { METADATA } from '../stripe/read-session.js';

const ROUTE = 'POST /v1/customers';

/** The customers at Stripe that stand for an account, for whoever holds its lease. */
@Injectable()
export class Customers {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly calls: StripeCalls,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The account's customer: the one that it has, or a new one where it has none, or Stripe has
   * deleted it. It names the account and no person: whoever pays says there who they are. Throws a
   * StripeError, or AccountBusy.
   */
  async of(lease: Lease, accountId: string): Promise<string> {
    const stripe = await this.stripe.need();
    const known = await this.known(accountId);
    if (known && (await this.isThere(stripe, known.customerId))) return known.customerId;
    if (known) await this.deleted(lease, known.customerId);
    const key = await this.keyFor(accountId);
    const metadata = { [METADATA.account]: accountId };
    const customer = await this.calls.make({ key, route: ROUTE, purchaseId: null }, (options) =>
      stripe.customers.create({ metadata }, options),
    );
    await lease.write((manager) =>
      manager.getRepository(StripeCustomer).upsert(
        {
          customerId: customer.id,
          accountId,
          createdAt: new Date(this.clock.now()),
          deletedAt: null,
        },
        ['customerId'],
      ),
    );
    return customer.id;
  }

  /** The account's customer, as far as our rows know; undefined: it has none. Asks nobody. */
  async known(accountId: string): Promise<StripeCustomer | undefined> {
    const customers = this.dataSource.getRepository(StripeCustomer);
    const where = { accountId, deletedAt: IsNull() };
    return (await customers.findOne({ where, order: { createdAt: 'DESC' } })) ?? undefined;
  }

  /** Remembers that Stripe has deleted a customer: the next sale makes another. */
  async deleted(lease: Lease, customerId: string): Promise<void> {
    const deletedAt = new Date(this.clock.now());
    await lease.write((manager) =>
      manager.update(StripeCustomer, { customerId, deletedAt: IsNull() }, { deletedAt }),
    );
  }

  /** Whether Stripe has the customer still. Throws a StripeError. */
  async isThere(stripe: Stripe, customerId: string): Promise<boolean> {
    const found = await ifThere(() => patiently(() => stripe.customers.retrieve(customerId)));
    return found !== undefined && found.deleted !== true;
  }

  /**
   * The key of the account's next customer: that of a call whose customer has no row yet, as after
   * a crash, or a new one.
   */
  private async keyFor(accountId: string): Promise<string> {
    const made = await this.dataSource.getRepository(StripeCustomer).countBy({ accountId });
    const subject = `customer:${accountId}`;
    const isNew = async (key: string) => !(await this.hasRow(key));
    return `${subject}:${await this.calls.nextAttempt(subject, made + 1, isNew)}`;
  }

  private hasRow(key: string): Promise<boolean> {
    return this.dataSource
      .createQueryBuilder(StripeCall, 'call')
      .innerJoin(StripeCustomer, 'customer', 'customer.customerId = call.objectId')
      .where('call.key = :key', { key })
      .getExists();
  }
}
