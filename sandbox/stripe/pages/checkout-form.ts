import type { Kinds } from '../state/kinds.js';
import { TEST_ACCOUNTS } from '../money/test-cards.js';
import { alertOf, cardFields, inputsOf, type Shown, statusOf, testCards } from './card-fields.js';
import { html, type Html, money } from './html.js';
import type { Page } from './shell.js';
import type { Subscribing } from './subscribing.js';

/** What a session is for, and whose it is. */
export interface Checkout {
  readonly items: readonly Kinds['item'][];
  readonly subscribing: Subscribing | undefined;
  readonly customer: Kinds['customer'] | undefined;
}

/** The page on which a session is paid. */
export function checkoutPage(
  session: Kinds['checkout.session'],
  { items, subscribing, customer }: Checkout,
  shown: Shown = {},
): Page {
  const total = money(session.amount_total ?? 0, session.currency ?? 'usd');
  const saves = session.mode === 'setup';
  const action = saves ? 'Save card' : (subscribing?.action ?? `Pay ${total}`);
  return {
    title: saves ? 'Save a card' : (subscribing?.title ?? action),
    status: statusOf(shown),
    leadsTo: session.success_url,
    main: html`<main>
      <section class="summary" aria-label="${saves ? 'What for' : 'What you buy'}">
        ${
          session.cancel_url === null
            ? undefined
            : html`<a class="back" href="${session.cancel_url}">← Back</a>`
        }
        ${
          saves
            ? html`<h1>Save a card for Scrip sandbox</h1>
                <p>Nothing is charged now. Later payments may be charged to this card.</p>`
            : subscribing
              ? subscription(subscribing, items, total)
              : html`<h1>Pay Scrip sandbox</h1>
                  <p class="total">${total}</p>
                  <ul class="lines">
                    ${lines(items)}
                  </ul>`
        }
      </section>
      <section aria-labelledby="pay">
        <h2 id="pay">${saves ? 'Card' : 'Payment details'}</h2>
        ${form(session, customer, action, shown)} ${tests(session)}
      </section>
    </main>`,
  };
}

const subscription = (
  { title, price, often, later }: Subscribing,
  items: readonly Kinds['item'][],
  total: string,
): Html =>
  html`<h1>${title}</h1>
    <p class="total">${price} <span class="often">${often}</span></p>
    ${later === undefined ? undefined : html`<p class="later">${later}</p>`}
    <ul class="lines">
      ${lines(items)}
      <li class="due"><span>Total due today</span> <span>${total}</span></li>
    </ul>`;

const lines = (items: readonly Kinds['item'][]): Html =>
  html`${items.map(
    (item) =>
      html`<li>
        <span
          >${item.description ?? ''}${item.quantity === 1 ? '' : ` × ${item.quantity ?? 1}`}</span
        >
        <span>${money(item.amount_total, item.currency)}</span>
      </li>`,
  )}`;

function form(
  session: Kinds['checkout.session'],
  customer: Checkout['customer'],
  action: string,
  shown: Shown,
): Html {
  const { customer_email: given, customer_details: details } = session;
  const email = given ?? details?.email ?? customer?.email ?? '';
  const hasBank = session.payment_method_types.includes('us_bank_account');
  const name = details?.name ?? customer?.name ?? '';
  const inputOf = inputsOf(shown, { email, name });
  return html`<form method="post" action="../pay/${session.id}" novalidate>
    ${alertOf(shown)} ${inputOf('email', 'Email', { type: 'email', autocomplete: 'email' })}
    ${hasBank ? ways(shown.values?.['way'] ?? 'card') : undefined}
    <div class="card">${cardFields(inputOf)}</div>
    ${
      hasBank
        ? html`<div class="bank">${inputOf('account', 'Account number', { numeric: true })}</div>`
        : undefined
    }
    ${inputOf('name', 'Name', { autocomplete: 'name' })}
    <button type="submit">${action}</button>
    ${session.mode === 'subscription' ? html`<p class="hint">${UNTIL_CANCELLED}</p>` : undefined}
  </form>`;
}

const UNTIL_CANCELLED =
  'Scrip sandbox may charge your card for each further period, until you cancel.';

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

const tests = (session: Kinds['checkout.session']): Html =>
  html`<div class="tests">
    ${testCards()}
    ${session.payment_method_types.includes('us_bank_account') ? testAccounts() : undefined}
  </div>`;

const testAccounts = (): Html =>
  html`<table>
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
  </table>`;

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
