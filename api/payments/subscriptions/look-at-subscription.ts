import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource, IsNull } from 'typeorm';
import type { AccountState } from '../../../domain/account/state.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/log.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { LOG } from '../../http/log.js';
import type { Lease } from '../converge/account-lease.js';
import type { BillingAhead, StepAhead } from '../converge/billing-objects.js';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import { ledgerSteps, type Ahead } from '../plan/ledger-plan.js';
import type { FindingDraft } from '../plan/plan.js';
import type { PaymentNow } from '../plan/tree.js';
import { nextAtOf } from '../plan/wanted.js';
import { StripeCustomer } from '../records/billing/stripe-customer.entity.js';
import { Subscription } from '../records/billing/subscription.entity.js';
import { ifThere, patiently } from '../stripe/client.js';
import { readInvoice } from '../stripe/read-invoice.js';
import { byAge, isLive, liveSubscriptions, readSubscription } from '../stripe/read-subscription.js';
import { keepSubscription, nextPlanOf, pricesOf } from './keep-subscription.js';
import { KeepNext } from './keep-next.js';
import { LookAtInvoice } from './look-at-invoice.js';
import { Prices } from './prices.js';

/** Customers of an account whose subscriptions are compared. */
const MAX_CUSTOMERS = 10;

/** A subscription that is looked at, and why. */
export interface SubscriptionAsked {
  readonly accountId: string;
  readonly subscriptionId: string;
  /** The invoice of it that something has happened to; undefined: none. */
  readonly invoiceId?: string;
  /** The payment of that invoice has a refund or a dispute. */
  readonly hasBack?: boolean;
  readonly cause?: string | undefined;
}

