import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { formatCredits } from '../../../domain/credits.js';
import { formatInstant, type Instant } from '../../../domain/instant.js';
import { renewalAt } from '../../../domain/account/period.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { Money } from '../../../domain/money.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/log.js';
import { AccountStream } from '../../accounts/account-stream.js';
import type { Caller } from '../../auth/caller.js';
import { presentMoney } from '../../catalogue/present-plan.js';
import { LOG } from '../../http/log.js';
import { Problem } from '../../http/problem.js';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import { creditsEnding } from '../plan/credits-ending.js';
import { FREE_PLAN } from '../plan/ledger-plan.js';
import { StripeAccess } from '../stripe/access.js';
import { isStripeFailure } from '../stripe/client.js';
import { cardOfSubscription, previewChange, type CardShown } from '../stripe/read-preview.js';
import { checkAsked, notSubscribed, requireAllowed } from './allowed.js';
import { AskedTerms } from './asked-terms.js';
import { upgradeOf } from './bring.js';
import { LookAtSubscription } from './look-at-subscription.js';
import {
  presentCard,
  presentPlanOf,
  type SubscriptionPreview,
  type SubscriptionPreviewBody,
} from './preview-shapes.js';
import { LinePlans } from './line-plans.js';
import { Prices } from './prices.js';
import { Subscribe } from './subscribe.js';

/** What a change comes to. */
interface Foreseen {
  readonly status: SubscriptionPreview['status'];
  readonly from: PlanTerms | undefined;
  readonly to: PlanTerms | undefined;
  readonly charged: Money;
  readonly tax: Money | null;
  readonly card: CardShown | undefined;
  readonly at: Instant;
  /** The period that is paid for at once; null: nothing is. */
  readonly paidUntil: Instant | null;
  readonly renewsAt: Instant | null;
}

/** Says what would come of what is asked of a subscription. */
@Injectable()
export class PreviewSubscription {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly accounts: AccountStream,
    private readonly asked: AskedTerms,
    private readonly subscriptions: LookAtSubscription,
    private readonly subscribing: Subscribe,
    private readonly prices: Prices,
    private readonly lines: LinePlans,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Charges and changes nothing. Throws the refusals of the request itself. */
  async of(
    accountId: string,
    body: SubscriptionPreviewBody,
    caller: Caller,
  ): Promise<SubscriptionPreview> {
    checkAsked(body, caller);
    const to = await this.asked.of(accountId, body);
    const stripe = await this.stripe.need();
    try {
      const foreseen =
        body.action === 'subscribe' && to
          ? await this.subscribe(stripe, accountId, to)
          : await this.change(stripe, accountId, body, to);
      return {
        account_id: accountId,
        action: body.action,
        ...(await this.show(accountId, foreseen)),
      };
    } catch (error) {
      if (!isStripeFailure(error)) throw error;
      this.log.warn({ reason: error.message }, 'Stripe refuses a preview of a subscription');
      const detail = 'Stripe does not say what this would cost: nothing was changed';
      throw new Problem('checkout_refused', detail, { cause: error });
    }
  }

  private async subscribe(stripe: Stripe, accountId: string, to: PlanTerms): Promise<Foreseen> {
    await this.subscribing.requireNone(stripe, accountId);
    const { state } = await this.accounts.load(accountId);
    const at = this.clock.now();
    const endsAt = renewalAt(at, 'UTC', 1);
    return {
      status: 'checkout',
      from: this.asked.version(state.plan, state.planVersion),
      to,
      charged: to.price,
      tax: null,
      card: undefined,
      at,
      paidUntil: endsAt,
      renewsAt: endsAt,
    };
  }

