import type { Kinds } from '../state/kinds.js';
import { TEST_ACCOUNTS, TEST_CARDS } from '../money/test-cards.js';
import { html, type Html, money } from './html.js';
import type { Page } from './shell.js';

/** What the page shows besides the session. */
export interface Shown {
  /** What was written, to be shown again. */
  readonly values?: Readonly<Record<string, string>>;
  /** What is wrong with a field, by its name. */
  readonly wrong?: Readonly<Record<string, string>>;
  /** What went wrong with the payment. */
  readonly alert?: string;
}

/** The page on which a session is paid. */
export function checkoutPage(
  session: Kinds['checkout.session'],
  items: readonly Kinds['item'][],
  shown: Shown = {},
): Page {
  const total = money(session.amount_total ?? 0, session.currency ?? 'usd');
  const saves = session.mode === 'setup';
  const status = shown.alert === undefined ? (shown.wrong ? 422 : 200) : 402;
  return {
    title: saves ? 'Save a card' : `Pay ${total}`,
    status,
    leadsTo: session.success_url,
    main: html`<main>
      <section class="summary" aria-label="${saves ? 'What for' : 'What you buy'}">
        ${
          session.cancel_url === null
            ? undefined
            : html`<a class="back" href="${session.cancel_url}">← Back</a>`
        }
        <h1>${saves ? 'Save a card for Scrip sandbox' : 'Pay Scrip sandbox'}</h1>
        ${
          saves
            ? html`<p>Nothing is charged now. Later payments may be charged to this card.</p>`
            : html`<p class="total">${total}</p>
                ${lines(items)}`
        }
      </section>
      <section aria-labelledby="pay">
        <h2 id="pay">${saves ? 'Card' : 'Payment details'}</h2>
        ${form(session, saves ? 'Save card' : `Pay ${total}`, shown)} ${tests(session)}
      </section>
    </main>`,
  };
}

const lines = (items: readonly Kinds['item'][]): Html =>
  html`<ul class="lines">
    ${items.map(
      (item) =>
        html`<li>
          <span
            >${item.description ?? ''}${item.quantity === 1 ? '' : ` × ${item.quantity ?? 1}`}</span
          >
          <span>${money(item.amount_total, item.currency)}</span>
        </li>`,
    )}
  </ul>`;

function form(session: Kinds['checkout.session'], action: string, shown: Shown): Html {
  const email = session.customer_email ?? session.customer_details?.email ?? '';
  const hasBank = session.payment_method_types.includes('us_bank_account');
  const name = session.customer_details?.name ?? '';
  const values: Readonly<Record<string, string>> = { email, name, ...shown.values };
  const [first] = Object.keys(shown.wrong ?? {});
  const inputOf = (field: string, label: string, more: Attributes) =>
    input({
      name: field,
      label,
      value: values[field] ?? '',
      wrong: shown.wrong?.[field],
      isFirst: first === field,
      ...more,
    });
  return html`<form method="post" action="../pay/${session.id}" novalidate>
    ${shown.alert === undefined ? undefined : html`<p class="alert" role="alert">${shown.alert}</p>`}
    ${inputOf('email', 'Email', { type: 'email', autocomplete: 'email' })}
    ${hasBank ? ways(values['way'] ?? 'card') : undefined}
    <div class="card">
      ${inputOf('number', 'Card number', { numeric: true, autocomplete: 'cc-number' })}
      <div class="pair">
        ${inputOf('expiry', 'Expiry', { numeric: true, autocomplete: 'cc-exp', hint: 'MM / YY' })}
        ${inputOf('cvc', 'CVC', { numeric: true, autocomplete: 'cc-csc', hint: 'Three digits' })}
      </div>
    </div>
    ${
      hasBank
        ? html`<div class="bank">${inputOf('account', 'Account number', { numeric: true })}</div>`
        : undefined
    }
    ${inputOf('name', 'Name', { autocomplete: 'name' })}
    <button type="submit">${action}</button>
  </form>`;
}

interface Attributes {
  readonly type?: 'email' | 'text';
  readonly numeric?: boolean;
  readonly autocomplete?: string;
  readonly hint?: string;
}
interface Input extends Attributes {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly wrong?: string | undefined;
  /** The first of those that are wrong has the focus. */
  readonly isFirst: boolean;
}

function input({ name, label, value, wrong, hint, isFirst, ...more }: Input): Html {
  const described = [
    ...(wrong === undefined ? [] : [`${name}-wrong`]),
    ...(hint ? [`${name}-hint`] : []),
  ];
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${more.type ?? 'text'}"
      value="${value}"
      maxlength="200"
      autocomplete="${more.autocomplete ?? 'off'}"
      inputmode="${more.numeric ? 'numeric' : more.type === 'email' ? 'email' : 'text'}"
      ${isFirst ? html`autofocus` : undefined}
      aria-invalid="${wrong === undefined ? 'false' : 'true'}"
      ${described.length > 0 ? html`aria-describedby="${described.join(' ')}"` : undefined}
    />
    ${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${wrong === undefined ? undefined : html`<p class="wrong" id="${name}-wrong">${wrong}</p>`}
  </div>`;
}

const ways = (chosen: string): Html =>
  html`<fieldset>
    <legend>Pay with</legend>
    ${[
      ['card', 'Card'],
      ['bank', 'US bank account, takes some days'],
    ].map(
      ([way, label]) =>
        html`<label class="way" for="way-${way}">
          <input
            type="radio"
            id="way-${way}"
            name="way"
            value="${way}"
            ${chosen === way ? html`checked` : undefined}
          />
          ${label}
        </label>`,
    )}
  </fieldset>`;

const grouped = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ');

const tests = (session: Kinds['checkout.session']): Html =>
  html`<div class="tests">
    <table>
      <caption>
        Test cards, with any date in the future and any three digits
      </caption>
      <tbody>
        ${TEST_CARDS.map(
          ({ number, what }) =>
            html`<tr>
              <th scope="row">${grouped(number)}</th>
              <td>${what}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      session.payment_method_types.includes('us_bank_account')
        ? html`<table>
            <caption>
              Test bank accounts
            </caption>
            <tbody>
              ${TEST_ACCOUNTS.map(
                ({ number, what }) =>
                  html`<tr>
                    <th scope="row">${number}</th>
                    <td>${what}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        : undefined
    }
  </div>`;

/** The page on which the payer answers the bank of the card. */
export const authenticationPage = (
  intent: Kinds['payment_intent'] | Kinds['setup_intent'],
  leadsTo: string | null,
): Page => ({
  title: 'Authenticate the payment',
  leadsTo,
  main: html`<main class="single">
    <form method="post" action="../authenticate/${intent.id}">
      <h1>The bank of the card asks</h1>
      <p>
        ${
          intent.object === 'payment_intent'
            ? `Is this payment of ${money(intent.amount, intent.currency)} to Scrip sandbox yours?`
            : 'May Scrip sandbox charge your card later, while you are not there?'
        }
        A real bank would ask for a code or show this in its app.
      </p>
      <button type="submit" name="answer" value="yes">Authenticate</button>
      <button class="second" type="submit" name="answer" value="no">Fail the authentication</button>
    </form>
  </main>`,
});
