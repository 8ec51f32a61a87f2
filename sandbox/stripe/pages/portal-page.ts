import { periodOf } from '../billing/items.js';
import type { Kinds } from '../state/kinds.js';
import { alertOf, cardFields, inputsOf, type Shown, testCards } from './card-fields.js';
import { dayOf, html, type Html, money } from './html.js';
import type { ShownPlan, ShownPortal, ShownSubscription } from './portal-shown.js';
import type { Page } from './shell.js';

type Session = Kinds['billing_portal.session'];

/** The portal: what a customer pays for, with what, and what they have paid. */
export function portalPage(shown: ShownPortal): Page {
  const { session, features, headline, subscriptions } = shown;
  return {
    title: 'Plan and payments',
    main: html`<main>
      <section class="summary" aria-labelledby="portal">
        ${
          session.return_url === null
            ? undefined
            : html`<a class="back" href="${session.return_url}">← Return to Scrip sandbox</a>`
        }
        <h1 id="portal">Plan and payments</h1>
        <p class="total">${headline ?? 'Manage your plan'}</p>
      </section>
      <div>
        <section aria-labelledby="plan">
          <h2 id="plan">Current plan</h2>
          ${
            subscriptions.length === 0
              ? html`<p>You have not subscribed to anything.</p>`
              : subscriptions.map((subscription) => plan(shown, subscription))
          }
        </section>
        ${features.payment_method_update.enabled ? cardOf(shown) : undefined}
        ${features.invoice_history.enabled ? history(shown) : undefined}
      </div>
    </main>`,
  };
}

const priceOf = ({ cents, currency, interval }: ShownPlan): string =>
  `${money(cents, currency)} per ${interval}`;

function plan({ session, features }: ShownPortal, shown: ShownSubscription): Html {
  const { subscription, next, pendingAt } = shown;
  const { id, schedule } = subscription;
  const isOffered = features.subscription_cancel.enabled && schedule === null;
  const ends = subscription.cancel_at !== null;
  return html`<div class="plan">
    <p class="name">${shown.name}</p>
    <p class="price">${priceOf(shown)}</p>
    <p>${standing(shown)}</p>
    ${next && !ends ? html`<p>From then on: ${next.name}, ${priceOf(next)}.</p>` : undefined}
    ${
      pendingAt === undefined
        ? undefined
        : html`<p>
            <a href="${pendingAt}">Pay the invoice</a> that a change of your plan waits for.
          </p>`
    }
    ${
      schedule === null
        ? undefined
        : html`<p class="hint">A change is scheduled. To cancel, go back to where you made it.</p>`
    }
    ${
      !isOffered
        ? undefined
        : ends
          ? html`<form method="post" action="${session.id}/renew/${id}">
              <button type="submit">Do not cancel</button>
            </form>`
          : html`<p><a href="${session.id}/cancel/${id}">Cancel the plan</a></p>`
    }
  </div>`;
}

function standing({ subscription, ends }: ShownSubscription): string {
  const { cancel_at: end, status } = subscription;
  if (end !== null) return `Your plan ends on ${dayOf(end)}.`;
  if (status === 'past_due') return 'The last renewal is not paid. The card is tried again.';
  return `Your plan renews on ${dayOf(ends)}.`;
}

function cardOf({ session, card }: ShownPortal): Html {
  const until = card && `${String(card.exp_month).padStart(2, '0')}/${card.exp_year}`;
  return html`<section aria-labelledby="card">
    <h2 id="card">Payment method</h2>
    ${
      card
        ? html`<p>Visa •••• ${card.last4}, expires ${until}</p>`
        : html`<p>There is no card that renewals are charged to.</p>`
    }
    <p><a href="${session.id}/card">${card ? 'Replace the card' : 'Add a card'}</a></p>
  </section>`;
}

const STATES: Readonly<Record<string, string>> = {
  open: 'Not paid',
  paid: 'Paid',
  uncollectible: 'Written off',
  void: 'Void',
};

const history = ({ invoices }: ShownPortal): Html =>
  html`<section aria-labelledby="invoices">
    <h2 id="invoices">Invoices</h2>
    ${
      invoices.length === 0
        ? html`<p>There are none yet.</p>`
        : html`<ul class="lines">
            ${invoices.map(
              (invoice) =>
                html`<li>
                  <span
                    ><a href="${invoice.hosted_invoice_url ?? ''}"
                      >${dayOf(invoice.effective_at ?? invoice.created)}</a
                    ><small>${invoice.lines.data[0]?.description ?? ''}</small></span
                  >
                  <span
                    >${money(invoice.total, invoice.currency)}
                    <small>${STATES[invoice.status ?? ''] ?? ''}</small></span
                  >
                </li>`,
            )}
          </ul>`
    }
  </section>`;

/** The page on which a customer replaces their card. */
export function cardPage(
  session: Session,
  customer: Kinds['customer'],
  shown: Shown,
  status: number,
): Page {
  const inputOf = inputsOf(shown, { name: customer.name ?? '' });
  return {
    title: 'Replace the card',
    status,
    main: html`<main class="single">
      <div>
        <a class="back" href="../${session.id}">← Back</a>
        <h1>Replace the card</h1>
        <p>Nothing is charged now. Renewals and upgrades are charged to this card from now on.</p>
        <form method="post" action="card" novalidate>
          ${alertOf(shown)} ${cardFields(inputOf)}
          ${inputOf('name', 'Name', { autocomplete: 'name' })}
          <button type="submit">Save card</button>
        </form>
        <div class="tests">${testCards()}</div>
      </div>
    </main>`,
  };
}

/** The page that asks whether a plan is to end with its period. */
export const cancelPage = (session: Session, subscription: Kinds['subscription']): Page => ({
  title: 'Cancel the plan',
  main: html`<main class="single">
    <form method="post" action="${subscription.id}">
      <h1>Cancel the plan?</h1>
      <p>
        It stays as it is until ${dayOf(periodOf(subscription).end)} and is not renewed. Nothing is
        paid back. Until then you can change your mind here.
      </p>
      <button type="submit">Cancel the plan</button>
      <a class="button second" href="../../${session.id}">Keep it</a>
    </form>
  </main>`,
});