  private async change(
    stripe: Stripe,
    accountId: string,
    { action }: SubscriptionPreviewBody,
    to: PlanTerms | undefined,
  ): Promise<Foreseen> {
    const [now] = await this.subscriptions.live(stripe, accountId);
    if (!now || action === 'subscribe') throw notSubscribed();
    const sold = (await this.prices.sold(stripe, [now.priceId])).get(now.priceId ?? '');
    const from = sold && this.asked.version(sold.plan, sold.version);
    const priceId = to ? await this.prices.ensure(stripe, to) : null;
    if (now.pending === null || now.pending.priceId !== priceId) {
      requireAllowed({ action, priceId }, now, sold, to);
    }
    if (action === 'upgrade' && priceId !== null) {
      return { from, to, ...(await this.upgrade(stripe, now, priceId)) };
    }
    const { endsAt } = now.period;
    const nothing = { minor: 0n, currency: now.currency };
    const same = {
      from,
      charged: nothing,
      tax: null,
      card: await cardOfSubscription(stripe, now.subscriptionId),
      paidUntil: null,
    };
    const stays = () =>
      ({ ...same, status: 'withdrawn', to: from, at: this.clock.now(), renewsAt: endsAt }) as const;
    switch (action) {
      case 'withdraw':
        return stays();
      case 'cancel': {
        const free = this.asked.at(FREE_PLAN, endsAt);
        return { ...same, status: 'scheduled', to: free, at: endsAt, renewsAt: null };
      }
      case 'upgrade':
      case 'downgrade':
        if (priceId === now.priceId) return stays();
        return { ...same, status: 'scheduled', to, at: endsAt, renewsAt: endsAt };
    }
  }

  /** As Stripe computes it, with the card that it charges. */
  private async upgrade(stripe: Stripe, now: SubscriptionNow, priceId: string) {
    const { payment_behavior: _when, ...change } = upgradeOf(now.itemId ?? '', priceId);
    const { due, tax, periodEndsAt } = await previewChange(stripe, now.subscriptionId, change);
    const at = this.clock.now();
    const endsAt = periodEndsAt ?? renewalAt(at, 'UTC', 1);
    const card = await cardOfSubscription(stripe, now.subscriptionId);
    const status = 'applied' as const;
    return { status, charged: due, tax, card, at, paidUntil: endsAt, renewsAt: endsAt };
  }

  private async show(accountId: string, foreseen: Foreseen) {
    const { status, from, to, charged, tax, card, at, renewsAt } = foreseen;
    const { state, after } = await this.accounts.preview(accountId, ...paymentOf(foreseen));
    const currency = charged.currency;
    return {
      status,
      from: from ? presentPlanOf(from) : null,
      to: to ? presentPlanOf(to) : null,
      charged_now: presentMoney(charged),
      tax: tax && presentMoney(tax),
      card: card ? presentCard(card) : null,
      takes_effect_at: formatInstant(at),
      credits_now: formatCredits(foreseen.paidUntil === null ? 0n : (to?.credits ?? 0n)),
      available_now: formatCredits(state.book.available),
      available_after: formatCredits(after.book.available),
      ends: await this.endsOf(state, foreseen),
      renews_at: renewsAt === null ? null : formatInstant(renewsAt),
      renewal: presentMoney(renewsAt === null || !to ? { minor: 0n, currency } : to.price),
    };
  }

  private async endsOf(state: AccountState, { at, paidUntil }: Foreseen) {
    const endings = creditsEnding(state, paidUntil === null ? at : null);
    const plans = await this.lines.plansOf(endings.flatMap(({ lineId }) => lineId ?? []));
    return endings.map((ending) => ({
      credits: formatCredits(ending.credits),
      at: formatInstant(ending.at),
      plan: plans.get(ending.lineId ?? '') ?? null,
    }));
  }
}

/** The command that a payment would lead to; none where nothing is paid. */
function paymentOf({ to, at, paidUntil }: Foreseen) {
  if (!to || paidUntil === null) return [];
  return [
    {
      type: 'RecordPlanPayment' as const,
      lineId: 'preview',
      plan: to.plan,
      planVersion: to.version,
      credits: to.credits,
      paid: to.price,
      period: { startsAt: at, endsAt: paidUntil },
      paidAt: at,
      isCurrent: true,
    },
  ];
}
