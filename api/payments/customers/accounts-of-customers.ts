import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { AccountStream } from '../../accounts/account-stream.js';
import { StripeCustomer } from '../records/billing/stripe-customer.entity.js';
import { ifThere, patiently } from '../stripe/client.js';
import { instantOf } from '../stripe/read-balance.js';
import { METADATA } from '../stripe/read-session.js';

/** Which account a customer at Stripe stands for. */
@Injectable()
export class AccountsOfCustomers {
  constructor(
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * The account of a customer; undefined: it is of none. One that names an account of ours and has
   * no row, as after an older backup was restored, gets its row again, unless this is a look ahead.
   * Throws a StripeError.
   */
  async of(
    stripe: Stripe,
    customerId: string,
    { isAhead = false } = {},
  ): Promise<string | undefined> {
    const rows = this.dataSource.getRepository(StripeCustomer);
    const known = await rows.findOneBy({ customerId });
    if (known) return known.accountId;
    const customer = await find(stripe, customerId);
    const accountId = customer?.metadata?.[METADATA.account];
    if (!customer || accountId === undefined) return undefined;
    const { state } = await this.accounts.load(accountId);
    if (state.status === 'unopened') return undefined;
    if (isAhead) return accountId;
    const createdAt = new Date(instantOf(customer.created));
    const row = { customerId, accountId, createdAt, deletedAt: null };
    await rows.createQueryBuilder().insert().values(row).orIgnore().execute();
    return accountId;
  }
}

async function find(stripe: Stripe, customerId: string): Promise<Stripe.Customer | undefined> {
  const found = await ifThere(() => patiently(() => stripe.customers.retrieve(customerId)));
  return found?.deleted === true ? undefined : found;
}
