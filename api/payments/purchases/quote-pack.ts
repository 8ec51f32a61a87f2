import { Injectable } from '@nestjs/common';
import {
  onSaleAt,
  quotePack,
  type PackQuote,
  type PackTerms,
} from '../../../domain/catalogue/catalogue.js';
import { DomainError } from '../../../domain/errors.js';
import type { Money } from '../../../domain/money.js';
import { Clock } from '../../../platform/clock/clock.js';
import { accountNotFound, AccountStream } from '../../accounts/account-stream.js';
import { CatalogueView } from '../../catalogue/catalogue-view.js';

/** A pack, and an amount for a custom one. */
export interface PackAsked {
  readonly pack: string;
  readonly amount?: Money | undefined;
}

/** Prices and credits of packs that are on sale, for accounts that can be bought for. */
@Injectable()
export class PackQuotes {
  constructor(
    private readonly stream: AccountStream,
    private readonly plans: CatalogueView,
    private readonly clock: Clock,
  ) {}

  /** Refuses accounts that are not there or closed, `pack_not_found`, and what `quotePack` does. */
  async of(
    accountId: string,
    { pack, amount }: PackAsked,
  ): Promise<{ readonly terms: PackTerms; readonly quote: PackQuote }> {
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
    return { terms, quote: quotePack(terms, amount) };
  }
}
