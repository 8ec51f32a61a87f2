import { invalid, outside } from '../state/errors.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { type Item, type ItemTerms, newItem, periodOf, priced, recurringOf } from './items.js';
import { type Line, lineOf } from './lines.js';
import { endOfPeriod, type Period } from './periods.js';
import { prorated } from './prorations.js';

type Subscription = Kinds['subscription'];

/** What becomes of an item; without an id, one is added. */
export interface ItemChange {
  readonly id?: string | undefined;
  readonly price?: ItemTerms['price'] | undefined;
  readonly quantity?: number | undefined;
  readonly isRemoved?: boolean | undefined;
}

/** What becomes of a subscription. */
export interface Change {
  readonly items: readonly ItemChange[];
  /** Its period begins anew. */
  readonly startsAnew: boolean;
  readonly proration: 'none' | 'create_prorations' | 'always_invoice';
}

/** What a change comes to. */
export interface Planned {
  readonly items: Item[];
  readonly anchor: number;
  /** The period begins anew. */
  readonly isAnew: boolean;
  readonly period: Period;
  /** What is charged for it, now or with the next invoice. */
  readonly lines: Line[];
  readonly isCharged: boolean;
}

/**
 * What a change of items comes to: for a period that begins anew the full price, and for the rest
 * of one that does not, only what prorations ask for.
 * https://docs.stripe.com/billing/subscriptions/change-price
 */
export async function plan(
  turn: Turn,
  subscription: Subscription,
  { items: changes, startsAnew, proration }: Change,
): Promise<Planned> {
  const before = subscription.items.data;
  const bare = changed(turn, subscription, changes);
  const recurring = bare.map(({ price }) => recurringOf(price));
  const [first] = recurring;
  if (!first) throw invalid('A subscription must have at least one active item.');
  if (recurring.some(({ interval }) => interval !== first.interval)) {
    throw outside('subscription to prices of several intervals', 'items');
  }
  const former = before.map(({ price }) => recurringOf(price))[0];
  const isAnew =
    startsAnew ||
    former?.interval !== first.interval ||
    former.interval_count !== first.interval_count;
  if (isAnew && subscription.status === 'trialing') {
    throw outside('change of the period of a trial', 'billing_cycle_anchor');
  }
  const anchor = isAnew ? turn.now : subscription.billing_cycle_anchor;
  const period = isAnew
    ? { start: turn.now, end: endOfPeriod(anchor, turn.now, first) }
    : periodOf(subscription);
  const items = bare.map((item) => ({
    ...item,
    current_period_start: period.start,
    current_period_end: period.end,
  }));
  const lines: Line[] = [];
  if (proration !== 'none' && subscription.status !== 'trialing') {
    lines.push(...(await prorations(turn, subscription, items, isAnew)));
  }
  if (isAnew) {
    for (const item of items) lines.push(await lineOf(turn, subscription, item, { period }));
  }
  const isCharged = isAnew || (proration === 'always_invoice' && lines.length > 0);
  return { items, anchor, isAnew, period, lines, isCharged };
}

function changed(turn: Turn, subscription: Subscription, changes: readonly ItemChange[]): Item[] {
  const items = new Map(subscription.items.data.map((item) => [item.id, item]));
  for (const [at, { id, price, quantity, isRemoved = false }] of changes.entries()) {
    const before = id === undefined ? undefined : items.get(id);
    if (id !== undefined && !before) {
      throw invalid(`No such subscription item: '${id}'`, {
        code: 'resource_missing',
        param: `items[${at}][id]`,
      });
    }
    if (before && isRemoved) items.delete(before.id);
    else if (before) {
      const terms = {
        price: price ?? before.price,
        quantity: quantity ?? before.quantity ?? 1,
      };
      items.set(before.id, { ...before, ...priced(terms) });
    } else {
      if (!price) {
        const param = `items[${at}][price]`;
        throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
      }
      const terms = { price, quantity: quantity ?? 1 };
      const added = newItem(turn, subscription.id, terms, periodOf(subscription));
      items.set(added.id, added);
    }
  }
  return [...items.values()];
}

/** The rest of what was paid for comes back; what is had instead is charged, unless it is anew. */
async function prorations(
  turn: Turn,
  subscription: Subscription,
  items: readonly Item[],
  isAnew: boolean,
): Promise<Line[]> {
  const lines: Line[] = [];
  const isSame = (a: Item, b: Item | undefined) =>
    a.price.id === b?.price.id && a.quantity === b.quantity;
  for (const before of subscription.items.data) {
    const after = items.find(({ id }) => id === before.id);
    if (isAnew || !isSame(before, after)) {
      lines.push(await prorated(turn, subscription, before, 'credits'));
    }
  }
  for (const after of isAnew ? [] : items) {
    const before = subscription.items.data.find(({ id }) => id === after.id);
    if (!isSame(after, before)) lines.push(await prorated(turn, subscription, after, 'charges'));
  }
  return lines;
}
