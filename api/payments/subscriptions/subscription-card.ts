import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { AccountStream } from '../../accounts/account-stream.js';
import { asUnavailable } from '../converge/account-lease.js';
import { StripeAccess } from '../stripe/access.js';
import { ifThere } from '../stripe/client.js';
import { cardOfSubscription } from '../stripe/read-preview.js';
import { presentCard, SubscriptionPreview } from './preview-shapes.js';
import { ReadAccountSubscription } from './read-account-subscription.js';

/** The card that is charged for what an account has subscribed to. */
export const SubscriptionCardAnswer = SubscriptionPreview.pick({ card: true }).meta({
  id: 'SubscriptionCard',
});
export type SubscriptionCardAnswer = z.input<typeof SubscriptionCardAnswer>;

/** Reads the card of a subscription, as Stripe has it now; nothing of it is kept here. */
@Injectable()
export class SubscriptionCard {
  constructor(
    private readonly accounts: AccountStream,
    private readonly stripe: StripeAccess,
    private readonly reads: ReadAccountSubscription,
  ) {}

  /** Throws `account_not_found`, `payments_not_set_up` and `payments_unavailable`. */
  async of(accountId: string): Promise<SubscriptionCardAnswer> {
    await this.accounts.requireOpened(accountId);
    const stripe = await this.stripe.need();
    const row = await this.reads.current(accountId);
    if (!row || row.endedAt !== null) return { card: null };
    try {
      const card = await ifThere(() => cardOfSubscription(stripe, row.subscriptionId));
      return { card: card ? presentCard(card) : null };
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}
