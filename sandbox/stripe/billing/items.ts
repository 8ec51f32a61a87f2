import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import type { Period } from './periods.js';

/** What is subscribed to: a price, and how often. */
export type Item = Kinds['subscription']['items']['data'][number];
type Price = Kinds['price'];

/** A price that is asked for, and how often. */
export interface ItemTerms {
  readonly price: Price;
  readonly quantity: number;
  readonly metadata?: Item['metadata'];
}

/** The price by that id, when it can be subscribed to. Throws a StripeFailure. */
export async function recurringPrice(
  turn: Turn,
  id: string,
  param: string,
  { mayBeInactive = false } = {},
): Promise<Price> {
  const price = await turn.get('price', id, param);
  if (!price.recurring) {
    throw invalid(
      'The price specified is set to `type=one_time` but this field only accepts prices with ' +
        '`type=recurring`.',
      { param },
    );
  }
  if (!price.active && !mayBeInactive) {
    throw invalid('The price specified is inactive. This field only accepts active prices.', {
      param,
    });
  }
  return price;
}

/** How often a price recurs. */
export function recurringOf(price: Price): NonNullable<Price['recurring']> {
  if (!price.recurring) throw new Error(`${price.id} does not recur`);
  return price.recurring;
}

/** The item of a subscription. */
export function newItem(turn: Turn, subscription: string, terms: ItemTerms, period: Period): Item {
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: turn.now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: terms.metadata ?? {},
    subscription,
    tax_rates: [],
    ...priced(terms),
  };
}

/** What an item has of its price. */
export const priced = ({
  price,
  quantity,
}: ItemTerms): Pick<Item, 'plan' | 'price' | 'quantity'> => ({
  plan: planOf(price),
  price,
  quantity,
});

/** The price in its old form, which items still show. */
function planOf(price: Price): Item['plan'] {
  const { interval, interval_count } = recurringOf(price);
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval,
    interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

/** The period that a subscription is in: all of its items have the same. */
export function periodOf({ items }: Pick<Kinds['subscription'], 'items'>): Period {
  const [item] = items.data;
  if (!item) throw new Error('a subscription has an item');
  return { start: item.current_period_start, end: item.current_period_end };
}
