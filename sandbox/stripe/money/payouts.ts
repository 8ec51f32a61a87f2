import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { move } from './balance-transactions.js';

type Payout = Kinds['payout'];
type BalanceTransaction = Kinds['balance_transaction'];

const ARRIVAL_S = 86_400;

/** Cents by currency: what can be paid out, and what cannot yet. */
export async function balanceOf(turn: Turn): Promise<Map<string, Record<string, number>>> {
  const { rows } = await turn.query<{ currency: string; status: string; net: string }>(
    `SELECT body ->> 'currency' AS currency, body ->> 'status' AS status,
       sum((body ->> 'net')::bigint) AS net
     FROM objects WHERE kind = 'balance_transaction' GROUP BY 1, 2`,
    [],
  );
  const balance = new Map<string, Record<string, number>>([['usd', {}]]);
  for (const { currency, status, net } of rows) {
    balance.set(currency, { ...balance.get(currency), [status]: Number(net) });
  }
  return balance;
}

/** Pays out an amount, by hand. https://docs.stripe.com/api/payouts/create */
export async function payOut(
  turn: Turn,
  amount: number,
  currency: string,
  metadata: Payout['metadata'] = {},
): Promise<Payout> {
  const available = (await balanceOf(turn)).get(currency)?.['available'] ?? 0;
  if (amount < 1 || amount > available) {
    throw invalid('You have insufficient funds in your Stripe account for this payout.', {
      code: 'balance_insufficient',
    });
  }
  return make(turn, { amount, currency, metadata, automatic: false });
}

/** Pays out everything available, as Stripe does by itself. Throws when that is nothing. */
export async function payOutAll(turn: Turn, currency: string): Promise<Payout> {
  const { rows } = await turn.query<{ body: BalanceTransaction }>(
    `SELECT o.body FROM objects o
     WHERE o.kind = 'balance_transaction' AND o.body ->> 'status' = 'available'
       AND o.body ->> 'currency' = $1 AND NOT EXISTS (SELECT FROM hidden h WHERE h.id = o.id)`,
    [currency],
  );
  const amount = rows.reduce((sum, { body }) => sum + body.net, 0);
  if (amount < 1) throw invalid('There is nothing to pay out.', { code: 'balance_insufficient' });
  const payout = await make(turn, { amount, currency, metadata: {}, automatic: true });
  for (const { body } of rows) await turn.hide(body.id, { payout: payout.id });
  await turn.hide(String(payout.balance_transaction), { payout: payout.id });
  return payout;
}

/** Ids of the balance transactions that an automatic payout holds, its own among them. */
export async function transactionsOf(turn: Turn, payout: string): Promise<string[]> {
  const { automatic } = await turn.get('payout', payout, 'payout');
  if (!automatic) {
    throw invalid(
      'Balance transaction history can only be filtered on automatic payouts, not manual.',
      { param: 'payout' },
    );
  }
  const { rows } = await turn.query<{ id: string }>(
    "SELECT id FROM hidden WHERE body ->> 'payout' = $1",
    [payout],
  );
  return rows.map(({ id }) => id);
}

interface Made {
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Payout['metadata'];
  readonly automatic: boolean;
}

async function make(turn: Turn, { amount, currency, metadata, automatic }: Made): Promise<Payout> {
  const id = newId('po');
  const transaction = await move(turn, {
    type: 'payout',
    category: 'payout',
    amount: -amount,
    currency,
    source: id,
    description: 'STRIPE PAYOUT',
  });
  const arrival = turn.now + ARRIVAL_S;
  const payout: Payout = {
    ...nulls('payout'),
    id,
    object: 'payout',
    amount,
    arrival_date: arrival,
    automatic,
    balance_transaction: transaction.id,
    created: turn.now,
    currency,
    description: automatic ? 'STRIPE PAYOUT' : null,
    destination: 'ba_sandbox',
    livemode: false,
    metadata,
    method: 'standard',
    reconciliation_status: automatic ? 'in_progress' : 'not_applicable',
    source_type: 'card',
    status: 'pending',
    type: 'bank_account',
  };
  await turn.schedule(arrival, 'pay_payout', id);
  return turn.create(payout, 'payout.created');
}

/** The money is expected to be there. */
export async function payPayout(turn: Turn, id: string): Promise<void> {
  const payout = await turn.get('payout', id);
  if (payout.status !== 'pending') return;
  const paid = await turn.change(payout, { status: 'paid' }, 'payout.paid');
  if (!payout.automatic) return;
  const changes = { reconciliation_status: 'completed' } as const;
  await turn.change(paid, changes, 'payout.reconciliation_completed');
}

/**
 * The bank has returned it, also days after it was called paid: the money is in the balance again.
 * https://docs.stripe.com/payouts#payout-failures
 */
export async function failPayout(turn: Turn, id: string): Promise<void> {
  const payout = await turn.get('payout', id);
  if (payout.status === 'failed') throw invalid(`${id} has failed already.`);
  await turn.unschedule('pay_payout', id);
  const transaction = await move(turn, {
    type: 'payout_failure',
    category: 'payout_reversal',
    amount: payout.amount,
    currency: payout.currency,
    source: id,
    description: 'STRIPE PAYOUT FAILURE',
  });
  await turn.change(
    payout,
    {
      status: 'failed',
      failure_balance_transaction: transaction.id,
      failure_code: 'account_closed',
      failure_message: 'The bank account has been closed.',
    },
    'payout.failed',
  );
}
