import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nullsIn } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { move } from './balance-transactions.js';
import { settleCharge } from './charges.js';
import { DISPUTE_FEE } from './fees.js';

type Dispute = Kinds['dispute'];
type Status = Dispute['status'];

/** How a dispute begins. */
export interface DisputeTerms {
  /** Cents; what is left of the charge by default. */
  readonly amount?: number | undefined;
  readonly reason?: string | undefined;
  /** An inquiry and what was prevented move no money. */
  readonly as?: 'dispute' | 'inquiry' | 'prevented' | undefined;
}

/** What can happen to a dispute, from which statuses. https://docs.stripe.com/disputes/how-disputes-work */
export const DISPUTE_STEPS = [
  'review',
  'escalate',
  'close_inquiry',
  'win',
  'lose',
  'appeal',
] as const;
/** One of them. */
export type DisputeStep = (typeof DISPUTE_STEPS)[number];

const EVIDENCE_S = 9 * 86_400;

const FIRST = {
  dispute: 'needs_response',
  inquiry: 'warning_needs_response',
  prevented: 'prevented',
} as const;

/** Somebody disputes a charge. */
export async function openDispute(turn: Turn, id: string, terms: DisputeTerms): Promise<Dispute> {
  // Money is taken from the balance, into which it has to come first.
  await settleCharge(turn, id);
  const charge = await turn.get('charge', id);
  const left = charge.amount - charge.amount_refunded;
  const { amount = left, reason = 'fraudulent', as = 'dispute' } = terms;
  if (!charge.paid || amount < 1 || amount > charge.amount) {
    throw invalid(`Charge ${id} cannot be disputed over ${amount}.`);
  }
  const dispute: Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: id,
    created: turn.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...nullsIn('dispute', 'evidence'), enhanced_evidence: {} },
    evidence_details: {
      due_by: turn.now + EVIDENCE_S,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: as === 'inquiry',
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand: 'visa',
        case_type: as === 'inquiry' ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
    },
    reason,
    status: FIRST[as],
  };
  await turn.create(dispute, 'charge.dispute.created');
  await turn.change(charge, { disputed: true });
  return as === 'dispute' ? withdraw(turn, dispute) : dispute;
}

/** Something happens to a dispute. Throws a StripeFailure when it cannot. */
export async function stepDispute(turn: Turn, id: string, step: DisputeStep): Promise<Dispute> {
  const dispute = await turn.get('dispute', id);
  const { status } = dispute;
  const from = (...statuses: Status[]): void => {
    if (!statuses.includes(status)) throw invalid(`A dispute that is ${status} cannot ${step}.`);
  };
  switch (step) {
    case 'review': {
      from('needs_response', 'warning_needs_response', 'appeal_needs_response');
      const next = REVIEWED[status] ?? 'under_review';
      return turn.change(dispute, { status: next }, 'charge.dispute.updated');
    }
    case 'escalate': {
      from('warning_needs_response', 'warning_under_review');
      const changes = { status: 'needs_response', is_charge_refundable: false } as const;
      return withdraw(turn, await turn.change(dispute, changes, 'charge.dispute.updated'));
    }
    case 'close_inquiry':
      from('warning_needs_response', 'warning_under_review');
      return close(turn, dispute, 'warning_closed');
    case 'win':
      from('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review');
      return close(turn, await reinstate(turn, dispute), 'won');
    case 'lose':
      from('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review');
      return close(turn, dispute, 'lost');
    case 'appeal': {
      from('lost');
      const changes = { status: 'appeal_under_review' } as const;
      return turn.change(dispute, changes, 'charge.dispute.updated');
    }
  }
}

const REVIEWED: Readonly<Record<string, 'warning_under_review' | 'appeal_under_review'>> = {
  warning_needs_response: 'warning_under_review',
  appeal_needs_response: 'appeal_under_review',
};

const close = (turn: Turn, dispute: Dispute, status: Status): Promise<Dispute> =>
  turn.change(dispute, { status }, 'charge.dispute.closed');

/** The amount and the fee leave the balance. */
async function withdraw(turn: Turn, dispute: Dispute): Promise<Dispute> {
  const transaction = await move(turn, {
    type: 'adjustment',
    category: 'dispute',
    amount: -dispute.amount,
    fee: DISPUTE_FEE,
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback withdrawal for ${dispute.charge}`,
  });
  const changes = { balance_transactions: [...dispute.balance_transactions, transaction] };
  return turn.change(dispute, changes, 'charge.dispute.funds_withdrawn');
}

/** The amount comes back; the fee does not. */
async function reinstate(turn: Turn, dispute: Dispute): Promise<Dispute> {
  const transaction = await move(turn, {
    type: 'adjustment',
    category: 'dispute_reversal',
    amount: dispute.amount,
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback reversal for ${dispute.charge}`,
  });
  const changes = { balance_transactions: [...dispute.balance_transactions, transaction] };
  return turn.change(dispute, changes, 'charge.dispute.funds_reinstated');
}
