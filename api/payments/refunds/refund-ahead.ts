import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordPaymentRefund, SpentPolicy } from '../../../domain/account/commands.js';
import { paymentSource } from '../../../domain/account/decide/bundle.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { Credits } from '../../../domain/credits.js';
import type { Money } from '../../../domain/money.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { grantOfLot } from '../../accounts/grant-of-lot.js';
import { grantedBy } from '../converge/granted-by.js';
import { planBack, type Granted } from '../plan/money-back.js';
import { PaymentUse } from '../records/payment-use.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { readBack } from '../stripe/read-back.js';
import { readPayment } from '../stripe/read-session.js';

/** Names a refund that is not made yet. */
const AHEAD = 'preview';

/** What a refund would come to in the ledger. */
export interface RefundedAhead {
  /** One for each lot that the payment paid for. */
  readonly records: readonly RecordPaymentRefund[];
  /** The share of what the payment has granted, spent or not. */
  readonly credits: Credits;
}

/** Says what the account would record of a refund, as it is recorded once Stripe has it. */
@Injectable()
export class RefundAhead {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
  ) {}

  /** Nothing where the payment has granted nothing. Throws a StripeError. */
  async of(
    { accountId, paymentId }: { readonly accountId: string; readonly paymentId: string },
    amount: Money,
    policy: SpentPolicy,
  ): Promise<RefundedAhead> {
    const uses = await this.dataSource.getRepository(PaymentUse).findBy({ paymentId });
    if (uses.length === 0) return { records: [], credits: 0n };
    const stripe = await this.stripe.need();
    const [payment, back] = await Promise.all([
      readPayment(stripe, paymentId),
      readBack(stripe, paymentId),
    ]);
    if (!payment) return { records: [], credits: 0n };
    const refund = { ...NEW_REFUND, refundId: AHEAD, chargeId: null, amount };
    const tree = { payment, back: { ...back, refunds: [...back.refunds, refund], disputes: [] } };
    const ledger = {
      refunded: new Set(back.refunds.map(({ refundId }) => refundId)),
      disputed: new Set<string>(),
      lost: new Set<string>(),
    };
    const { state } = await this.accounts.load(accountId);
    const lots = uses.map((use) => grantedBy(use, new Map()));
    const records: RecordPaymentRefund[] = [];
    let credits = 0n;
    for (const lot of lots) {
      const others = lots.filter((other) => other !== lot);
      const steps = planBack(tree, lot, ledger, others);
      for (const { objectId, command } of steps) {
        if (objectId !== AHEAD || command.type !== 'RecordPaymentRefund') continue;
        const grant = await this.grantOf(state, lot);
        records.push({ ...command, policy, ...(grant && { grant }) });
        if (grant) credits += (grant.granted * command.amount.minor) / lot.gross.minor;
      }
    }
    return { records, credits };
  }

  private async grantOf({ accountId, book }: AccountState, { paymentId, paidBy }: Granted) {
    const lotId = book.sources.get(paidBy ?? paymentSource(paymentId))?.lotId;
    return lotId === undefined ? undefined : grantOfLot(this.accounts, accountId, lotId);
  }
}

/** The newest of all. */
const NEW_REFUND = {
  status: 'pending',
  failureReason: null,
  requestId: null,
  balance: null,
  failure: null,
  createdAt: Number.MAX_SAFE_INTEGER,
} as const;
