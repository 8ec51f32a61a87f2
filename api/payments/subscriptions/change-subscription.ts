import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import type { PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/log.js';
import type { CommandResult } from '../../accounts/command-result.js';
import { LOG } from '../../http/log.js';
import { Problem } from '../../http/problem.js';
import { AccountLeases, unknownYet, type Lease } from '../converge/account-lease.js';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import { wantedAfter } from '../plan/wanted.js';
import { SubscriptionRequest } from '../records/billing/subscription-request.entity.js';
import { Subscription } from '../records/billing/subscription.entity.js';
import { newId } from '../records/ids.js';
import { StripeAccess } from '../stripe/access.js';
import { isStripeFailure } from '../stripe/client.js';
import { checkAsked, notSubscribed, requireAllowed } from './allowed.js';
import { AskedTerms } from './asked-terms.js';
import { SubscriptionWritten, type SubscriptionBody } from './bodies.js';
import { BringSubscription } from './bring.js';
import { KeepNext } from './keep-next.js';
import { LookAtBilling } from './look-at-billing.js';
import { LookAtSubscription, type SubscriptionAsked } from './look-at-subscription.js';
import { Prices } from './prices.js';
import { Subscribe } from './subscribe.js';
import { WrittenAnswers } from './written-answers.js';
import { AccountRequest } from '../../accounts/account-request.js';

/**
 * Does what is asked of a subscription: the buyer subscribes, upgrades, downgrades, cancels or
 * takes it back. One at a time for an account, and once for each key.
 */
export class ChangeSubscription extends AccountRequest<SubscriptionBody, SubscriptionWritten> {}

@CommandHandler(ChangeSubscription)
export class ChangeSubscriptionHandler implements ICommandHandler<ChangeSubscription> {
  constructor(
    private readonly asked: AskedTerms,
    private readonly clock: Clock,
    private readonly stripe: StripeAccess,
    private readonly leases: AccountLeases,
    private readonly subscribing: Subscribe,
    private readonly bring: BringSubscription,
    private readonly billing: LookAtBilling,
    private readonly subscriptions: LookAtSubscription,
    private readonly prices: Prices,
    private readonly keepNext: KeepNext,
    private readonly answers: WrittenAnswers,
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async execute(command: ChangeSubscription): Promise<CommandResult<SubscriptionWritten>> {
    const { accountId, body, caller } = command;
    checkAsked(body, caller);
    try {
      return await this.leases.alone(accountId, (lease) => this.once(lease, command));
    } catch (error) {
      if (!isStripeFailure(error)) throw error;
      this.log.warn({ reason: error.message }, 'Stripe refuses a change of a subscription');
      const detail = 'Stripe does not take this: nothing was charged';
      throw new Problem('checkout_refused', detail, { cause: error });
    }
  }

  private async once(
    lease: Lease,
    command: ChangeSubscription,
  ): Promise<CommandResult<SubscriptionWritten>> {
    const { accountId, body, key } = command;
    const requests = this.dataSource.getRepository(SubscriptionRequest);
    const known = await requests.findOneBy({ accountId, key: key.commandId });
    if (known && known.inputHash !== key.inputHash) {
      throw new DomainError('idempotency_mismatch', { idempotency_key: key.commandId });
    }
    const before = SubscriptionWritten.safeParse(known?.answer).data;
    if (before && before.status !== 'checkout') return { answer: before, hit: true };
    const to = await this.asked.of(accountId, body, known?.planVersion);
    const stripe = await this.stripe.need();
    const answer =
      body.action === 'subscribe' && to
        ? await this.subscribe(lease, command, to, known)
        : await this.change(stripe, lease, command, to, known);
    const hit = before !== undefined && before.checkout_url === answer.checkout_url;
    return { answer, hit };
  }

  private async subscribe(
    lease: Lease,
    command: ChangeSubscription,
    to: PlanTerms,
    known: SubscriptionRequest | null,
  ): Promise<SubscriptionWritten> {
    const { accountId, body } = command;
    const checkout =
      known && known.checkoutId !== null
        ? await this.subscribing.ready(lease, known.checkoutId)
        : await this.subscribing.begin(lease, accountId, to, body.return_url ?? null);
    const { checkoutId, checkoutUrl } = checkout;
    const request = known ?? (await this.begin(lease, command, to, checkoutId));
    const answer = this.answers.ofCheckout(accountId, checkoutUrl);
    await this.end(lease, request, answer);
    return answer;
  }

  private async change(
    stripe: Stripe,
    lease: Lease,
    command: ChangeSubscription,
    to: PlanTerms | undefined,
    known: SubscriptionRequest | null,
  ): Promise<SubscriptionWritten> {
    const { accountId, body } = command;
    const { action } = body;
    const [now] = await this.subscriptions.live(stripe, accountId);
    if (!now || action === 'subscribe') throw notSubscribed();
    const from = (await this.prices.sold(stripe, [now.priceId])).get(now.priceId ?? '');
    const priceId = to ? await this.prices.ensure(stripe, to) : null;
    const waits = now.pending !== null && now.pending.priceId === priceId;
    // What was begun before and is made by now is allowed, whatever it has changed.
    const isMade = known !== null && now.priceId === priceId;
    if (!waits && !isMade) requireAllowed({ action, priceId }, now, from, to);
    const request = known ?? (await this.begin(lease, command, to, null));
    if (!waits) await this.make(stripe, lease, now, { action, priceId }, request);
    const { subscriptionId } = now;
    await this.lookAt(stripe, lease, { accountId, subscriptionId });
    const rows = this.dataSource.getRepository(Subscription);
    const row = await rows.findOneByOrFail({ subscriptionId });
    const answer = await this.answers.ofChange(row, action);
    await this.end(lease, request, answer);
    return answer;
  }

  /** By now it is made: that Stripe does not show it is no refusal. */
  private async lookAt(stripe: Stripe, lease: Lease, asked: SubscriptionAsked): Promise<void> {
    try {
      await this.billing.lookWithin(stripe, lease, asked);
    } catch (error) {
      throw isStripeFailure(error) ? unknownYet(error) : error;
    }
  }

  private async make(
    stripe: Stripe,
    lease: Lease,
    now: SubscriptionNow,
    asked: Parameters<typeof wantedAfter>[1],
    { requestId }: SubscriptionRequest,
  ): Promise<void> {
    const wanted = wantedAfter(now, asked);
    // An upgrade that is not paid leaves what was scheduled before.
    await this.keepNext.keep(lease, now, { requestId, isUpgrade: asked.action === 'upgrade' });
    await this.bring.to(stripe, now, wanted, requestId);
  }

  private async begin(
    lease: Lease,
    { accountId, body, key, caller }: ChangeSubscription,
    to: PlanTerms | undefined,
    checkoutId: string | null,
  ): Promise<SubscriptionRequest> {
    const requestId = newId('sbr');
    await lease.write((manager) =>
      manager.insert(SubscriptionRequest, {
        requestId,
        accountId,
        key: key.commandId,
        inputHash: key.inputHash,
        actor: caller.actor,
        action: body.action,
        plan: to?.plan ?? null,
        planVersion: to?.version ?? null,
        state: 'begun',
        checkoutId,
        createdAt: new Date(this.clock.now()),
      }),
    );
    return this.dataSource.getRepository(SubscriptionRequest).findOneByOrFail({ requestId });
  }

  private end(lease: Lease, { requestId }: SubscriptionRequest, answer: SubscriptionWritten) {
    return lease.write((manager) =>
      manager.update(SubscriptionRequest, { requestId }, { state: 'done', answer }),
    );
  }
}
