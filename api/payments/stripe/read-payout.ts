/** Reads a payout, and the balance transactions that it holds. */
import type Stripe from 'stripe';
import type { BalanceTransactionNow, PayoutNow } from '../plan/tree.js';
import { ifThere, patiently } from './client.js';
import { allOf } from './pages.js';
import { balanceIn, balanceOf, idOf, instantOf } from './read-balance.js';

/** A payout and the movements of the balance that belong to it. */
export interface ReadPayout {
  readonly payout: PayoutNow;
  /** Its own. */
  readonly own: readonly BalanceTransactionNow[];
  /** What an automatic one pays out; of others Stripe does not say. */
  readonly paidOut: readonly BalanceTransactionNow[];
}

/** The payout as it is now; undefined: there is none. Throws a StripeError. */
export async function readPayout(stripe: Stripe, id: string): Promise<ReadPayout | undefined> {
  const expand = ['balance_transaction', 'failure_balance_transaction'];
  const found = await ifThere(() => patiently(() => stripe.payouts.retrieve(id, { expand })));
  if (!found) return undefined;
  const paidOut = found.automatic
    ? await allOf((page) => stripe.balanceTransactions.list({ payout: id, ...page }))
    : [];
  const own = [found.balance_transaction, found.failure_balance_transaction].flatMap(
    (value) => balanceIn(value) ?? [],
  );
  return { payout: payoutOf(found), own, paidOut: paidOut.map(balanceOf) };
}

function payoutOf(payout: Stripe.Payout): PayoutNow {
  return {
    payoutId: payout.id,
    amount: { minor: BigInt(payout.amount), currency: payout.currency },
    status: payout.status,
    automatic: payout.automatic,
    method: payout.method,
    failureCode: payout.failure_code,
    balanceId: idOf(payout.balance_transaction),
    failureBalanceId: idOf(payout.failure_balance_transaction),
    arrivesAt: instantOf(payout.arrival_date),
    createdAt: instantOf(payout.created),
  };
}
