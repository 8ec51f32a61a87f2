import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { accountNotFound, AccountStream } from '../../accounts/account-stream.js';
import { Invoice } from '../records/billing/invoice.entity.js';
import { Subscription } from '../records/billing/subscription.entity.js';
import { presentInvoice, presentSubscription, type AccountSubscription } from './bodies.js';
import { LinePlans } from './line-plans.js';

const MAX_INVOICES = 10;
/** Stripe's word for one whose first payment is missing. */
const INCOMPLETE = 'incomplete';

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

  /**
   * The one that goes on, else one whose first payment is missing, or the last that has ended. One
   * too many never counts.
   */
  async current(accountId: string): Promise<Subscription | null> {
    const rows = this.dataSource.getRepository(Subscription);
    const own = { accountId, besides: IsNull() };
    const live = { ...own, endedAt: IsNull() };
    const begun = { ...live, status: Not(INCOMPLETE) };
    return (
      (await rows.findOne({ where: begun, order: { createdAt: 'ASC' } })) ??
      (await rows.findOne({ where: live, order: { createdAt: 'DESC' } })) ??
      rows.findOne({ where: own, order: { createdAt: 'DESC' } })
    );
  }
}
