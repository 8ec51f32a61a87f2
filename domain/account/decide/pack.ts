import { min } from '../../credits.js';
import type { Context } from '../../decider.js';
import type { RecordPackPurchase } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { idAt } from '../ids.js';
import type { LotGrant } from '../lot.js';
import { lotPaidBy, type Lot } from '../lot-book.js';
import { PackPurchased } from '../payment-events.js';
import type { AccountState } from '../state.js';
import { paymentSource } from './bundle.js';
import {
  requireNotClosed,
  requireOpened,
  requirePositive,
  requireRoom,
  requireUnusedSource,
} from './guards.js';

/**
 * Grants a pack that was paid for, debt first. Packs never expire. Idempotent by payment, which
 * both the return page and the webhook report; another pack for the same payment is refused with
 * `source_already_used`.
 */
export function recordPackPurchase(
  state: AccountState,
  command: RecordPackPurchase,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireOpened(state);
  const { purchaseId, paymentId, pack, packVersion, credits, paid } = command;
  const { accountId } = state;
  const paidBy = paymentSource(paymentId);
  if (isSame(lotPaidBy(state.book, paidBy), command)) return [];
  requireNotClosed(state);
  requirePositive(credits);
  requireUnusedSource(state, paidBy);
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
  return [PackPurchased(now, { accountId, purchaseId, paymentId, pack, packVersion, lot, repaid })];
}

function isSame(bought: Lot | undefined, { credits, paid }: RecordPackPurchase): boolean {
  if (bought?.grant.source !== 'pack') return false;
  const { granted, paid: was } = bought.grant;
  return granted === credits && was?.minor === paid.minor && was.currency === paid.currency;
}
