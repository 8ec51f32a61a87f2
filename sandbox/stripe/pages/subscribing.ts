import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { money } from './html.js';

/** What a page says of the subscription that it begins. */
export interface Subscribing {
  readonly title: string;
  /** What is paid at first. */
  readonly price: string;
  /** How often, or when, that is paid. */
  readonly often: string;
  /** What is paid later, if that is something else. */
  readonly later: string | undefined;
  readonly action: string;
}

/** Reads what a session subscribes to; nothing if it is for something else. */
export async function subscribingOf(
  turn: Turn,
  { id, mode, amount_total: total, currency: kept }: Kinds['checkout.session'],
  items: readonly Kinds['item'][],
): Promise<Subscribing | undefined> {
  if (mode !== 'subscription') return undefined;
  const currency = kept ?? 'usd';
  const [first, ...others] = items;
  const name = first?.description ?? '';
  const what = others.length === 0 ? name : `${name} and ${others.length} more`;
  const often = oftenOf(first);
  const later = `Then ${money(fullOf(items), currency)} ${often}`;
  const { trial_days: days } = await turn.hidden(id);
  if (days !== undefined) {
    const price = days === '1' ? '1 day' : `${days} days`;
    return { title: `Try ${what}`, price, often: 'free', later, action: 'Start trial' };
  }
  const said = {
    title: `Subscribe to ${what}`,
    price: money(total ?? 0, currency),
    action: 'Subscribe',
  };
  const durations = await durationsOf(turn, id);
  if (durations.every((duration) => duration === 'forever')) {
    return { ...said, often, later: undefined };
  }
  const isOnce = durations.every((duration) => duration === 'once');
  const ends = isOnce ? later : `${later} after the coupon expires`;
  return { ...said, often: 'due today', later: ends };
}

function oftenOf(item: Kinds['item'] | undefined): string {
  const { interval = 'month', interval_count: count = 1 } = item?.price?.recurring ?? {};
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`;
}

const fullOf = (items: readonly Kinds['item'][]): number =>
  items.reduce((sum, { price, quantity }) => sum + (price?.unit_amount ?? 0) * (quantity ?? 1), 0);

/** For how long the coupons of a session hold. */
async function durationsOf(turn: Turn, session: string): Promise<string[]> {
  const { coupons = '' } = await turn.hidden(session);
  const durations = [];
  for (const id of coupons === '' ? [] : coupons.split(',')) {
    durations.push((await turn.get('coupon', id)).duration);
  }
  return durations;
}
