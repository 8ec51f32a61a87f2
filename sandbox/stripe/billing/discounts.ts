import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { monthsOn } from './periods.js';

type Coupon = Kinds['coupon'];
type Discount = Kinds['discount'];
type Subscription = Kinds['subscription'];

/** A discount that still holds, and what it takes off. */
export interface Active {
  readonly discount: Discount;
  readonly coupon: Coupon;
}

/** The coupons that are asked for, by their ids. Throws a StripeFailure. */
export async function couponsAsked(
  turn: Turn,
  asked: readonly { readonly coupon?: string }[] | null | undefined,
): Promise<Coupon[]> {
  const coupons: Coupon[] = [];
  for (const [at, { coupon: id }] of (asked ?? []).entries()) {
    const param = `discounts[${at}][coupon]`;
    if (id === undefined) {
      throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    }
    coupons.push(await turn.get('coupon', id, param));
  }
  return coupons;
}

/** Gives a subscription the discounts of coupons; their ids. https://docs.stripe.com/billing/subscriptions/coupons */
export async function discountsFor(
  turn: Turn,
  { id, customer }: Pick<Subscription, 'id' | 'customer'>,
  coupons: readonly Coupon[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const coupon of coupons) {
    const discount: Discount = {
      ...nulls('discount'),
      id: newId('di'),
      object: 'discount',
      customer,
      end: endOf(turn.now, coupon),
      source: { coupon: coupon.id, type: 'coupon' },
      start: turn.now,
      subscription: id,
    };
    await turn.put(discount);
    await turn.put({ ...coupon, times_redeemed: coupon.times_redeemed + 1 });
    ids.push(discount.id);
  }
  return ids;
}

const endOf = (start: number, { duration, duration_in_months: months }: Coupon): number | null =>
  duration === 'repeating' ? monthsOn(start, months ?? 0) : null;

/** The discounts of a subscription that hold now. */
export async function activeOf(turn: Turn, { discounts }: Subscription): Promise<Active[]> {
  const active: Active[] = [];
  for (const id of discounts) {
    const discount = await turn.get('discount', id);
    if (discount.end !== null && discount.end <= turn.now) continue;
    active.push({ discount, coupon: await turn.get('coupon', discount.source.coupon ?? '') });
  }
  return active;
}

/** Cents that a coupon takes off an amount, of which nothing was taken off yet. */
export const offBy = (
  { percent_off: percent, amount_off: amount }: Coupon,
  cents: number,
): number =>
  percent === null ? Math.min(amount ?? 0, cents) : Math.floor((cents * percent + 50) / 100);

/** What is taken off each of some amounts, by coupon: of what the coupons before it have left. */
export function takenOff(amounts: readonly number[], coupons: readonly Coupon[]): number[][] {
  const left = [...amounts];
  return coupons.map((coupon) => {
    let fixed = coupon.amount_off ?? 0;
    return left.map((cents, i) => {
      const off =
        coupon.percent_off === null
          ? Math.min(fixed, Math.max(cents, 0))
          : offBy(coupon, Math.max(cents, 0));
      fixed -= coupon.percent_off === null ? off : 0;
      left[i] = cents - off;
      return off;
    });
  });
}

/** Discounts that one invoice has used up are no longer those of the subscription. */
export async function usedUp(turn: Turn, subscription: Subscription): Promise<string[]> {
  const active = await activeOf(turn, subscription);
  return active
    .filter(({ coupon }) => coupon.duration !== 'once')
    .map(({ discount }) => discount.id);
}
