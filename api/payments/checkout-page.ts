/** The page to which buyers return from the checkout. */
import { formatCredits } from '../../domain/credits.js';
import { documentOf } from '../help/document.js';
import { html, type Markup } from '../help/html.js';
import type { Shown } from './plan/checkout-shown.js';

interface Said {
  readonly title: string;
  readonly text: string;
  /** After so many seconds the page is read again; absent: nothing changes any more. */
  readonly again?: number;
}

/** What is said, and when to ask again. */
export function saidOf(shown: Shown): Said {
  const { state, name } = shown;
  const credits = `${formatCredits(shown.credits)} credits`;
  switch (state) {
    case 'starting':
    case 'open':
      return shown.hasPaid
        ? {
            title: 'Checking your payment',
            text: `This takes some seconds. Then your ${credits} are added.`,
            again: 1,
          }
        : {
            title: 'Waiting for your payment',
            text: `As soon as you have paid for ${name}, your ${credits} are added.`,
            again: 3,
          };
    case 'processing':
      return {
        title: 'Your payment is under way',
        text: `It takes a few days. Once it has arrived, your ${credits} are added.`,
        again: 60,
      };
    case 'paid':
      return shown.isHeldUp
        ? {
            title: 'Payment received',
            text: 'Somebody looks at it before your credits are added. You need not pay again.',
            again: 60,
          }
        : {
            title: 'Payment received, adding your credits',
            text: `Your ${credits} will be there in a moment.`,
            again: 1,
          };
    case 'granted':
      return {
        title: 'Your credits are there',
        text: `Your payment for ${name} was received: ${credits} were added.`,
      };
    case 'failed':
      return {
        title: 'Your payment did not arrive',
        text: 'Nothing was charged, and no credits were added.',
      };
    case 'expired':
      return {
        title: 'This checkout has expired',
        text: 'Nothing was charged. Choose the pack again to buy it.',
      };
  }
}

/** The page as HTML, without scripts: the browser reads it again by itself. */
export function checkoutPage(shown: Shown): string {
  const { title, text } = saidOf(shown);
  return documentOf(
    title,
    html`<main class="notice">
      ${shown.state === 'granted' ? html`<p class="mark" aria-hidden="true">✓</p>` : html``}
      <h1>${title}</h1>
      <p class="lead" role="status">${text}</p>
      ${waysOn(shown)}
    </main>`,
  );
}

function waysOn({ state, hasPaid, checkoutUrl, returnUrl }: Shown): Markup {
  const isPayable = state === 'open' && !hasPaid && checkoutUrl !== null;
  const button = (url: string, text: string) =>
    html`<p><a class="button" href="${url}">${text}</a></p>`;
  if (returnUrl === null) {
    const pay = isPayable ? button(checkoutUrl, 'Continue to payment') : html``;
    return html`${pay}
      <p>You can close this page.</p>`;
  }
  if (!isPayable) return button(returnUrl, 'Back to the app');
  return html`${button(checkoutUrl, 'Continue to payment')}
    <p><a href="${returnUrl}">Back to the app</a></p>`;
}
