import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Clock } from '../../../platform/clock/clock.js';
import { readPayout } from '../stripe/read-payout.js';
import { AccountLeases } from './account-lease.js';
import { recordFindings } from './findings.js';
import { mirrorBalances, NOBODY } from './mirror.js';
import { mirrorPayout } from './mirror-back.js';

/** Mirrors payouts, and learns which balance transactions an automatic one holds. */
@Injectable()
export class LookAtPayout {
  constructor(
    private readonly leases: AccountLeases,
    private readonly clock: Clock,
  ) {}

  /** Looks at `po_…`. Throws a StripeError, AccountBusy, or what the stores throw. */
  async look(stripe: Stripe, payoutId: string): Promise<void> {
    await this.leases.hold(payoutId, async (lease) => {
      const read = await readPayout(stripe, payoutId);
      if (!read) return;
      const { payout, own, paidOut } = read;
      const { status, failureCode, amount } = payout;
      const now = this.clock.now();
      const failed = {
        class: 'payout_failed' as const,
        objectId: payoutId,
        ours: `${amount.minor} ${amount.currency}`,
        theirs: failureCode ?? status,
      };
      await lease.write(async (manager) => {
        await mirrorBalances(manager, own);
        await mirrorBalances(manager, paidOut, payoutId);
        await mirrorPayout(manager, payout, now);
        await recordFindings(manager, status === 'failed' ? [failed] : [], NOBODY, now);
      });
    });
  }
}
