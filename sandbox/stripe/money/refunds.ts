import type { Stripe } from 'stripe';
import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { move } from './balance-transactions.js';
import { settleCharge } from './charges.js';
import { cardOf } from './test-cards.js';

type Refund = Kinds['refund'];
type Charge = Kinds['charge'];

/** How a refund goes: what it is at first, and what it becomes. */
export interface RefundCourse {
  readonly first: 'pending' | 'succeeded';
  readonly then?: 'succeeded' | 'failed';
  /** Seconds until then. */
  readonly after: number;
}

/** Banks tell some days later. https://docs.stripe.com/refunds#failed-refunds */
const LATER_S = 3 * 86_400;
/** Where the course of the next refund is kept. */
const NEXT = 'course of the next refund';

/** Says how the next refund goes, whatever its card. */
export async function planRefund(turn: Turn, { first, then, after }: RefundCourse): Promise<void> {
  await turn.hide(NEXT, { first, then: then ?? '', after: String(after) });
}

async function courseOf(turn: Turn, charge: Charge): Promise<RefundCourse> {
  const planned = await turn.hidden(NEXT);
  if (planned['first'] !== undefined) {
    await turn.hide(NEXT, {});
    const { first, then, after } = planned;
    return {
      first: first === 'pending' ? 'pending' : 'succeeded',
      ...((then === 'failed' || then === 'succeeded') && { then }),
      after: Number(after),
    };
  }
  const { card } = await turn.hidden(charge.payment_method ?? '');
  switch (cardOf(card ?? '')?.later) {
    case 'refund_pending':
      return { first: 'pending', then: 'succeeded', after: LATER_S };
    case 'refund_fails':
      return { first: 'succeeded', then: 'failed', after: LATER_S };
    case 'dispute':
    case undefined:
      return { first: 'succeeded', after: 0 };
  }
}

/** Throws unless so much of the charge can be given back. */
async function mustBeRefundable(turn: Turn, charge: Charge, amount: number): Promise<void> {
  if (!charge.paid) {
    throw invalid(`Charge ${charge.id} has not been paid, and cannot be refunded.`);
  }
  const disputes = await turn.all('dispute', { charge: charge.id });
  if (disputes.some((dispute) => !dispute.is_charge_refundable)) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (charge.refunded) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const left = charge.amount - charge.amount_refunded;
  if (amount < 1 || amount > left) {
    throw invalid(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}), or not ` +
        'positive.',
      { param: 'amount' },
    );
  }
}

/** Gives back what was paid, or a part of it. https://docs.stripe.com/api/refunds/create */
export async function refund(
  turn: Turn,
  id: string,
  terms: {
    readonly amount?: number | undefined;
    readonly reason?: string | undefined;
    readonly metadata: Stripe.Metadata;
  },
): Promise<Refund> {
  await mustBeRefundable(turn, await turn.get('charge', id), 1);
  // Money is given back from the balance, into which it has to come first.
  await settleCharge(turn, id);
  const charge = await turn.get('charge', id);
  const amount = terms.amount ?? charge.amount - charge.amount_refunded;
  await mustBeRefundable(turn, charge, amount);
  const course = await courseOf(turn, charge);
  const refundId = newId('re');
  const transaction = await move(turn, {
    type: charge.payment_method_details?.type === 'card' ? 'refund' : 'payment_refund',
    category: 'refund',
    amount: -amount,
    currency: charge.currency,
    source: refundId,
    description: 'REFUND FOR CHARGE',
  });
  const made: Refund = {
    ...nulls('refund'),
    id: refundId,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: id,
    created: turn.now,
    currency: charge.currency,
    customer: charge.customer,
    metadata: terms.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(course.first === 'pending' && { pending_reason: 'processing' }),
    reason: reasonOf(terms.reason),
    status: course.first,
  };
  await turn.create(made, 'refund.created');
  const refunded = charge.amount_refunded + amount;
  const changes = { amount_refunded: refunded, refunded: refunded === charge.amount };
  await turn.change(charge, changes, 'charge.refunded');
  if (course.then) {
    const action = course.then === 'failed' ? 'fail_refund' : 'succeed_refund';
    await turn.schedule(turn.now + course.after, action, refundId);
  }
  return made;
}

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;
const reasonOf = (reason: string | undefined): Refund['reason'] =>
  REASONS.find((known) => known === reason) ?? null;

const CHANGED = ['refund.updated', 'charge.refund.updated'];

/** A pending refund has reached the payer. */
export async function succeedRefund(turn: Turn, id: string): Promise<void> {
  const { pending_reason: _gone, ...before } = await turn.get('refund', id);
  if (before.status !== 'pending') return;
  await turn.change(before, { status: 'succeeded' }, ...CHANGED);
}

/** The payer's bank has sent the money back: it returns to the balance. */
export async function failRefund(turn: Turn, id: string): Promise<void> {
  const { pending_reason: _gone, ...before } = await turn.get('refund', id);
  if (before.status === 'failed') return;
  await turn.unschedule('succeed_refund', id);
  const transaction = await move(turn, {
    type: 'refund_failure',
    category: 'refund_failure',
    amount: before.amount,
    currency: before.currency,
    source: id,
    description: 'REFUND FAILURE',
  });
  await turn.change(
    before,
    {
      status: 'failed',
      failure_reason: 'unknown',
      failure_balance_transaction: transaction.id,
    },
    'refund.failed',
    ...CHANGED,
  );
  const charge = await turn.get('charge', before.charge ?? '');
  const left = charge.amount_refunded - before.amount;
  await turn.change(charge, { amount_refunded: left, refunded: false }, 'charge.updated');
}
