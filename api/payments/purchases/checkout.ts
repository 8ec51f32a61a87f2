import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { formatCredits } from '../../../domain/credits.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Lease } from '../converge/account-lease.js';
import { Converge } from '../converge/converge.js';
import { StripeAccess } from '../stripe/access.js';
import { StripeCalls } from '../stripe/calls.js';
import { isStripeFailure, patiently } from '../stripe/client.js';
import { METADATA, readSession } from '../stripe/read-session.js';
import { Purchase } from '../records/purchase.entity.js';

const ROUTE = 'POST /v1/checkout/sessions';

/** The checkout sessions of purchases, for whoever holds the account's lease. */
@Injectable()
export class Checkout {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly calls: StripeCalls,
    private readonly converging: Converge,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The purchase with a checkout session that can be paid, or as far as it is paid already. One
   * that has expired gets another session, which nobody can pay beside the old one.
   */
  async ready(lease: Lease, purchaseId: string): Promise<Purchase> {
    const before = await this.current(purchaseId);
    if (before.state === 'granted') return before;
    if (before.sessionId !== null) await this.converging.lookWithin(lease, purchaseId);
    const purchase = await this.current(purchaseId);
    const isWithout = purchase.state === 'starting' || purchase.state === 'expired';
    return isWithout ? this.begin(lease, purchase) : purchase;
  }

  /** Whether the session of an open purchase can still be paid for so long. */
  async canBePaidFor(lease: Lease, { purchaseId }: Purchase, ms: number): Promise<boolean> {
    await this.converging.lookWithin(lease, purchaseId);
    const { state, sessionExpiresAt } = await this.current(purchaseId);
    const leftMs = (sessionExpiresAt?.getTime() ?? 0) - this.clock.now();
    return state === 'open' && leftMs >= ms;
  }

  /** Ends the session of an open purchase. One that has been paid meanwhile is granted. */
  async expire(lease: Lease, { purchaseId, sessionId }: Purchase): Promise<void> {
    const stripe = await this.stripe.need();
    if (sessionId !== null) await expireSession(stripe, sessionId);
    await this.converging.lookWithin(lease, purchaseId);
  }

  private current(purchaseId: string): Promise<Purchase> {
    return this.dataSource.getRepository(Purchase).findOneByOrFail({ purchaseId });
  }

  private async begin(lease: Lease, purchase: Purchase): Promise<Purchase> {
    const stripe = await this.stripe.need();
    const { purchaseId, sessionId } = purchase;
    const first = sessionId === null ? purchase.attempt : purchase.attempt + 1;
    const attempt = await this.calls.nextAttempt(purchaseId, first);
    await lease.write((manager) => manager.update(Purchase, { purchaseId }, { attempt }));
    const call = { key: `${purchaseId}:${attempt}`, route: ROUTE, purchaseId };
    const session = await this.calls.make(call, (options) =>
      stripe.checkout.sessions.create(this.paramsOf(purchase), options),
    );
    await lease.write((manager) =>
      manager.update(
        Purchase,
        { purchaseId },
        {
          state: 'open',
          sessionId: session.id,
          checkoutUrl: session.url,
          sessionExpiresAt: new Date(session.expires_at * 1_000),
          changedAt: new Date(this.clock.now()),
        },
      ),
    );
    return this.current(purchaseId);
  }

  private paramsOf(purchase: Purchase): Stripe.Checkout.SessionCreateParams {
    const { purchaseId, accountId, name, credits, price, currency, returnUrl } = purchase;
    const metadata = { [METADATA.account]: accountId, [METADATA.purchase]: purchaseId };
    const page = `${this.stripe.settings?.publicUrl ?? ''}/checkout/${purchaseId}`;
    const product_data = { name: `${name}: ${formatCredits(credits)} credits` };
    return {
      mode: 'payment',
      client_reference_id: purchaseId,
      // Stripe copies metadata neither to the payment nor to the charge.
      metadata,
      payment_intent_data: { metadata },
      adaptive_pricing: { enabled: false },
      // Only whoever has paid is led there: the page says that it checks the payment.
      success_url: `${page}?paid=1`,
      cancel_url: returnUrl ?? page,
      line_items: [
        { quantity: 1, price_data: { currency, unit_amount: Number(price), product_data } },
      ],
    };
  }
}

/** Expires a session; one that is over already stays as it is. */
async function expireSession(stripe: Stripe, sessionId: string): Promise<void> {
  try {
    await patiently(() => stripe.checkout.sessions.expire(sessionId));
  } catch (error) {
    const session = isStripeFailure(error) ? await readSession(stripe, sessionId) : undefined;
    if (!session || session.status === 'open') throw error;
  }
}
