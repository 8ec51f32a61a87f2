import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { until } from '../product/projections.js';
import { moneyStories } from './money-stories.js';
import type { Shop } from './shop.js';

/** The balance transaction of a payment is there by then. */
const SETTLED_S = 5;

const CATEGORIES = [
  'charge',
  'charge_failure',
  'refund',
  'refund_failure',
  'dispute',
  'dispute_reversal',
];

/** Minor units by currency that our mirror makes of payments, refunds and disputes. */
const MIRRORED = `
  SELECT currency, sum(amount)::text AS amount FROM (
    SELECT currency, received AS amount FROM app.payments WHERE status = 'succeeded'
    UNION ALL SELECT currency, -amount FROM app.refunds WHERE balance_transaction_id IS NOT NULL
    UNION ALL SELECT currency, amount FROM app.refunds
      WHERE failure_balance_transaction_id IS NOT NULL
    UNION ALL SELECT currency, reinstated - withdrawn FROM app.disputes
  ) AS moved GROUP BY currency HAVING sum(amount) <> 0 ORDER BY currency`;

/** The same of the mirrored balance transactions. */
const MOVED = `
  SELECT currency, sum(amount)::text AS amount FROM app.balance_transactions
  WHERE reporting_category = ANY($1) GROUP BY currency HAVING sum(amount) <> 0 ORDER BY currency`;

/**
 * By currency: what was paid; and what lots were paid with, what nobody here can attribute, and
 * what was paid without a grant.
 */
const USED = `
  SELECT p.currency, sum(p.received)::text AS paid, sum(CASE
    WHEN p.account_id IS NULL THEN
      CASE WHEN EXISTS (SELECT FROM app.findings f
        WHERE f.class = 'unattributed' AND f.object_id = p.payment_id) THEN p.received END
    WHEN u.gross IS NULL THEN
      CASE WHEN EXISTS (SELECT FROM app.findings f
        WHERE f.class IN ('paid_not_granted', 'amount', 'currency')
          AND (f.object_id = p.payment_id OR f.purchase_id = p.purchase_id))
      THEN p.received END
    ELSE u.gross END)::text AS explained
  FROM app.payments p LEFT JOIN (
    SELECT payment_id, sum(net + tax) AS gross FROM app.payment_uses GROUP BY payment_id
  ) AS u USING (payment_id)
  WHERE p.status = 'succeeded' GROUP BY p.currency ORDER BY p.currency`;

/** What Stripe says that these movements of its balance come to, by currency. */
async function atStripe(stripe: Stripe): Promise<{ currency: string; amount: string }[]> {
  const sums = new Map<string, number>();
  for await (const entry of stripe.balanceTransactions.list({ limit: 100 })) {
    if (!CATEGORIES.includes(entry.reporting_category)) continue;
    sums.set(entry.currency, (sums.get(entry.currency) ?? 0) + entry.amount);
  }
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => ({ currency, amount: String(amount) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/**
 * Holds that money adds up to the cent, by currency: the movements of Stripe's balance are what we
 * have of payments, refunds and disputes (E1), and every payment is used, unattributed or found to
 * have granted nothing (E2). First lets everything be told, or found out from the objects.
 */
export async function moneyAddsUp(shop: Shop): Promise<void> {
  const { rows, untilTold, sweep } = moneyStories(() => shop);
  await shop.harness.control('DELETE', 'delivery');
  await shop.harness.control('DELETE', 'faults');
  await shop.harness.pass(SETTLED_S);
  await untilTold();
  await sweep();
  const sides = async () => {
    const stripe = await atStripe(shop.stripe);
    const used = await rows(USED);
    return {
      ours: {
        mirrored: await rows(MIRRORED),
        moved: await rows(MOVED, CATEGORIES),
        explained: used.map(({ currency, explained }) => ({ currency, amount: explained })),
      },
      theirs: {
        mirrored: stripe,
        moved: stripe,
        explained: used.map(({ currency, paid }) => ({ currency, amount: paid })),
      },
    };
  };
  let last = await sides();
  const holds = async () => {
    last = await sides();
    return JSON.stringify(last.ours) === JSON.stringify(last.theirs);
  };
  await until(holds, 'money that adds up', async () => last).catch(() => undefined);
  expect(last.ours).toEqual(last.theirs);
}
