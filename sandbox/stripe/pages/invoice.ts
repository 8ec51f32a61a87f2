import type { FastifyInstance } from 'fastify';
import { payHosted } from '../billing/hosted.js';
import { methodFor } from '../billing/collecting.js';
import { intentOfPayment, openPayment } from '../billing/paying.js';
import { keepCard } from '../money/methods.js';
import type { Kinds } from '../state/kinds.js';
import { missing } from '../state/errors.js';
import type { Turn } from '../state/turn.js';
import type { Turns } from '../state/turns.js';
import { answer, fieldsOf, isRefused, type Outcome, type PageRequest } from './answer.js';
import { cardIn, wrongInCard } from './card-entry.js';
import { type Shown, statusOf } from './card-fields.js';
import { invoicePage } from './invoice-page.js';

type Invoice = Kinds['invoice'];

/** The hosted pages of invoices. https://docs.stripe.com/invoicing/hosted-invoice-page */
export class InvoicePages {
  constructor(private readonly turns: Turns) {}

  add(fastify: FastifyInstance): void {
    const { turns } = this;
    fastify.get('/i/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) =>
        show(turn, request.params.id, { isRefused: isRefused(request) }),
      ),
    );
    fastify.post('/i/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => paid(turn, request.params.id, fieldsOf(request))),
    );
  }
}

/** Statuses of an invoice that can be paid. */
const PAYABLE: readonly unknown[] = ['open', 'uncollectible'];

/** A draft has no page yet. */
async function hostedInvoice(turn: Turn, id: string): Promise<Invoice> {
  const invoice = await turn.get('invoice', id);
  if (invoice.hosted_invoice_url === null) throw missing('invoice', id);
  return invoice;
}

/** What the page is shown after. */
interface After {
  /** The form was sent. */
  readonly shown?: Shown;
  /** The bank of the card that was tried has just refused. */
  readonly isRefused?: boolean;
}

async function show(turn: Turn, id: string, { shown, isRefused }: After): Promise<Outcome> {
  const invoice = await hostedInvoice(turn, id);
  const isPayable = PAYABLE.includes(invoice.status);
  const payment = isPayable
    ? await openPayment(turn, id)
    : (await turn.all('invoice_payment', { invoice: id, status: 'paid' }))[0];
  const intent = payment && (await turn.find('payment_intent', intentOfPayment(payment)));
  const failure = intent?.last_payment_error?.message;
  const waiting = intent?.next_action?.redirect_to_url?.url;
  const charge = invoice.status === 'paid' ? intent?.latest_charge : undefined;
  const receipt = charge ? (await turn.get('charge', charge)).receipt_url : null;
  return invoicePage({
    invoice,
    isPayable: isPayable && intent !== undefined,
    canSave: isPayable && (await methodFor(turn, invoice)) !== undefined,
    ...(typeof waiting === 'string' && { authenticateAt: waiting }),
    ...(typeof receipt === 'string' && { receiptAt: receipt }),
    ...(shown && { status: statusOf(shown) }),
    shown: shown ?? (isRefused && failure !== undefined ? { alert: failure } : {}),
    ...(!shown && !isRefused && failure !== undefined && { failedBefore: failure }),
  });
}

async function paid(turn: Turn, id: string, values: Record<string, string>): Promise<Outcome> {
  const invoice = await hostedInvoice(turn, id);
  // A second click, the back button, or an invoice that is void meanwhile.
  const back = { redirect: invoice.hosted_invoice_url ?? '' };
  if (!PAYABLE.includes(invoice.status) || !(await openPayment(turn, id))) return back;
  const wrong = wrongInCard(values, turn.now);
  // The security code is asked for again each time.
  const again = { ...values, cvc: '' };
  if (Object.keys(wrong).length > 0) return show(turn, id, { shown: { values: again, wrong } });
  const payer = { name: values['name'] ?? '', email: invoice.customer_email };
  const method = await keepCard(turn, cardIn(values), payer);
  const { tried } = await payHosted(turn, invoice, method, values['save'] === 'yes');
  if (tried?.decline) {
    return show(turn, id, { shown: { values: again, alert: tried.decline.message } });
  }
  return { redirect: tried?.intent.next_action?.redirect_to_url?.url ?? back.redirect };
}
