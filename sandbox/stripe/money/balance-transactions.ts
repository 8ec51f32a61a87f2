import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';

type BalanceTransaction = Kinds['balance_transaction'];

/** A movement of the balance. */
export interface Movement {
  readonly type: BalanceTransaction['type'];
  /** https://docs.stripe.com/reports/reporting-categories */
  readonly category: string;
  /** Cents; negative: taken. */
  readonly amount: number;
  readonly fee?: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string;
  /** Seconds until the money can be paid out. */
  readonly availableAfter?: number;
}

/** Payments can be paid out after two days. https://docs.stripe.com/payouts */
export const PENDING_S = 2 * 86_400;

/** Writes a movement of the balance. It never changes, but that its money becomes available. */
export async function move(turn: Turn, movement: Movement): Promise<BalanceTransaction> {
  const { amount, fee = 0, currency, source, description, availableAfter = 0 } = movement;
  const transaction: BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: turn.now + availableAfter,
    balance_type: 'payments',
    created: turn.now,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description:
                movement.category === 'dispute' ? 'Dispute fee' : 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: movement.category,
    source,
    status: availableAfter > 0 ? 'pending' : 'available',
    type: movement.type,
  };
  await turn.put(transaction);
  if (availableAfter > 0) {
    await turn.schedule(transaction.available_on, 'make_available', transaction.id);
  }
  return transaction;
}

/** The money of a movement can be paid out from now on. */
export async function makeAvailable(turn: Turn, id: string): Promise<void> {
  const transaction = await turn.get('balance_transaction', id);
  await turn.put({ ...transaction, status: 'available' });
}
