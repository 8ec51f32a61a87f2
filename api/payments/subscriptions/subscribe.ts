import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource, In } from 'typeorm';
import type { PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Lease } from '../converge/account-lease.js';
import { Customers } from '../customers/customers.js';
import { SubscriptionCheckout } from '../records/billing/subscription-checkout.entity.js';
import { newId } from '../records/ids.js';
import { StripeAccess } from '../stripe/access.js';
import { StripeCalls } from '../stripe/calls.js';
import { isStripeFailure, patiently } from '../stripe/client.js';
import { METADATA, readSession } from '../stripe/read-session.js';
import { CheckoutStates } from './checkout-states.js';
import { LookAtBilling } from './look-at-billing.js';
import { LookAtSubscription } from './look-at-subscription.js';
import { Prices } from './prices.js';

const ROUTE = 'POST /v1/checkout/sessions';
/** An open session is used again while it can be paid for so long. */
const REUSE_MS = 30 * 60_000;
/** Open checkouts of an account: there is one, but for processes that died. */
const MAX_OPEN = 10;

/** Subscribes by a checkout page, for whoever holds the account's lease. */
@Injectable()
export class Subscribe {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly calls: StripeCalls,
    private readonly customers: Customers,
    private readonly prices: Prices,
    private readonly states: CheckoutStates,
    private readonly billing: LookAtBilling,
    private readonly subscriptions: LookAtSubscription,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * A checkout of the plan that can be paid: the open one of the same, or a new one; others are
   * expired first, so that nobody pays both. Refuses `subscription_active`.
   */
  async begin(
    lease: Lease,
    accountId: string,
    terms: PlanTerms,
    returnUrl: string | null,
  ): Promise<SubscriptionCheckout> {
    const stripe = await this.stripe.need();
    const open = await this.openOf(stripe, lease, accountId, terms, returnUrl);
    await this.requireNone(stripe, accountId);
    if (open) return open;
    const customerId = await this.customers.of(lease, accountId);
    const priceId = await this.prices.ensure(stripe, terms);
    const checkoutId = newId('sco');
    const now = new Date(this.clock.now());
    await lease.write((manager) =>
      manager.insert(SubscriptionCheckout, {
        checkoutId,
        accountId,
        plan: terms.plan,
        planVersion: terms.version,
        priceId,
        customerId,
        state: 'starting',
        returnUrl,
        createdAt: now,
        changedAt: now,
      }),
    );
    return this.ready(lease, checkoutId);
  }

  /**
   * The checkout with a session that can be paid, or as far as it is paid already. Refuses
   * `subscription_active`.
   */
  async ready(lease: Lease, checkoutId: string): Promise<SubscriptionCheckout> {
    const stripe = await this.stripe.need();
    const { sessionId } = await this.states.current(checkoutId);
    if (sessionId !== null) await this.look(stripe, lease, checkoutId, sessionId);
    const checkout = await this.states.current(checkoutId);
    await this.requireNone(stripe, checkout.accountId);
    const isWithout = checkout.state === 'starting' || checkout.state === 'expired';
    return isWithout ? this.makeSession(stripe, lease, checkout) : checkout;
  }

  /** Ends every session of the account that can be paid still. Throws a StripeError. */
  async expireAll(lease: Lease, accountId: string): Promise<void> {
    const stripe = await this.stripe.need();
    for (const each of await this.opened(accountId)) await this.expire(stripe, lease, each);
  }

  /** Refuses `subscription_active`. Throws a StripeError. */
  async requireNone(stripe: Stripe, accountId: string): Promise<void> {
    const [live] = await this.subscriptions.live(stripe, accountId);
    if (!live) return;
    const plan = (await this.prices.sold(stripe, [live.priceId])).get(live.priceId ?? '')?.plan;
    throw new DomainError('subscription_active', { account_id: accountId, plan: plan ?? null });
  }

