import { min } from '../../credits.js';
import type { Context } from '../../decider.js';
import type { RecordPackPurchase } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { idAt } from '../ids.js';
import type { LotGrant } from '../lot.js';
import type { Lot } from '../lot-figures.js';
import { PackPurchased } from '../payment-events.js';
import { AutoTopUpSucceeded } from '../topup-events.js';
import type { AccountState } from '../state.js';
import { paymentSource } from './bundle.js';
import { hasGranted, requireOpened, requirePositive, requireRoom } from './guards.js';

/**
 * Grants a pack that was paid for, debt first. Packs never expire. Idempotent by payment, which
 * both the return page and the webhook report; another pack for the same payment is refused with
 * `source_already_used`, and a payment of a closed account with `account_closed`: it is to be
 * refunded.
 */
export function recordPackPurchase(
  state: AccountState,
  command: RecordPackPurchase,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireOpened(state);
  const { purchaseId, paymentId, pack, packVersion, credits, paid, isTopUp } = command;
  const { accountId } = state;
  const paidBy = paymentSource(paymentId);
  if (hasGranted(state, paidBy, (lot) => isSame(lot, command))) return [];
  requirePositive(credits);
  requireRoom(state);
  const lot: LotGrant = {
    lotId: idAt('lot', accountId, nextRevision),
    source: 'pack',
    granted: credits,
    paid,
    paidBy,
    effectiveAt: now,
    expiresAt: null,
  };
  const repaid = min(state.debt, credits);
  const about = { accountId, purchaseId, paymentId };
  const bought = PackPurchased(now, { ...about, pack, packVersion, lot, repaid });
  return isTopUp ? [bought, AutoTopUpSucceeded(now, about)] : [bought];
}

function isSame({ grant }: Lot, { credits, paid }: RecordPackPurchase): boolean {
  const { source, granted, paid: was } = grant;
  return (
    source === 'pack' &&
    granted === credits &&
    was?.minor === paid.minor &&
    was.currency === paid.currency
  );
}
