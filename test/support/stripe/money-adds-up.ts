import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { until } from '../product/projections.js';
import { moneyStories } from './money-stories.js';
import { FEE_KNOWN_S } from './shop-calls.js';
import type { Shop } from './shop.js';

/** More balance transactions than any story makes. */
const ALL = { limit: 10_000 };

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
          AND (f.object_id = p.payment_id OR f.purchase_id = p.purchase_id)
          OR f.class IN ('subscribed_twice', 'proration', 'foreign_line', 'quantity')
            AND f.account_id = p.account_id)
      THEN p.received END
    ELSE u.gross END)::text AS explained
  FROM app.payments p LEFT JOIN (
    SELECT payment_id, sum(net + tax) AS gross FROM app.payment_uses GROUP BY payment_id
  ) AS u USING (payment_id)
  WHERE p.status = 'succeeded' GROUP BY p.currency ORDER BY p.currency`;

/** Adds up minor units by currency, as the statements do. */
function addedUp(amounts: Iterable<readonly [currency: string, minor: number]>) {
  const sums = new Map<string, number>();
  for (const [currency, minor] of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => ({ currency, amount: String(amount) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** What Stripe says that these movements of its balance come to, before and after fees. */
async function atStripe(stripe: Stripe) {
  const entries = await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray(ALL);
  const moved = entries.filter(({ reporting_category: of }) => CATEGORIES.includes(of));
  return {
    gross: addedUp(moved.map(({ currency, amount }) => [currency, amount])),
    net: addedUp(moved.map(({ currency, net }) => [currency, net])),
  };
}

/** What the file of all payments says is kept of them. */
async function keptInFile({ product }: Shop) {
  const { text } = await product.get('/v1/payments').set('accept', 'text/csv').expect(200);
  const [head = '', ...lines] = text.trim().split('\r\n');
  const at = (name: string) => head.split(',').indexOf(name);
  const cells = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(','));
  return addedUp(
    cells.map((row) => [row[at('balance_currency')] ?? '', Number(row[at('kept_minor')])]),
  );
}

/**
 * Holds that money adds up to the cent, by currency: the movements of Stripe's balance are what we
 * have of payments, refunds and disputes (E1); less fees, they are what the file of payments says
 * is kept; and every payment is used, unattributed or found to have granted nothing (E2). First
 * lets everything be told, or found out from the objects.
 */
export async function moneyAddsUp(shop: Shop): Promise<void> {
  const { rows, untilTold, sweep } = moneyStories(() => shop);
  await shop.harness.control('DELETE', 'delivery');
  await shop.harness.control('DELETE', 'faults');
  await shop.harness.pass(FEE_KNOWN_S);
  await untilTold();
  await sweep();
  const sides = async () => {
    const stripe = await atStripe(shop.stripe);
    const used = await rows(USED);
    return {
      ours: {
        mirrored: await rows(MIRRORED),
        moved: await rows(MOVED, CATEGORIES),
        kept: await keptInFile(shop),
        explained: used.map(({ currency, explained }) => ({ currency, amount: explained })),
      },
      theirs: {
        mirrored: stripe.gross,
        moved: stripe.gross,
        kept: stripe.net,
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
