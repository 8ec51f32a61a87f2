/** What of a purchase's payment is for whom. */
import { isAllowed, type Caller } from '../../auth/caller.js';
import type { PurchaseAnswer } from './read-purchases.js';

/**
 * A purchase as a caller may see it. Without `payments:read` its payment has no id, fee and net,
 * and no receipt, which names the payer: that is for the buyer alone.
 */
export function seenBy(caller: Caller, purchase: PurchaseAnswer): PurchaseAnswer {
  const { payment } = purchase;
  if (payment === null || isAllowed(caller, 'payments:read')) return purchase;
  const receipt_url = caller.kind === 'widget' ? payment.receipt_url : null;
  return {
    ...purchase,
    payment: { ...payment, payment_id: null, fee: null, net: null, receipt_url },
  };
}
