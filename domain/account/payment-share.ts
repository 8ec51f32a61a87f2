/** The share of a lot that a part of its payment stands for. */
import { divideRoundingDown, divideRoundingUp, min, type Credits } from '../credits.js';
import { claimedOf, moneyBackOf, netBackOf } from './claim.js';
import { unspentOf, type Lot } from './lot-figures.js';

/** What is left of a lot's payment after its claims, tax included, in minor units. */
export const moneyLeftOf = ({ gross, claims }: Lot): bigint =>
  gross - min(gross, moneyBackOf(claims));

/**
 * What `minor` units of the payment stand for, in credits and in price (net of tax): rounded down,
 * and the last part takes the rest, so that all parts are the whole exactly.
 */
export function shareOf(lot: Lot, minor: bigint): { credits: Credits; net: bigint } {
  const { grant, gross, claims } = lot;
  const paid = grant.paid?.minor ?? 0n;
  if (minor >= moneyLeftOf(lot)) {
    return { credits: grant.granted - claimedOf(claims), net: paid - netBackOf(claims) };
  }
  return {
    credits: divideRoundingDown(grant.granted * minor, gross),
    net: divideRoundingDown(paid * minor, gross),
  };
}

/**
 * How much of a lot is frozen while `disputed` minor units of its payment are: their share, rounded
 * up, as far as it is unspent and not held.
 */
export function frozenOf(lot: Lot, disputed: bigint): Credits {
  if (disputed === 0n) return 0n;
  const { grant, gross, claims } = lot;
  const share = divideRoundingUp(grant.granted * disputed, gross);
  return min(unspentOf(lot), min(share, grant.granted - claimedOf(claims)));
}
