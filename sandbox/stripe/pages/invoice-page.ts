import type { Kinds } from '../state/kinds.js';
import { alertOf, cardFields, inputsOf, type Shown, testCards } from './card-fields.js';
import { dayOf, html, type Html, money } from './html.js';
import type { Page } from './shell.js';

type Invoice = Kinds['invoice'];

/** What the page of an invoice is made of. */
export interface InvoiceShown {
  readonly invoice: Invoice;
  readonly isPayable: boolean;
  /** Another card is charged for later invoices until somebody says otherwise. */
  readonly canSave: boolean;
  /** Where the bank of the card that was tried asks. */
  readonly authenticateAt?: string;
  readonly receiptAt?: string;
  readonly shown: Shown;
  /** Why the last try failed, before the page was opened. */
  readonly failedBefore?: string;
  /** Of the answer. */
  readonly status?: number;
}

/** The page on which an invoice is looked at and paid. */
export function invoicePage(page: InvoiceShown): Page {
  const { invoice, isPayable } = page;
  const due = money(invoice.amount_remaining, invoice.currency);
  return {
    title: `Invoice ${invoice.number ?? ''}`,
    status: page.status ?? 200,
    main: html`<main>
      <section class="summary" aria-label="Invoice">
        <h1>Invoice from Scrip sandbox</h1>
        <p class="total">${isPayable ? due : money(invoice.total, invoice.currency)}</p>
        ${facts(invoice, isPayable)} ${lines(invoice, isPayable)}
      </section>
      <section aria-labelledby="status">${isPayable ? payment(page, due) : ended(page)}</section>
    </main>`,
  };
}

const STATES: Readonly<Record<string, string>> = {
  open: 'Open',
  paid: 'Paid',
  uncollectible: 'Written off, can still be paid',
  void: 'Void',
};

function facts(invoice: Invoice, isPayable: boolean): Html {
  const { status_transitions: when, customer_name: name, customer_email: email } = invoice;
  const { next_payment_attempt: next } = invoice;
  const rows: [string, string | null][] = [
    ['Invoice number', invoice.number],
    ['Status', STATES[invoice.status ?? ''] ?? String(invoice.status)],
    ['Issued', when.finalized_at === null ? null : dayOf(when.finalized_at)],
    // One that is charged by itself is due once it is issued.
    ['Due', isPayable ? dayOf(invoice.due_date ?? when.finalized_at ?? invoice.created) : null],
    ['Charged again', isPayable && next !== null ? dayOf(next) : null],
    ['Paid', when.paid_at === null ? null : dayOf(when.paid_at)],
    ['To', name ?? email],
  ];
  return html`<dl class="facts">
    ${rows.flatMap(([what, value]) =>
      value === null
        ? []
        : [
            html`<div>
              <dt>${what}</dt>
              <dd>${value}</dd>
            </div>`,
          ],
    )}
  </dl>`;
}

function lines(invoice: Invoice, isPayable: boolean): Html {
  const { currency } = invoice;
  const tax = (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
  const off = (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
  const balance = invoice.amount_due - invoice.total;
  const sums: [string, number, boolean][] = [
    ['Subtotal', invoice.subtotal, true],
    ['Discount', -off, off !== 0],
    ['Tax', tax, true],
    ['Total', invoice.total, true],
    ['Customer balance', balance, balance !== 0],
    ['Amount paid', invoice.amount_paid, invoice.status === 'paid' || invoice.amount_paid !== 0],
    ['Amount due', invoice.amount_remaining, isPayable],
  ];
  const row = (label: Html | string, amount: number) =>
    html`<li><span>${label}</span><span>${money(amount, currency)}</span></li>`;
  return html`<ul class="lines">
      ${invoice.lines.data.map((line) =>
        row(
          html`${line.description ?? ''}
            <small>${dayOf(line.period.start)} to ${dayOf(line.period.end)}</small>`,
          line.amount,
        ),
      )}
    </ul>
    <ul class="lines sums">
      ${sums.flatMap(([label, amount, isShown]) => (isShown ? [row(label, amount)] : []))}
    </ul>`;
}

function payment(page: InvoiceShown, due: string): Html {
  const { invoice, canSave, authenticateAt, shown, failedBefore } = page;
  const inputOf = inputsOf(shown, { name: invoice.customer_name ?? '' });
  return html`<h2 id="status">Pay this invoice</h2>
    ${
      authenticateAt === undefined
        ? undefined
        : html`<div class="note">
            <p>The bank of your card wants to know that this payment of ${due} is yours.</p>
            <p><a class="button" href="${authenticateAt}">Authenticate the payment</a></p>
            <p>Or pay with another card.</p>
          </div>`
    }
    ${
      failedBefore === undefined
        ? undefined
        : html`<p class="hint before">The last try to charge it failed: ${failedBefore}</p>`
    }
    <form method="post" action="../i/${invoice.id}" novalidate>
      ${alertOf(shown)} ${cardFields(inputOf)} ${inputOf('name', 'Name', { autocomplete: 'name' })}
      ${
        canSave
          ? html`<label class="way" for="save">
              <input
                type="checkbox"
                id="save"
                name="save"
                value="yes"
                ${shown.values?.['save'] === 'yes' ? html`checked` : undefined}
              />
              Charge later invoices to this card, too
            </label>`
          : html`<p class="hint">Later invoices are charged to this card, too.</p>`
      }
      <button type="submit">Pay ${due}</button>
    </form>
    <div class="tests">${testCards()}</div>`;
}

/** Its address is in mails and on pages of others: it knows of none to lead back to. */
const BACK = 'You can close this page and go back to where you came from.';

const ENDS: Readonly<Record<string, readonly [title: string, text: string]>> = {
  paid: ['This invoice is paid', `Nothing is due any more. ${BACK}`],
  void: ['This invoice is void', `Nobody can pay it, and nothing is due. ${BACK}`],
};

function ended({ invoice, receiptAt }: InvoiceShown): Html {
  const [title, text] = ENDS[invoice.status ?? ''] ?? ['This invoice cannot be paid here', ''];
  return html`<h2 id="status">${title}</h2>
    <p>${text}</p>
    ${receiptAt === undefined ? undefined : html`<p><a href="${receiptAt}">Receipt</a></p>`}`;
}
