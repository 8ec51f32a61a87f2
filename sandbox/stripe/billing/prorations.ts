import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import type { Item } from './items.js';
import { type Line, lineOf } from './lines.js';
import type { Period } from './periods.js';

type Subscription = Kinds['subscription'];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayOf(instant: number): string {
  const at = new Date(instant * 1_000);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
}

/** The share of an amount for the rest of a period, to the second; half up. */
function shareOf(amount: number, { start, end }: Period, now: number): number {
  return Math.floor((amount * (end - now)) / (end - start) + 0.5);
}

/**
 * The line that gives back the rest of a period that was paid for, or that charges it.
 * https://docs.stripe.com/billing/subscriptions/prorations
 */
export async function prorated(
  turn: Turn,
  subscription: Subscription,
  item: Item,
  does: 'credits' | 'charges',
): Promise<Line> {
  const paid = { start: item.current_period_start, end: item.current_period_end };
  const { quantity = 1, price } = item;
  const share = shareOf((price.unit_amount ?? 0) * quantity, paid, turn.now);
  const product = await turn.find('product', price.product);
  const what = `time on ${quantity === 1 ? '' : `${quantity} × `}${product?.name ?? price.product}`;
  return lineOf(turn, subscription, item, {
    period: { start: turn.now, end: paid.end },
    proration: {
      amount: does === 'credits' ? -share : share,
      description: `${does === 'credits' ? 'Unused' : 'Remaining'} ${what} after ${dayOf(turn.now)}`,
    },
  });
}

/** Where the lines of a subscription are kept that wait for its next invoice. */
const PENDING = 'pending';

/** Lines wait for the next invoice. */
export async function keepPending(turn: Turn, id: string, lines: readonly Line[]): Promise<void> {
  const kept = await turn.hidden(id);
  const before = readLines(kept[PENDING]);
  await turn.hide(id, { ...kept, [PENDING]: JSON.stringify([...lines, ...before]) });
}

/** The lines that wait, which then wait no longer. */
export async function takePending(turn: Turn, id: string): Promise<Line[]> {
  const kept = await turn.hidden(id);
  const lines = readLines(kept[PENDING]);
  if (lines.length > 0) await turn.hide(id, { ...kept, [PENDING]: '[]' });
  return lines;
}

/** The lines that wait for the next invoice. */
export const pendingOf = async (turn: Turn, id: string): Promise<Line[]> =>
  readLines((await turn.hidden(id))[PENDING]);

function readLines(text = '[]'): Line[] {
  const read: Line[] = JSON.parse(text);
  return read;
}
