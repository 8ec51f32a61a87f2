import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { PackQuote, PackTerms } from '../../../domain/catalogue/catalogue.js';
import { formatCredits } from '../../../domain/credits.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/log.js';
import type { CommandResult } from '../../accounts/command-result.js';
import { PaidBody } from '../../catalogue/bodies.js';
import { presentMoney } from '../../catalogue/present-plan.js';
import type { IdempotencyKey } from '../../http/idempotency.js';
import { LOG } from '../../http/log.js';
import { Problem } from '../../http/problem.js';
import { CatalogueName } from '../../shapes/ids.js';
import { AccountLeases, asUnavailable, type Lease } from '../converge/account-lease.js';
import { newId, PurchaseId } from '../records/ids.js';
import { StripeAccess } from '../stripe/access.js';
import { isOutage, isStripeFailure } from '../stripe/client.js';
import { Checkout } from './checkout.js';
import { PackQuotes } from './quote-pack.js';
import { ReturnUrl } from './return-url.js';
import { PurchaseKey } from '../records/purchase-key.entity.js';
import { Purchase } from '../records/purchase.entity.js';

/** The pack to buy; an amount only for a custom one. */
export const PackPurchaseBody = z
  .strictObject({
    pack: CatalogueName,
    amount: PaidBody.optional(),
    return_url: ReturnUrl.optional(),
  })
  .meta({
    id: 'NewPackPurchase',
    examples: [{ pack: 'medium' }, { pack: 'custom', amount: { minor: 4_000, currency: 'usd' } }],
  });
export type PackPurchaseBody = z.output<typeof PackPurchaseBody>;

/** A purchase that has begun. */
export const PackPurchaseAnswer = z
  .object({
    purchase_id: PurchaseId,
    checkout_url: z.string().describe('Where the buyer pays.'),
  })
  .meta({ id: 'BegunPackPurchase' });
export type PackPurchaseAnswer = z.output<typeof PackPurchaseAnswer>;

/** Purchases of earlier versions that are expired at once: each amount of each may leave one. */
const MAX_OUTDATED = 10;

/** An open session is used again while it can be paid for so long. */
const REUSE_MS = 30 * 60_000;

/**
 * Begins the purchase of a pack, or continues the one that is open. Refuses accounts and packs that
 * cannot be bought for, and `payments_not_set_up` with the price and the credits.
 */
export class BuyPack extends Command<CommandResult<PackPurchaseAnswer>> {
  constructor(
    readonly accountId: string,
    readonly body: PackPurchaseBody,
    readonly key: IdempotencyKey,
  ) {
    super();
  }
}

