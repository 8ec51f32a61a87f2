import type { Kinds } from '../state/kinds.js';

type Recurring = NonNullable<Kinds['price']['recurring']>;

/** A period of service: `[start, end)`, in seconds. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

const DAY_S = 86_400;

/** The anchor, so many months on; a day that a month does not have is its last one, in UTC. */
export function monthsOn(anchor: number, months: number): number {
  const at = new Date(anchor * 1_000);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth() + months;
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(at.getUTCDate(), days);
  const first = Date.UTC(year, month, 1, at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds());
  return first / 1_000 + (day - 1) * DAY_S;
}

/**
 * When the period that holds an instant ends: the first of the instants that follow the anchor
 * from interval to interval and are later than it. 31 January is followed by 28 February, and that
 * by 31 March. https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function endOfPeriod(anchor: number, after: number, recurring: Recurring): number {
  const { interval, interval_count: count } = recurring;
  if (interval === 'day' || interval === 'week') {
    const length = (interval === 'week' ? 7 : 1) * count * DAY_S;
    return anchor + (Math.floor((after - anchor) / length) + 1) * length;
  }
  const months = count * (interval === 'year' ? 12 : 1);
  const from = new Date(anchor * 1_000);
  const to = new Date(after * 1_000);
  const apart =
    (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  let steps = Math.floor(apart / months);
  while (monthsOn(anchor, steps * months) <= after) steps += 1;
  return monthsOn(anchor, steps * months);
}
