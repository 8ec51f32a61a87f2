/** What an action has come to, as its event says. */
import type { Schemas } from '../../lib/api.js';

/** What was written, for whoever did it. */
export interface Receipt {
  readonly did: 'issue' | 'deduct' | 'refund';
  /** The id of what was written; it names its event too. */
  readonly id: string;
  /** Without a sign. */
  readonly credits: string;
  readonly debtRepaid: string;
  /** Of a refund: what came from lots that were clawed back; else "0". */
  readonly notReturned: string;
  readonly lots: readonly Schemas['LotCredits'][];
  readonly before: Schemas['BalanceAfter'];
  readonly after: Schemas['BalanceAfter'];
  readonly at: string;
  /** It had been written before: this is the first receipt again. */
  readonly isRepeated: boolean;
}

/** The receipt of an adjustment. */
export function receiptOfAdjustment(
  answer: Schemas['AdjustmentWritten'],
  isRepeated: boolean,
): Receipt {
  const isDeduction = answer.credits.startsWith('-');
  return {
    did: isDeduction ? 'deduct' : 'issue',
    id: answer.adjustment_id,
    credits: isDeduction ? answer.credits.slice(1) : answer.credits,
    debtRepaid: answer.debt_repaid,
    notReturned: '0',
    lots: answer.lots,
    before: answer.balance_before,
    after: answer.balance,
    at: answer.occurred_at,
    isRepeated,
  };
}

/** The receipt of a refund. */
export const receiptOfRefund = (
  answer: Schemas['RefundWritten'],
  isRepeated: boolean,
): Receipt => ({
  did: 'refund',
  id: answer.refund_id,
  credits: answer.credits,
  debtRepaid: answer.debt_repaid,
  notReturned: answer.not_returned,
  lots: [...answer.lots, ...answer.new_lots],
  before: answer.balance_before,
  after: answer.balance,
  at: answer.occurred_at,
  isRepeated,
});
