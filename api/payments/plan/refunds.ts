import type { LedgerBack } from './money-back.js';
import { suffixOf, type Portioned } from './portions.js';
import type { BackStep } from './steps.js';
import type { RefundNow } from './tree.js';

/** Money is on its way back, or has arrived. */
export const COUNTS: ReadonlySet<string> = new Set(['pending', 'succeeded']);
/** It did not go back after all. */
const CAME_BACK: ReadonlySet<string> = new Set(['failed', 'canceled']);

/** What becomes of credits that are spent already, where nobody here has chosen. */
export const FOUND_POLICY = 'written_off';

/**
 * A refund takes its share while it is pending or has succeeded, and gives it back once it has
 * failed or was cancelled. One that had failed when it was first seen does nothing; nor does one
 * that waits for the payer.
 */
export function refundSteps(
  refund: RefundNow,
  lot: Portioned,
  { refunded }: LedgerBack,
): BackStep[] {
  const { paymentId, paidBy, gross, requests } = lot;
  const { refundId, status, requestId, balance, failure, createdAt } = refund;
  const terms = requestId === null ? undefined : requests.get(requestId);
  const isIn = refunded.has(refundId);
  const common = { paymentId, objectId: refundId };
  const minor = lot.portionOf(refundId, refund.amount.minor);
  const of = { paymentId, ...(paidBy !== undefined && { paidBy }) };
  const id = `${refundId}${suffixOf(lot)}`;
  if (COUNTS.has(status) && !isIn && minor > 0n) {
    const policy = terms?.policy ?? FOUND_POLICY;
    const type = 'RecordPaymentRefund' as const;
    const command = {
      type,
      ...of,
      paymentRefundId: refundId,
      amount: { ...refund.amount, minor },
      gross,
      policy,
      reason: terms?.reason,
    };
    const at = balance?.createdAt ?? createdAt;
    return [{ ...common, commandId: id, command, at, actor: terms?.actor ?? null }];
  }
  if (CAME_BACK.has(status) && isIn) {
    const command = { type: 'UndoPaymentRefund', ...of, paymentRefundId: refundId } as const;
    const at = failure?.createdAt ?? null;
    return [{ ...common, commandId: `${id}:undone`, command, at, actor: null }];
  }
  return [];
}
