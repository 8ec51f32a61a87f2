import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { newInvoice } from './drafts.js';
import { hasEnded } from './ending.js';
import { periodOf, recurringOf } from './items.js';
import { type Line, lineOf } from './lines.js';
import { endOfPeriod } from './periods.js';
import { type Change, plan } from './planning.js';
import { pendingOf } from './prorations.js';
import { itemsAhead } from './phases.js';

type Subscription = Kinds['subscription'];

/**
 * The invoice that a change would make, or else the next one; nothing is kept of it.
 * https://docs.stripe.com/api/invoices/create_preview
 */
export async function preview(
  turn: Turn,
  subscription: Subscription,
  change: Change | undefined,
): Promise<Kinds['invoice']> {
  const planned = change && (await plan(turn, subscription, change));
  const isNow = planned?.isCharged === true;
  if (!isNow && (hasEnded(subscription) || subscription.cancel_at !== null)) {
    throw invalid('No upcoming invoices for customer', { code: 'invoice_upcoming_none' });
  }
  const pending = await pendingOf(turn, subscription.id);
  const lines = isNow
    ? planned.lines
    : [
        ...(planned?.lines ?? []),
        ...(await linesAhead(turn, {
          ...subscription,
          ...(planned && { items: { ...subscription.items, data: planned.items } }),
        })),
      ];
  const period = isNow ? { start: turn.now, end: turn.now } : periodOf(subscription);
  return newInvoice(turn, `upcoming_${newId('in')}`, {
    subscription,
    reason: 'upcoming',
    lines: [...lines, ...pending],
    period,
  });
}

/** What the next period will cost. */
async function linesAhead(turn: Turn, subscription: Subscription): Promise<Line[]> {
  const { end: start } = periodOf(subscription);
  const items = await itemsAhead(turn, subscription, start);
  const [first] = items;
  if (!first) return [];
  const end = endOfPeriod(subscription.billing_cycle_anchor, start, recurringOf(first.price));
  const lines: Line[] = [];
  for (const item of items) {
    lines.push(await lineOf(turn, subscription, item, { period: { start, end } }));
  }
  return lines;
}