  private async openOf(
    stripe: Stripe,
    lease: Lease,
    accountId: string,
    { plan, version }: PlanTerms,
    returnUrl: string | null,
  ): Promise<SubscriptionCheckout | undefined> {
    let open: SubscriptionCheckout | undefined;
    for (const each of await this.opened(accountId)) {
      if (each.sessionId !== null) await this.look(stripe, lease, each.checkoutId, each.sessionId);
      const now = await this.states.current(each.checkoutId);
      const isSame = now.plan === plan && now.planVersion === version;
      const leftMs = (now.sessionExpiresAt?.getTime() ?? 0) - this.clock.now();
      const isPayable = isSame && now.returnUrl === returnUrl && leftMs >= REUSE_MS;
      if (now.state !== 'open') continue;
      if (isPayable && !open) open = now;
      else await this.expire(stripe, lease, now);
    }
    return open;
  }

  private opened(accountId: string): Promise<SubscriptionCheckout[]> {
    return this.dataSource.getRepository(SubscriptionCheckout).find({
      where: { accountId, state: In(['open', 'starting']) },
      order: { createdAt: 'DESC' },
      take: MAX_OPEN,
    });
  }

  private async look(stripe: Stripe, lease: Lease, checkoutId: string, sessionId: string) {
    const subscriptionId = await this.states.look(stripe, lease, checkoutId, sessionId);
    if (subscriptionId === null) return;
    const { accountId } = await this.states.current(checkoutId);
    await this.billing.lookWithin(stripe, lease, { accountId, subscriptionId });
  }

  /** One that was paid meanwhile has subscribed. */
  private async expire(
    stripe: Stripe,
    lease: Lease,
    { checkoutId, sessionId }: SubscriptionCheckout,
  ): Promise<void> {
    if (sessionId === null) {
      await lease.write((manager) =>
        manager.update(SubscriptionCheckout, { checkoutId }, { state: 'expired' }),
      );
      return;
    }
    try {
      await patiently(() => stripe.checkout.sessions.expire(sessionId));
    } catch (error) {
      const session = isStripeFailure(error) ? await readSession(stripe, sessionId) : undefined;
      if (!session || session.status === 'open') throw error;
    }
    await this.look(stripe, lease, checkoutId, sessionId);
  }

  private async makeSession(
    stripe: Stripe,
    lease: Lease,
    checkout: SubscriptionCheckout,
  ): Promise<SubscriptionCheckout> {
    const { checkoutId, sessionId } = checkout;
    const first = sessionId === null ? checkout.attempt : checkout.attempt + 1;
    const attempt = await this.calls.nextAttempt(checkoutId, first);
    await lease.write((manager) =>
      manager.update(SubscriptionCheckout, { checkoutId }, { attempt }),
    );
    const call = { key: `${checkoutId}:${attempt}`, route: ROUTE, purchaseId: null };
    const session = await this.calls.make(call, (options) =>
      stripe.checkout.sessions.create(this.paramsOf(checkout), options),
    );
    await lease.write((manager) =>
      manager.update(
        SubscriptionCheckout,
        { checkoutId },
        {
          state: 'open',
          sessionId: session.id,
          checkoutUrl: session.url,
          sessionExpiresAt: new Date(session.expires_at * 1_000),
          changedAt: new Date(this.clock.now()),
        },
      ),
    );
    return this.states.current(checkoutId);
  }

  private paramsOf(checkout: SubscriptionCheckout): Stripe.Checkout.SessionCreateParams {
    const { checkoutId, accountId, customerId, priceId, returnUrl } = checkout;
    const metadata = { [METADATA.account]: accountId };
    const { publicUrl } = this.stripe.settings ?? { publicUrl: '' };
    const page = `${publicUrl}/checkout/subscriptions/${checkoutId}`;
    return {
      mode: 'subscription',
      customer: customerId,
      client_reference_id: checkoutId,
      metadata,
      subscription_data: { metadata },
      line_items: [{ price: priceId, quantity: 1 }],
      allowed_payment_method_types: ['card'],
      adaptive_pricing: { enabled: false },
      success_url: `${page}?paid=1`,
      cancel_url: returnUrl ?? page,
    };
  }
}
