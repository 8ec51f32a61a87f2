import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource, Like } from 'typeorm';
import { StripeCall } from '../records/stripe-call.entity.js';
import { StripeCalls } from '../stripe/calls.js';
import { pagesOf } from '../stripe/pages.js';

/** Names what the portal offers: another name is another configuration. */
const NAME = 'v1';
const MARK = 'scrip_portal';
const KEYS = `portal:${NAME}:`;
const ROUTE = 'POST /v1/billing_portal/configurations';
/** Keys of one configuration: each beyond the first needs a failure that Stripe keeps. */
const MAX_KEYS_TRIED = 20;

/** What customers may do in the portal. Plans are changed here, with the price shown first. */
const FEATURES: Stripe.BillingPortal.ConfigurationCreateParams.Features = {
  customer_update: { enabled: false },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true, mode: 'at_period_end', proration_behavior: 'none' },
  subscription_pause: { enabled: false },
  subscription_update: { enabled: false },
};

/** The configuration of Stripe's customer portal, made at its first use. */
@Injectable()
export class PortalConfiguration {
  constructor(
    private readonly calls: StripeCalls,
    private readonly dataSource: DataSource,
  ) {}

  /** Its id: that which was made before or that Stripe has, or a new one. Throws a StripeError. */
  async ensure(stripe: Stripe): Promise<string> {
    const made = await this.made();
    if (made !== undefined) return made;
    const key = await this.keyFor();
    const call = { key, route: ROUTE, purchaseId: null };
    const { id } = await this.calls.make(call, async (options) => {
      const found = await find(stripe);
      return (
        found ??
        (await stripe.billingPortal.configurations.create(
          { features: FEATURES, metadata: { [MARK]: NAME } },
          options,
        ))
      );
    });
    return id;
  }

  private async made(): Promise<string | undefined> {
    const calls = this.dataSource.getRepository(StripeCall);
    const where = { key: Like(`${KEYS}%`), state: 'done' as const };
    const [call] = await calls.find({ where, order: { endedAt: 'DESC' }, take: 1 });
    return call?.objectId ?? undefined;
  }

  private async keyFor(): Promise<string> {
    for (let n = 1; n < MAX_KEYS_TRIED; n += 1) {
      const key = `${KEYS}${n}`;
      if (await this.calls.isUsable(key)) return key;
    }
    return `${KEYS}${MAX_KEYS_TRIED}`;
  }
}

/** The configuration that was made here before, as where a backup without it was restored. */
async function find(stripe: Stripe): Promise<Stripe.BillingPortal.Configuration | undefined> {
  const { configurations } = stripe.billingPortal;
  for await (const page of pagesOf((from) => configurations.list({ ...from, active: true }))) {
    const ours = page.find(({ metadata }) => metadata?.[MARK] === NAME);
    if (ours) return ours;
  }
  return undefined;
}
