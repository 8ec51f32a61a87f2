import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { CatalogueView } from '../../catalogue/catalogue-view.js';
import type { Shown } from '../plan/checkout-shown.js';
import type { PurchaseState } from '../plan/purchase-state.js';
import { InvoiceLine } from '../records/billing/invoice-line.entity.js';
import { Invoice } from '../records/billing/invoice.entity.js';
import { SubscriptionCheckout } from '../records/billing/subscription-checkout.entity.js';

/** Says on a page how a checkout of a subscription stands. */
@Injectable()
export class SubscriptionPages {
  constructor(
    private readonly plans: CatalogueView,
    private readonly dataSource: DataSource,
  ) {}

  /** Undefined: there is no such checkout. */
  async of(
    checkoutId: string,
    hasPaid: boolean,
  ): Promise<{ readonly shown: Shown; readonly sessionId: string | null } | undefined> {
    const rows = this.dataSource.getRepository(SubscriptionCheckout);
    const row = await rows.findOneBy({ checkoutId });
    if (!row) return undefined;
    const { plan, planVersion, checkoutUrl, returnUrl, sessionId } = row;
    const versions = this.plans.current().plans.get(plan) ?? [];
    const terms = versions.find(({ version }) => version === planVersion);
    const shown = {
      state: await this.stateOf(row),
      name: terms?.name ?? plan,
      credits: terms?.credits ?? 0n,
      checkoutUrl,
      returnUrl,
      hasPaid,
      isHeldUp: false,
    };
    return { shown, sessionId };
  }

  private async stateOf({ state, subscriptionId }: SubscriptionCheckout): Promise<PurchaseState> {
    if (state !== 'complete' || subscriptionId === null) {
      return state === 'complete' ? 'paid' : state;
    }
    const invoices = await this.dataSource.getRepository(Invoice).findBy({ subscriptionId });
    const invoiceId = In(invoices.map((invoice) => invoice.invoiceId));
    const lines = this.dataSource.getRepository(InvoiceLine);
    return (await lines.existsBy({ invoiceId, verdict: 'granted' })) ? 'granted' : 'paid';
  }
}
