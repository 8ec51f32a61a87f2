import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';

type Invoice = Kinds['invoice'];

/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const LEAST = 50;

/** What of an invoice is charged, and what the customer's balance is then. */
export interface Applied {
  readonly due: number;
  readonly ending: number;
}

/**
 * Applies the balance of a customer to a total: credit (below 0) pays, what is owed is charged
 * with it, and what is too small to be charged waits for the next invoice.
 * https://docs.stripe.com/billing/customer/balance
 */
export function applied(total: number, balance: number): Applied {
  const sum = total + balance;
  if (sum <= 0) return { due: 0, ending: sum };
  if (sum < LEAST) return { due: 0, ending: sum };
  return { due: sum, ending: 0 };
}

/** Moves the balance of the customer of an invoice that becomes final. */
export async function applyBalance(turn: Turn, invoice: Invoice): Promise<Applied> {
  const customer = await turn.get('customer', invoice.customer ?? '');
  const outcome = applied(invoice.total, customer.balance);
  const amount = outcome.ending - customer.balance;
  if (amount !== 0) {
    const isSmall = outcome.due === 0 && outcome.ending > 0;
    await moveBalance(turn, customer, {
      amount,
      type: isSmall ? 'invoice_too_small' : 'applied_to_invoice',
      invoice: invoice.id,
    });
  }
  return outcome;
}

/** A movement of a customer's balance. */
export interface BalanceMove {
  /** Cents; below 0: credit of the customer. */
  readonly amount: number;
  readonly type: Kinds['customer_balance_transaction']['type'];
  readonly invoice?: string;
  readonly description?: string;
  readonly metadata?: Kinds['customer_balance_transaction']['metadata'];
}

/** Moves the balance of a customer. https://docs.stripe.com/api/customer_balance_transactions */
export async function moveBalance(
  turn: Turn,
  customer: Kinds['customer'],
  move: BalanceMove,
): Promise<Kinds['customer_balance_transaction']> {
  const ending = customer.balance + move.amount;
  const transaction: Kinds['customer_balance_transaction'] = {
    ...nulls('customer_balance_transaction'),
    id: newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount: move.amount,
    created: turn.now,
    currency: customer.currency ?? 'usd',
    customer: customer.id,
    description: move.description ?? null,
    ending_balance: ending,
    invoice: move.invoice ?? null,
    livemode: false,
    metadata: move.metadata ?? {},
    type: move.type,
  };
  await turn.create(transaction);
  await turn.change(customer, { balance: ending }, 'customer.updated');
  return transaction;
}
