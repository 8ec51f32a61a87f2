/** What an action has come to, as its event says. */
import type { Schemas } from '../../lib/api.js';
import type { StatusKind } from './command.js';

/** What was done; `nothing`: it was so already. */
export type Did =
  | 'issue'
  | 'deduct'
  | 'refund'
  | 'release'
  | 'refund_payment'
  | 'change_plan'
  | 'schedule_plan'
  | 'keep_plan'
  | 'nothing'
  | StatusKind;

/** What was written, for whoever did it. */
export interface Receipt {
  readonly did: Did;
  /** The id of what was written, which names its event too; null: nothing was. */
  readonly id: string | null;
  /** Without a sign; "0" where none moved. */
  readonly credits: string;
  readonly debtRepaid: string;
  /** Of a refund: what came from lots that were clawed back; else "0". */
  readonly notReturned: string;
  /** Of a release: what was held of lots that have ended; else "0". */
  readonly forfeited: string;
  readonly lots: readonly Schemas['LotCredits'][];
  /** Null: what it does to the balance follows. */
  readonly before: Schemas['BalanceAfter'] | null;
  readonly after: Schemas['BalanceAfter'] | null;
  /** Money that goes back; null: none does. */
  readonly money: Schemas['Money'] | null;
  readonly at: string | null;
  /** When a change of plan takes effect; null: none, or it is not known. */
  readonly takesEffectAt: string | null;
  /** It had been written before: this is the first receipt again. */
  readonly isRepeated: boolean;
}

const NOTHING_ELSE = {
  credits: '0',
  debtRepaid: '0',
  notReturned: '0',
  forfeited: '0',
  lots: [],
  money: null,
  takesEffectAt: null,
} as const;

/** The receipt of an adjustment. */
export function receiptOfAdjustment(
  answer: Schemas['AdjustmentWritten'],
  isRepeated: boolean,
): Receipt {
  const isDeduction = answer.credits.startsWith('-');
  return {
    ...NOTHING_ELSE,
    did: isDeduction ? 'deduct' : 'issue',
    id: answer.adjustment_id,
    credits: isDeduction ? answer.credits.slice(1) : answer.credits,
    debtRepaid: answer.debt_repaid,
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
  ...NOTHING_ELSE,
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

/** The receipt of a release. */
export const receiptOfRelease = (
  answer: Schemas['HoldReleased'],
  isRepeated: boolean,
): Receipt => ({
  ...NOTHING_ELSE,
  did: 'release',
  id: answer.event_id,
  credits: answer.released,
  debtRepaid: answer.debt_repaid,
  forfeited: answer.forfeited,
  before: answer.balance_before,
  after: answer.balance,
  at: answer.occurred_at,
  isRepeated,
});

/** The receipt of a refund of a payment: Stripe has it, and the balance follows. */
export const receiptOfPaymentRefund = (
  { refund_id, credits, amount, created_at }: Schemas['PaymentRefundWritten'],
  isRepeated: boolean,
): Receipt => ({
  ...NOTHING_ELSE,
  did: 'refund_payment',
  id: refund_id,
  credits,
  money: amount,
  before: null,
  after: null,
  at: created_at,
  isRepeated,
});

/** The receipt of a change of status. */
export const receiptOfStatus = (
  kind: StatusKind,
  { event_id, occurred_at, balance }: Schemas['StatusWritten'],
  isRepeated: boolean,
): Receipt => ({
  ...NOTHING_ELSE,
  did: event_id === null ? 'nothing' : kind,
  id: event_id,
  before: balance,
  after: balance,
  at: occurred_at,
  isRepeated,
});

/** What became of a request to change the plan. */
export const DID_TO_PLAN = {
  changed: 'change_plan',
  scheduled: 'schedule_plan',
  withdrawn: 'keep_plan',
  unchanged: 'nothing',
} as const satisfies Record<Schemas['PlanChangeStatus'], Did>;

/** The receipt of a change of plan. */
export const receiptOfPlanChange = (
  answer: Schemas['PlanChangeWritten'],
  isRepeated: boolean,
): Receipt => ({
  ...NOTHING_ELSE,
  did: DID_TO_PLAN[answer.status],
  id: answer.event_id,
  credits: answer.granted ?? '0',
  before: answer.balance_before,
  after: answer.balance,
  at: answer.occurred_at,
  takesEffectAt: answer.effective_at,
  isRepeated,
});
