import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { accountNotFound, AccountStream } from '../../accounts/account-stream.js';
import { Invoice } from '../records/billing/invoice.entity.js';
import { Subscription } from '../records/billing/subscription.entity.js';
import { presentInvoice, presentSubscription, type AccountSubscription } from './bodies.js';
import { LinePlans } from './line-plans.js';

const MAX_INVOICES = 10;

/** Reads what an account has subscribed to. */
@Injectable()
export class ReadAccountSubscription {
  constructor(
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
    private readonly lines: LinePlans,
  ) {}

  /** 404 if there is no such account. */
  async of(accountId: string): Promise<AccountSubscription> {
    const { state } = await this.accounts.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    const row = await this.current(accountId);
    const invoices = await this.dataSource.getRepository(Invoice).find({
      where: { accountId },
      order: { createdAt: 'DESC', invoiceId: 'DESC' },
      take: MAX_INVOICES,
    });
    const plans = await this.lines.planOfInvoices(invoices.map(({ invoiceId }) => invoiceId));
    return {
      account_id: accountId,
      subscription: row && presentSubscription(row),
      invoices: invoices.map((each) => presentInvoice(each, plans.get(each.invoiceId) ?? null)),
    };
  }

  /** The one that goes on, or the last that has ended. One too many never counts. */
  async current(accountId: string): Promise<Subscription | null> {
    const rows = this.dataSource.getRepository(Subscription);
    const own = { accountId, besides: IsNull() };
    const live = await rows.findOne({
      where: { ...own, endedAt: IsNull() },
      order: { createdAt: 'ASC' },
    });
    return live ?? rows.findOne({ where: own, order: { createdAt: 'DESC' } });
  }
}
