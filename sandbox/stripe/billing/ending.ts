import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { periodOf } from './items.js';
import { cancelPayment, openPayment, stopCollection } from './paying.js';
import { endSchedule } from './phases.js';
import { invoicesOf } from './statuses.js';

type Subscription = Kinds['subscription'];
type Invoice = Kinds['invoice'];
type Details = NonNullable<Subscription['cancellation_details']>;

/** What is done to a subscription by itself. */
const ACTIONS = ['advance_subscription', 'expire_subscription', 'expire_update'];

/** Statuses of a subscription that has ended. */
const ENDED: readonly unknown[] = ['canceled', 'incomplete_expired'];

/** Whether a subscription has ended: nothing brings it back. */
export const hasEnded = ({ status }: Pick<Subscription, 'status'>): boolean =>
  ENDED.includes(status);

/** A subscription that ends with its period, or that goes on after all. */
export const endsWith = (
  turn: Turn,
  subscription: Subscription,
  ends: boolean,
): Partial<Subscription> => ({
  cancel_at_period_end: ends,
  cancel_at: ends ? periodOf(subscription).end : null,
  canceled_at: ends ? turn.now : null,
});

/**
 * Ends a subscription now. What it has not paid stays open, and is not charged by itself any more.
 * https://docs.stripe.com/billing/subscriptions/cancel
 */
export async function endSubscription(
  turn: Turn,
  subscription: Subscription,
  details: Partial<Details>,
): Promise<Subscription> {
  await stop(turn, subscription);
  await endSchedule(turn, subscription, subscription.cancel_at === turn.now);
  return turn.change(
    subscription,
    {
      status: 'canceled',
      canceled_at: subscription.canceled_at ?? turn.now,
      ended_at: turn.now,
      cancel_at_period_end: subscription.cancel_at_period_end,
      cancellation_details: {
        comment: null,
        feedback: null,
        feedback_option: null,
        reason: null,
        ...subscription.cancellation_details,
        ...details,
      },
      pending_update: null,
    },
    'customer.subscription.deleted',
  );
}

/** The first payment did not come within its time. */
export async function expireSubscription(turn: Turn, id: string): Promise<void> {
  const subscription = await turn.find('subscription', id);
  if (subscription?.status !== 'incomplete') return;
  await stop(turn, subscription);
  const changes = { status: 'incomplete_expired', ended_at: turn.now } as const;
  await turn.change(subscription, changes, 'customer.subscription.updated');
  for (const invoice of await invoicesOf(turn, id)) {
    if (invoice.status === 'open') await voidInvoice(turn, invoice);
  }
}

async function stop(turn: Turn, { id }: Subscription): Promise<void> {
  await turn.unschedule(ACTIONS, id);
  for (const invoice of await invoicesOf(turn, id)) {
    await stopCollection(turn, invoice.id);
    if (invoice.status === 'open' || invoice.status === 'draft') {
      const changes = { auto_advance: false, next_payment_attempt: null };
      await turn.change(invoice, changes, 'invoice.updated');
    }
  }
}

/** Nobody can pay it any more. https://docs.stripe.com/api/invoices/void */
export async function voidInvoice(turn: Turn, invoice: Invoice): Promise<Invoice> {
  await stopCollection(turn, invoice.id);
  const payment = await openPayment(turn, invoice.id);
  if (payment) await cancelPayment(turn, payment);
  return turn.change(
    invoice,
    {
      status: 'void',
      amount_remaining: invoice.amount_remaining,
      auto_advance: false,
      next_payment_attempt: null,
      status_transitions: { ...invoice.status_transitions, voided_at: turn.now },
    },
    'invoice.updated',
    'invoice.voided',
  );
}
