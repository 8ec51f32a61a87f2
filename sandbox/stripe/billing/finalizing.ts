import { makeIntent } from '../money/intents.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { applyBalance } from './balances.js';
import { markPaid } from './paying.js';

type Invoice = Kinds['invoice'];
type Intent = Kinds['payment_intent'];

const DIGITS = 4;

/**
 * Makes a draft final: it gets its number and is to be paid, by an intent of its own or by the one
 * that is given. What nothing is due of is paid by that.
 * https://docs.stripe.com/invoicing/integration/workflow-transitions#finalized
 */
export async function finalize(turn: Turn, draft: Invoice, given?: Intent): Promise<Invoice> {
  const { due, ending } = await applyBalance(turn, draft);
  const { url, number } = await numbered(turn, draft);
  const open = await turn.change(
    draft,
    {
      amount_due: due,
      amount_remaining: due,
      automatically_finalizes_at: null,
      auto_advance: true,
      effective_at: turn.now,
      ending_balance: ending,
      hosted_invoice_url: url,
      invoice_pdf: `${url}/pdf`,
      number,
      status: 'open',
      status_transitions: { ...draft.status_transitions, finalized_at: turn.now },
    },
    'invoice.finalized',
    'invoice.updated',
  );
  if (due === 0) return markPaid(turn, open);
  await addPayment(turn, open, given ?? (await intentFor(turn, open)));
  return open;
}

/** The next number of the customer, and where they see the invoice. */
async function numbered(turn: Turn, invoice: Invoice) {
  const customer = await turn.get('customer', invoice.customer ?? '');
  const sequence = customer.next_invoice_sequence ?? 1;
  await turn.put({ ...customer, next_invoice_sequence: sequence + 1 });
  return {
    number: `${customer.invoice_prefix}-${String(sequence).padStart(DIGITS, '0')}`,
    url: `${turn.settings.publicUrl}/i/${invoice.id}`,
  };
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  subscription_create: 'Subscription creation',
  manual: 'Payment for Invoice',
};

/** Nothing of the metadata of the subscription or the invoice is copied to it. */
const intentFor = (turn: Turn, invoice: Invoice): Promise<Intent> =>
  makeIntent(turn, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    types: ['card'],
    customer: invoice.customer,
    description: DESCRIPTIONS[invoice.billing_reason ?? ''] ?? 'Subscription update',
    setupFutureUsage: invoice.billing_reason === 'subscription_create' ? 'off_session' : null,
  });

/** https://docs.stripe.com/api/invoice-payment */
const addPayment = (turn: Turn, invoice: Invoice, intent: Intent) =>
  turn.create({
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: turn.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
