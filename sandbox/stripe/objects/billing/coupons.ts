import type { Stripe } from 'stripe';
import { moveBalance } from '../../billing/balances.js';
import { list } from '../../http/lists.js';
import { retrieve, route } from '../../http/route.js';
import { invalid } from '../../state/errors.js';
import { newId } from '../../state/ids.js';
import type { Kinds } from '../../state/kinds.js';
import { given, metadataAfter } from '../metadata.js';

type Coupon = Kinds['coupon'];

/** Throws unless it takes off either a share or an amount, for a time that is known. */
function check(params: Stripe.CouponCreateParams): void {
  const { percent_off: percent, amount_off: amount, duration, duration_in_months: months } = params;
  if ((percent === undefined) === (amount === undefined)) {
    throw invalid('You must pass either `percent_off` or `amount_off`, and not both.', {
      param: 'percent_off',
    });
  }
  if (percent !== undefined && (percent < 1 || percent > 100)) {
    throw invalid('Invalid percent_off: must be greater than 0 and at most 100.', {
      param: 'percent_off',
    });
  }
  if (amount !== undefined && (amount < 1 || params.currency === undefined)) {
    throw invalid('`amount_off` is positive, and has a `currency`.', { param: 'amount_off' });
  }
  if ((duration === 'repeating') !== (months !== undefined)) {
    throw invalid('`duration_in_months` goes with the duration `repeating`.', {
      param: 'duration_in_months',
    });
  }
}

/** Coupons. https://docs.stripe.com/api/coupons */
export const coupons = [
  route<Stripe.CouponCreateParams>('POST /v1/coupons', async (turn, params) => {
    check(params);
    const { id = newId('', 8).slice(1) } = params;
    if (await turn.find('coupon', id)) {
      throw invalid('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
    }
    const coupon: Coupon = {
      id,
      object: 'coupon',
      amount_off: params.amount_off ?? null,
      created: turn.now,
      currency: params.currency ?? null,
      duration: params.duration ?? 'once',
      duration_in_months: params.duration_in_months ?? null,
      livemode: false,
      max_redemptions: null,
      metadata: metadataAfter({}, params.metadata),
      name: params.name ?? null,
      percent_off: params.percent_off ?? null,
      redeem_by: null,
      times_redeemed: 0,
      valid: true,
    };
    return { body: await turn.create(coupon, 'coupon.created') };
  }),
  retrieve('/v1/coupons/:id', 'coupon'),
  // Discounts that were given by it stay.
  route<object>('DELETE /v1/coupons/:id', async (turn, _params, id) => {
    const coupon = await turn.get('coupon', id);
    await turn.delete(id);
    await turn.emit('coupon.deleted', coupon);
    return { body: { id, object: 'coupon', deleted: true } };
  }),
];

/** The balance of a customer: below 0, credit. https://docs.stripe.com/api/customer_balance_transactions */
export const customerBalances = [
  route<Stripe.CustomerCreateBalanceTransactionParams>(
    'POST /v1/customers/:id/balance_transactions',
    async (turn, params, id) => ({
      body: await moveBalance(turn, await turn.get('customer', id), {
        amount: params.amount,
        type: 'adjustment',
        metadata: metadataAfter({}, params.metadata),
        ...given({ description: params.description }),
      }),
    }),
  ),
  route<Stripe.CustomerListBalanceTransactionsParams>(
    'GET /v1/customers/:id/balance_transactions',
    async (turn, params, id) => {
      await turn.get('customer', id);
      return list(
        turn,
        'customer_balance_transaction',
        `/v1/customers/${id}/balance_transactions`,
        params,
        { fields: given({ customer: id, invoice: params.invoice }) },
      );
    },
  ),
];