/** Brings the ledger to agree with a subscription. */
@Injectable()
export class LookAtSubscription {
  constructor(
    private readonly accounts: AccountStream,
    private readonly prices: Prices,
    private readonly invoices: LookAtInvoice,
    private readonly keepNext: KeepNext,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Grants what its last invoice paid for, mirrors it, ends it where the account is closed or has
   * an older one, and has the ledger's schedule agree with Stripe's; with an invoice, looks at that
   * first. Throws a StripeError.
   */
  async look(
    stripe: Stripe,
    lease: Lease,
    { accountId, subscriptionId, invoiceId, hasBack = false, cause }: SubscriptionAsked,
  ): Promise<void> {
    const found = await this.found(stripe, lease, accountId, subscriptionId);
    const { subscription, live } = found;
    const besides = await this.besides(live, subscriptionId);
    if (subscription) {
      const sold = await this.prices.sold(stripe, pricesOf(subscription));
      await lease.write((manager) =>
        keepSubscription(manager, subscription, { accountId, besides, sold }, this.clock.now()),
      );
    }
    const latest = subscription?.latestInvoiceId;
    const billedPrice = billedPriceOf(subscription);
    for (const id of new Set([invoiceId ?? latest, latest])) {
      const tree = id ? await readInvoice(stripe, id) : undefined;
      const isBack = hasBack && id === invoiceId;
      const of = { accountId, besides, billedPrice, hasBack: isBack, cause };
      if (tree) await this.invoices.look(stripe, lease, tree, of);
    }
    const { state } = await this.accounts.load(accountId);
    const { isOver, stays } = whatStays(state, { live, subscription, besides });
    if (isOver) await end(stripe, subscriptionId);
    await this.mirrorPlan(stripe, accountId, stays, cause);
  }

  /** What looking at one would come to. Writes nothing. Throws a StripeError. */
  async ahead(
    stripe: Stripe,
    { accountId, subscriptionId, invoiceId }: SubscriptionAsked,
  ): Promise<Omit<BillingAhead, 'accountId'>> {
    const live = await this.live(stripe, accountId);
    const isIt = (each: SubscriptionNow) => each.subscriptionId === subscriptionId;
    const subscription = live.find(isIt) ?? (await readSubscription(stripe, subscriptionId));
    const besides = await this.besides(live, subscriptionId);
    const latest = subscription?.latestInvoiceId;
    const of = { accountId, besides, billedPrice: billedPriceOf(subscription) };
    const look = { isAhead: true };
    const steps: StepAhead[] = [];
    const findings: FindingDraft[] = [];
    const payments: PaymentNow[] = [];
    for (const id of new Set([invoiceId ?? latest, latest])) {
      const tree = id ? await readInvoice(stripe, id) : undefined;
      if (!tree) continue;
      const planned = await this.invoices.planFor(stripe, tree, of, look);
      steps.push(...planned.steps);
      findings.push(...planned.findings);
      payments.push(...tree.payments);
    }
    const { state, revision } = await this.accounts.load(accountId);
    const { stays } = whatStays(state, { live, subscription, besides });
    const mirrored = ledgerSteps(state, await this.plannedBy(stripe, stays, look));
    for (const command of mirrored) steps.push({ commandId: idOf(accountId, revision), command });
    return { isThere: subscription !== undefined, steps, findings, payments };
  }

  /** The subscription with the account's others, after what an upgrade took back is there again. */
  private async found(stripe: Stripe, lease: Lease, accountId: string, subscriptionId: string) {
    const live = await this.live(stripe, accountId);
    const isIt = (each: SubscriptionNow) => each.subscriptionId === subscriptionId;
    const before = live.find(isIt) ?? (await readSubscription(stripe, subscriptionId));
    if (!before) return { subscription: undefined, live };
    const subscription = await this.keepNext.restore(stripe, lease, before);
    return { subscription, live: live.map((each) => (isIt(each) ? subscription : each)) };
  }

  /** The older of these subscriptions, where one is one too many; null: it is not. */
  async besides(
    live: readonly SubscriptionNow[],
    subscriptionId: string | null,
  ): Promise<string | null> {
    if (subscriptionId === null) return null;
    const known = await this.dataSource.getRepository(Subscription).findOneBy({ subscriptionId });
    const { besides = null } = known ?? {};
    if (besides !== null) return besides;
    const [oldest] = live;
    const isLater = live.some((each) => each.subscriptionId === subscriptionId);
    const isOldest = oldest?.subscriptionId === subscriptionId;
    return oldest && isLater && !isOldest ? oldest.subscriptionId : null;
  }

  /** The account's subscriptions that have not ended, the oldest first. Throws a StripeError. */
  async live(stripe: Stripe, accountId: string): Promise<SubscriptionNow[]> {
    const customers = await this.dataSource.getRepository(StripeCustomer).find({
      where: { accountId, deletedAt: IsNull() },
      order: { createdAt: 'DESC' },
      take: MAX_CUSTOMERS,
    });
    const found: SubscriptionNow[] = [];
    for (const { customerId } of customers) {
      found.push(...(await liveSubscriptions(stripe, customerId)));
    }
    return found.sort(byAge);
  }

  private async plannedBy(
    stripe: Stripe,
    current: SubscriptionNow | undefined,
    look = { isAhead: false },
  ): Promise<Ahead> {
    if (!current) return { isSubscribed: false, current: null, next: null, at: null };
    const sold = await this.prices.sold(stripe, pricesOf(current), look);
    return {
      isSubscribed: true,
      current: sold.get(current.priceId ?? '')?.plan ?? null,
      next: nextPlanOf(current, sold),
      at: nextAtOf(current),
    };
  }

  /** Tells the ledger what the account's subscription will do at the end of its period. */
  private async mirrorPlan(
    stripe: Stripe,
    accountId: string,
    current: SubscriptionNow | undefined,
    cause: string | undefined,
  ): Promise<void> {
    const planned = await this.plannedBy(stripe, current);
    // What was scheduled may be due by now, and is there then.
    const { state, revision } = await this.accounts.bookDue(accountId);
    for (const command of ledgerSteps(state, planned)) {
      const commandId = idOf(accountId, revision);
      const meta = { commandId, actor: 'system', ...(cause !== undefined && { cause }) };
      try {
        await this.accounts.execute(accountId, command, meta);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        this.log.warn({ accountId, reason: error.code }, 'a plan change is not mirrored');
      }
    }
  }
}

const billedPriceOf = (subscription: SubscriptionNow | undefined): string | null =>
  subscription && isLive(subscription) ? subscription.priceId : null;

/** The same change may be made and taken back often: each from another state. */
const idOf = (accountId: string, revision: number): string =>
  `subscription:${accountId}:${revision}`;

/** Whether a subscription is one too many, and that which stays, if any. */
function whatStays(
  { status }: AccountState,
  {
    live,
    subscription,
    besides,
  }: {
    readonly live: readonly SubscriptionNow[];
    readonly subscription: SubscriptionNow | undefined;
    readonly besides: string | null;
  },
) {
  const isTooMany = besides !== null || status === 'closed';
  const isOver = isTooMany && subscription !== undefined && isLive(subscription);
  const isEnded = (each: SubscriptionNow) =>
    isOver && each.subscriptionId === subscription.subscriptionId;
  return { isOver, stays: live.find((each) => !isEnded(each)) };
}

/** Ends a subscription at once; one that has ended stays as it is. */
export async function end(stripe: Stripe, subscriptionId: string): Promise<void> {
  await ifThere(() => patiently(() => stripe.subscriptions.cancel(subscriptionId)));
}
