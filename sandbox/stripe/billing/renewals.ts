import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { collect } from './collecting.js';
import { usedUp } from './discounts.js';
import { draftInvoice } from './drafts.js';
import { endSubscription } from './ending.js';
import { finalize } from './finalizing.js';
import { periodOf, recurringOf } from './items.js';
import { lineOf } from './lines.js';
import { endOfPeriod, type Period } from './periods.js';
import { itemsAhead, nextPhase } from './phases.js';
import { takePending } from './prorations.js';
import { expireUpdate } from './updates.js';

type Subscription = Kinds['subscription'];
type Invoice = Kinds['invoice'];

/** A draft waits for this long, so that it can be looked at. */
const DRAFT_S = 3_600;
/** It waits no longer for an endpoint that does not take it. */
const LONGEST_DRAFT_S = 72 * 3_600;

const RENEWED: readonly unknown[] = ['active', 'trialing', 'past_due'];

/**
 * A period of a subscription has ended: the subscription ends with it, or is in the next one, whose
 * invoice is a draft at first. https://docs.stripe.com/billing/invoices/subscription
 */
export async function advance(turn: Turn, id: string): Promise<void> {
  const subscription = await turn.find('subscription', id);
  if (!subscription || !RENEWED.includes(subscription.status)) return;
  const before = periodOf(subscription);
  if (before.end > turn.now) return;
  if (subscription.pending_update) {
    await expireUpdate(turn, id);
    return advance(turn, id);
  }
  if (subscription.cancel_at !== null && subscription.cancel_at <= turn.now) {
    await endSubscription(turn, subscription, {});
    return;
  }
  await renew(turn, subscription, before);
}

async function renew(turn: Turn, subscription: Subscription, before: Period): Promise<void> {
  const ahead = await itemsAhead(turn, subscription, before.end);
  const [first] = ahead;
  if (!first) return;
  const anchor = subscription.billing_cycle_anchor;
  const period = {
    start: before.end,
    end: endOfPeriod(anchor, before.end, recurringOf(first.price)),
  };
  const data = ahead.map((item) => ({
    ...item,
    current_period_start: period.start,
    current_period_end: period.end,
  }));
  await turn.schedule(period.end, 'advance_subscription', subscription.id);
  const lines = [];
  for (const item of data) lines.push(await lineOf(turn, subscription, item, { period }));
  const invoice = await draftInvoice(turn, {
    subscription,
    reason: 'subscription_cycle',
    lines: [...(await takePending(turn, subscription.id)), ...lines],
    period: before,
  });
  const finalizes = turn.now + DRAFT_S;
  await turn.change(invoice, { automatically_finalizes_at: finalizes });
  await turn.schedule(finalizes, 'finalize_invoice', invoice.id);
  const after = await turn.change(
    subscription,
    {
      items: { ...subscription.items, data },
      latest_invoice: invoice.id,
      discounts: await usedUp(turn, subscription),
      ...(subscription.status === 'trialing' && { status: 'active' as const }),
    },
    'customer.subscription.updated',
  );
  await nextPhase(turn, after);
}

/**
 * A draft becomes final and is paid, once `invoice.created` was taken or after three days.
 * https://docs.stripe.com/billing/subscriptions/webhooks#understand
 */
export async function finalizeDue(turn: Turn, id: string): Promise<void> {
  const draft = await turn.get('invoice', id);
  if (draft.status !== 'draft' || draft.auto_advance !== true) return;
  const isTaken = await wasTaken(turn, draft);
  if (!isTaken && turn.now < draft.created + LONGEST_DRAFT_S) {
    const finalizes = turn.now + DRAFT_S;
    await turn.schedule(finalizes, 'finalize_invoice', id);
    await turn.change(draft, { automatically_finalizes_at: finalizes });
    return;
  }
  const looked = isTaken ? { ...draft, webhooks_delivered_at: draft.created } : draft;
  const invoice = await finalize(turn, looked);
  if (invoice.status === 'open') await collect(turn, invoice, { offSession: true });
}

/** Whether every endpoint has taken that the invoice was created. */
async function wasTaken(turn: Turn, { id, created }: Invoice): Promise<boolean> {
  const { rows } = await turn.query<{ waiting: string }>(
    `SELECT count(*) AS waiting FROM objects e JOIN deliveries d ON d.event = e.id
     WHERE e.kind = 'event' AND e.body @> $1 AND e.created >= $2
       AND d.state NOT IN ('delivered', 'dropped')`,
    [JSON.stringify({ type: 'invoice.created', data: { object: { id } } }), created],
  );
  return Number(rows[0]?.waiting) === 0;
}
