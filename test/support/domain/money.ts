import type { AccountCommand } from '../../../domain/account/commands.js';
import { lotPaidBy } from '../../../domain/account/lot-book.js';
import { send, usd, type Step } from './account.js';

export const moneyBack = (
  paymentId: string,
  dollars: number,
  more: Partial<Extract<AccountCommand, { type: 'RecordPaymentRefund' }>> = {},
): Step =>
  send({
    type: 'RecordPaymentRefund',
    paymentRefundId: `refund-of-${paymentId}`,
    paymentId,
    amount: usd(dollars),
    ...more,
  });

/** A refund that was recorded has failed after all. */
export const refundFails = (
  paymentId: string,
  paymentRefundId = `refund-of-${paymentId}`,
  more: Partial<Extract<AccountCommand, { type: 'UndoPaymentRefund' }>> = {},
): Step => send({ type: 'UndoPaymentRefund', paymentRefundId, paymentId, ...more });

/** Disputes a payment, all of it by default. */
export const dispute =
  (paymentId: string, paidBy?: string, disputeId = 'dispute', dollars?: number): Step =>
  (story) => {
    const lot = lotPaidBy(story.state.book, paidBy ?? `payment:${paymentId}`);
    const amount = dollars === undefined ? { ...usd(0), minor: lot?.gross ?? 1n } : usd(dollars);
    story.send({ type: 'OpenDispute', disputeId, paymentId, paidBy, amount });
  };
/** Disputes a part of a payment. */
export const disputePart = (paymentId: string, dollars: number, disputeId = 'dispute'): Step =>
  dispute(paymentId, undefined, disputeId, dollars);
export const decideDispute = (
  outcome: 'won' | 'lost',
  disputeId = 'dispute',
  policy?: 'written_off',
): Step => send({ type: 'CloseDispute', disputeId, outcome, policy });
/** The appeal against a lost dispute is won. */
export const winAppeal = (paymentId: string, disputeId = 'dispute'): Step =>
  send({ type: 'ReinstateDispute', disputeId, paymentId });