@CommandHandler(BuyPack)
export class BuyPackHandler implements ICommandHandler<BuyPack> {
  constructor(
    private readonly quotes: PackQuotes,
    private readonly clock: Clock,
    private readonly stripe: StripeAccess,
    private readonly leases: AccountLeases,
    private readonly checkout: Checkout,
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async execute(command: BuyPack): Promise<CommandResult<PackPurchaseAnswer>> {
    const { accountId } = command;
    if (!this.stripe.settings) return this.refuse(command);
    try {
      // One at a time for an account: two clicks at once lead to one session.
      return await this.leases.hold(accountId, (lease) => this.buy(lease, command));
    } catch (error) {
      if (isStripeFailure(error) && !isOutage(error)) throw this.refused(error);
      throw asUnavailable(error);
    }
  }

  /** Stripe's words may be about our account there: they go to the log. */
  private refused(error: Error): Problem {
    this.log.warn({ reason: error.message }, 'Stripe refuses a checkout page');
    const detail = 'Stripe does not take this purchase: nothing was bought, and nothing charged';
    return new Problem('checkout_refused', detail, { cause: error });
  }

  private async buy(lease: Lease, command: BuyPack): Promise<CommandResult<PackPurchaseAnswer>> {
    const { accountId, body, key } = command;
    const known = await this.dataSource
      .getRepository(PurchaseKey)
      .findOneBy({ accountId, key: key.commandId });
    if (known) return this.again(lease, known, key);
    const { terms, quote } = await this.quotes.of(accountId, body);
    const returnUrl = body.return_url ?? null;
    await this.expireOutdated(lease, accountId, terms);
    const open = await this.openPurchase(lease, accountId, terms, quote);
    const begun = open ?? (await this.begunPurchase(accountId, terms, quote, returnUrl));
    const purchaseId = begun?.purchaseId ?? newId('pur');
    await lease.write(async (manager) => {
      if (begun) await manager.update(Purchase, { purchaseId }, { returnUrl });
      else await this.insert(manager, { purchaseId, accountId, returnUrl }, terms, quote);
      const { commandId, inputHash } = key;
      await manager.insert(PurchaseKey, { accountId, key: commandId, inputHash, purchaseId });
    });
    return { answer: answerOf(open ?? (await this.checkout.ready(lease, purchaseId))), hit: false };
  }

  /** The same key: the same answer, but for a session that has expired. */
  private async again(
    lease: Lease,
    { inputHash, purchaseId }: PurchaseKey,
    key: IdempotencyKey,
  ): Promise<CommandResult<PackPurchaseAnswer>> {
    if (inputHash !== key.inputHash) {
      throw new DomainError('idempotency_mismatch', { idempotency_key: key.commandId });
    }
    const purchases = this.dataSource.getRepository(Purchase);
    const before = await purchases.findOneByOrFail({ purchaseId });
    const purchase = await this.checkout.ready(lease, purchaseId);
    return { answer: answerOf(purchase), hit: purchase.sessionId === before.sessionId };
  }

  /**
   * The purchase of the same that can still be paid. One with little time left is expired first, so
   * that nobody pays both.
   */
  private async openPurchase(
    lease: Lease,
    accountId: string,
    { pack, version: packVersion }: PackTerms,
    { price }: PackQuote,
  ): Promise<Purchase | undefined> {
    const { minor, currency } = price;
    const same = { ...OF_BUYER, accountId, pack, packVersion, price: minor, currency };
    const purchases = this.dataSource.getRepository(Purchase);
    const where = { ...same, state: 'open' } as const;
    const open = await purchases.findOne({ where, order: { createdAt: 'DESC' } });
    if (!open) return undefined;
    if (await this.checkout.canBePaidFor(lease, open, REUSE_MS)) return open;
    const now = await purchases.findOneByOrFail({ purchaseId: open.purchaseId });
    if (now.state === 'open') await this.checkout.expire(lease, now);
    return undefined;
  }

  /**
   * A purchase of the same that Stripe gave no session yet, as in an outage: it gets one now. Only
   * where it leads back to the same page, since Stripe takes no other request under its key.
   */
  private begunPurchase(
    accountId: string,
    { pack, version: packVersion }: PackTerms,
    { price }: PackQuote,
    returnUrl: string | null,
  ): Promise<Purchase | null> {
    const { minor, currency } = price;
    const state = 'starting' as const;
    const same = { ...OF_BUYER, accountId, pack, packVersion, price: minor, currency, state };
    const where = { ...same, returnUrl: returnUrl ?? IsNull() };
    const purchases = this.dataSource.getRepository(Purchase);
    return purchases.findOne({ where, order: { createdAt: 'DESC' } });
  }

  /** Expires what can still be paid of other versions of a pack, so that nobody pays both. */
  private async expireOutdated(
    lease: Lease,
    accountId: string,
    { pack, version }: PackTerms,
  ): Promise<void> {
    const outdatedOf = { ...OF_BUYER, accountId, pack, packVersion: Not(version) };
    const where = { ...outdatedOf, state: 'open' } as const;
    const purchases = this.dataSource.getRepository(Purchase);
    const outdated = await purchases.find({ where, take: MAX_OUTDATED });
    for (const purchase of outdated) await this.checkout.expire(lease, purchase);
  }

  private insert(
    manager: EntityManager,
    ids: Pick<Purchase, 'purchaseId' | 'accountId' | 'returnUrl'>,
    { pack, version: packVersion, name }: PackTerms,
    { price, credits }: PackQuote,
  ) {
    const now = new Date(this.clock.now());
    return manager.insert(Purchase, {
      ...ids,
      pack,
      packVersion,
      name,
      credits,
      price: price.minor,
      currency: price.currency,
      state: 'starting',
      createdAt: now,
      changedAt: now,
    });
  }

  private async refuse({ accountId, body }: BuyPack): Promise<never> {
    const { quote } = await this.quotes.of(accountId, body);
    const { price, credits } = quote;
    throw new Problem('payments_not_set_up', undefined, {
      members: { pack: body.pack, price: presentMoney(price), credits: formatCredits(credits) },
    });
  }
}

/** Begun by whoever buys, not by an automatic top-up. */
const OF_BUYER = { isTopUp: false };

const answerOf = ({ purchaseId, checkoutUrl }: Purchase): PackPurchaseAnswer => ({
  purchase_id: purchaseId,
  checkout_url: checkoutUrl ?? '',
});
