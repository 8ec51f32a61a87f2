import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { StripeCalls } from '../stripe/calls.js';
import { pagesOf } from '../stripe/pages.js';

/** Names what the portal offers: another name is another configuration. */
const NAME = 'v1';
const MARK = 'scrip_portal';
const SUBJECT = `portal:${NAME}`;
const ROUTE = 'POST /v1/billing_portal/configurations';

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
  constructor(private readonly calls: StripeCalls) {}

  /** Its id: that which was made before or that Stripe has, or a new one. Throws a StripeError. */
  async ensure(stripe: Stripe): Promise<string> {
    const made = await this.calls.madeBy(SUBJECT);
    if (made !== undefined) return made;
    const { id } = await this.calls.makeShared(
      SUBJECT,
      ROUTE,
      () => find(stripe),
      (options) =>
        stripe.billingPortal.configurations.create(
          { features: FEATURES, metadata: { [MARK]: NAME } },
          options,
        ),
    );
    return id;
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
