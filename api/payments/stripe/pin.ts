import type Stripe from 'stripe';
import type { Repository } from 'typeorm';
import { Refusal } from '../../../platform/refusal.js';
import { patiently } from './client.js';
import type { StripePin } from '../records/stripe-pin.entity.js';

/**
 * Remembers the account and mode of Stripe at the first start, and throws a Refusal at any other:
 * purchases and payments of two accounts would mix. Throws a StripeError if Stripe does not answer.
 */
export async function checkPin(
  stripe: Stripe,
  isLive: boolean,
  pins: Repository<StripePin>,
): Promise<void> {
  const { id } = await patiently(() => stripe.accounts.retrieveCurrent());
  await pins
    .createQueryBuilder()
    .insert()
    .values({ one: true, stripeAccount: id, livemode: isLive })
    .orIgnore()
    .execute();
  const pin = await pins.findOneByOrFail({ one: true });
  if (pin.stripeAccount === id && pin.livemode === isLive) return;
  const modeOf = (livemode: boolean) => (livemode ? 'live' : 'test');
  throw new Refusal(
    `STRIPE_SECRET_KEY belongs to ${id} in ${modeOf(isLive)} mode, but this installation has sold ` +
      `through ${pin.stripeAccount} in ${modeOf(pin.livemode)} mode: set a key of that account, or ` +
      'use another database',
    { brief: 'another account of Stripe', isFinal: true, cause: undefined },
  );
}
