/** What a change of plan does to the page, and the host's own ways to change one. */
import { isWeb, leadTo, thisPage } from '../parts/purchase.js';
import type { Session } from '../wire/session.js';
import type { FlowWays } from './flow.js';

/** Of an element. */
export const waysOf = (element: HTMLElement, session: () => Session | undefined): FlowWays => ({
  session,
  page: thisPage,
  lead: (page) => leadTo(element, page),
  tell: (detail) => {
    const options = { bubbles: true, composed: true, detail };
    element.dispatchEvent(new CustomEvent('plan-change', options));
  },
});

/** Tells the host which plan somebody chose; false where it goes on by itself. */
export function tellUpgrade(element: HTMLElement, plan: string): boolean {
  const options = { bubbles: true, composed: true, cancelable: true, detail: { plan } };
  return element.dispatchEvent(new CustomEvent('credits-upgrade', options));
}

/** Goes to the host's page about plans; false where it has none. */
export function toHostPage(page: string, plan: string): boolean {
  if (page === '') return false;
  const url = new URL(page, document.baseURI);
  url.searchParams.set('plan', plan);
  if (isWeb(url.href)) location.assign(url);
  return true;
}
