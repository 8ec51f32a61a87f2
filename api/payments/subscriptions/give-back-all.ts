import { Injectable } from '@nestjs/common';
import { Problem } from '../../http/problem.js';
import type { Lease } from '../converge/account-lease.js';
import type { PaymentNow } from '../plan/tree.js';
import { RefundRequests } from '../refunds/refund-requests.js';

/** Gives back what bought nothing, once: an account that is closed, or a second subscription. */
@Injectable()
export class GiveBackAll {
  constructor(private readonly requests: RefundRequests) {}

  /**
   * Asks Stripe for what is left of a payment. Where it gives no answer, a worker asks again; what
   * it refuses stays with the finding.
   */
  async of(lease: Lease, accountId: string, payment: PaymentNow): Promise<void> {
    const { paymentId, received, charge, amount } = payment;
    const asking = { key: `given-back:${paymentId}`, inputHash: paymentId, actor: 'system' };
    const known = await this.requests.find(accountId, asking);
    const refunded = charge?.refunded ?? 0n;
    const minor = received - refunded;
    if (!known && minor <= 0n) return;
    const reason = { reasonCode: 'billing_error' } as const;
    const command = {
      type: 'RefundPayment',
      paymentId,
      amount: { ...amount, minor },
      policy: 'written_off',
      reason,
      credits: 0n,
      refunded,
      records: [],
    } as const;
    const request =
      known ??
      (await this.requests.begin(lease, { accountId, command, left: minor }, reason, asking));
    try {
      await this.requests.submit(lease, request);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
}
