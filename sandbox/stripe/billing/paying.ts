import { cancelIntent } from '../money/intents.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { statusAfter } from './statuses.js';

type Invoice = Kinds['invoice'];
type Payment = Kinds['invoice_payment'];

const PAID = ['invoice.updated', 'invoice.paid', 'invoice.payment_succeeded'];
/** What is done to an unpaid invoice by itself. */
const COLLECTION = ['finalize_invoice', 'retry_invoice', 'give_up_invoice'];

/** The payment of an invoice that is still open; none for what nothing is due of. */
export async function openPayment(turn: Turn, invoice: string): Promise<Payment | undefined> {
  const [payment] = await turn.all('invoice_payment', { invoice, status: 'open' });
  return payment;
}

/** Id of the intent of a payment. */
export const intentOfPayment = ({ payment }: Payment): string => payment.payment_intent ?? '';

/**
 * The invoice is paid: by its intent, by nothing because nothing is due, or outside of Stripe,
 * which leaves its intent unpaid.
 */
export async function markPaid(
  turn: Turn,
  invoice: Invoice,
  { outside = false } = {},
): Promise<Invoice> {
  await stopCollection(turn, invoice.id);
  const payment = await openPayment(turn, invoice.id);
  if (payment && outside) await cancelPayment(turn, payment);
  else if (payment) {
    await turn.change(
      payment,
      {
        status: 'paid',
        amount_paid: payment.amount_requested,
        status_transitions: { ...payment.status_transitions, paid_at: turn.now },
      },
      'invoice_payment.paid',
    );
  }
  const after = await turn.change(
    invoice,
    {
      status: 'paid',
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      attempted: true,
      auto_advance: false,
      next_payment_attempt: null,
      status_transitions: { ...invoice.status_transitions, paid_at: turn.now },
    },
    ...PAID,
  );
  if (outside) await turn.hide(invoice.id, { outside: 'true' });
  await statusAfter(turn, after);
  return after;
}

/** Nothing of it is done by itself any more. */
export async function stopCollection(turn: Turn, invoice: string): Promise<void> {
  await turn.unschedule(COLLECTION, invoice);
}

/** Nobody can pay an invoice by this any more. */
export async function cancelPayment(turn: Turn, payment: Payment): Promise<void> {
  const intent = await turn.get('payment_intent', intentOfPayment(payment));
  await cancelIntent(turn, intent, 'void_invoice');
  await turn.change(payment, {
    status: 'canceled',
    status_transitions: { ...payment.status_transitions, canceled_at: turn.now },
  });
}
