import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { quotePack } from '../../domain/catalogue/catalogue.js';
import { formatCredits } from '../../domain/credits.js';
import { onSaleAt } from '../../domain/catalogue/catalogue.js';
import { DomainError } from '../../domain/errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { presentMoney } from '../catalogue/present-plan.js';
import { PaidBody } from '../catalogue/bodies.js';
import { Problem } from '../http/problem.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import { CatalogueName } from '../shapes/ids.js';

/** The pack to buy; an amount only for a custom one. */
export const PackPurchaseBody = z
  .strictObject({ pack: CatalogueName, amount: PaidBody.optional() })
  .meta({
    id: 'NewPackPurchase',
    examples: [{ pack: 'medium' }, { pack: 'custom', amount: { minor: 4_000, currency: 'usd' } }],
  });
export type PackPurchaseBody = z.output<typeof PackPurchaseBody>;

/** A purchase that has begun. */
export const PackPurchaseAnswer = z
  .object({
    purchase_id: z.string(),
    checkout_url: z.string().meta({ description: 'Where the buyer pays.' }),
  })
  .meta({ id: 'PackPurchase' });
export type PackPurchaseAnswer = z.output<typeof PackPurchaseAnswer>;

/**
 * Begins the purchase of a pack. Refuses accounts and packs that cannot be bought for, then, as no
 * payment provider is connected, `payments_not_set_up` with the price and the credits.
 */
export class BuyPack extends Command<PackPurchaseAnswer> {
  constructor(
    readonly accountId: string,
    readonly body: PackPurchaseBody,
  ) {
    super();
  }
}

@CommandHandler(BuyPack)
export class BuyPackHandler implements ICommandHandler<BuyPack> {
  constructor(
    private readonly stream: AccountStream,
    private readonly plans: CatalogueView,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, body: { pack, amount } }: BuyPack): Promise<never> {
    const { state } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    if (state.status === 'closed') {
      throw new DomainError('account_closed', { account_id: accountId });
    }
    await this.plans.fresh();
    const now = this.clock.now();
    const terms = this.plans.packAt(pack, now);
    if (!terms) {
      const on_sale = onSaleAt(this.plans.current().packs, now);
      throw new DomainError('pack_not_found', { pack, on_sale });
    }
    const { price, credits } = quotePack(terms, amount);
    throw new Problem('payments_not_set_up', undefined, {
      members: { pack, price: presentMoney(price), credits: formatCredits(credits) },
    });
  }
}
