import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SubscriptionAction } from '../plan/wanted.js';
import { Invoice } from '../records/billing/invoice.entity.js';
import type { Subscription } from '../records/billing/subscription.entity.js';
import { Payment } from '../records/payment.entity.js';
import { presentSubscription, type SubscriptionWritten } from './bodies.js';
import { StripeAccess } from '../stripe/access.js';
import { readInvoice } from '../stripe/read-invoice.js';

const NOTHING = { checkout_url: null, pay_url: null, pay_reason: null, subscription: null };

/** Says what came of what was asked of a subscription. */
@Injectable()
export class WrittenAnswers {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly dataSource: DataSource,
  ) {}

  /** The buyer pays at a checkout page. */
  ofCheckout(accountId: string, checkout_url: string | null): SubscriptionWritten {
    const written = { account_id: accountId, action: 'subscribe', status: 'checkout' } as const;
    return { ...NOTHING, ...written, checkout_url };
  }

  /** A subscription was changed. */
  async ofChange(row: Subscription, action: SubscriptionAction): Promise<SubscriptionWritten> {
    const common = {
      ...NOTHING,
      account_id: row.accountId,
      action,
      subscription: presentSubscription(row),
    };
    switch (action) {
      case 'subscribe':
      case 'upgrade':
        return row.pendingPlan === null
          ? { ...common, status: 'applied' }
          : { ...common, status: 'pending', ...(await this.howToPay(row)) };
      case 'downgrade':
        // To the plan that goes on: what was to follow it is taken back.
        return { ...common, status: row.nextPlan === null ? 'withdrawn' : 'scheduled' };
      case 'cancel':
        return { ...common, status: 'scheduled' };
      case 'withdraw':
        return { ...common, status: 'withdrawn' };
    }
  }

  private async howToPay({
    latestInvoiceId: invoiceId,
  }: Subscription): Promise<Pick<SubscriptionWritten, 'pay_url' | 'pay_reason'>> {
    if (invoiceId === null) return { pay_url: null, pay_reason: null };
    const invoice = await this.dataSource.getRepository(Invoice).findOneBy({ invoiceId });
    const stripe = await this.stripe.need();
    const paymentId = (await readInvoice(stripe, invoiceId))?.invoice.payments.at(-1)?.paymentId;
    const payments = this.dataSource.getRepository(Payment);
    const payment = paymentId === undefined ? null : await payments.findOneBy({ paymentId });
    const isAsked = payment?.status === 'requires_action';
    return {
      pay_url: invoice?.hostedUrl ?? null,
      pay_reason: isAsked ? 'authentication_required' : 'declined',
    };
  }
}
