/** The help pages for end users, in plain words. */
import { choosingAModel } from './choosing-a-model.js';
import { documentOf } from './document.js';
import { errorsAndRetries } from './errors-and-retries.js';
import { howCreditsWork } from './how-credits-work.js';
import { html, type Markup } from './html.js';
import type { OnSale } from './on-sale.js';
import { outOfCredits } from './out-of-credits.js';
import { packsAndSubscriptions } from './packs-and-subscriptions.js';

/** One page; `body` follows its heading. */
export interface HelpPage {
  readonly title: string;
  /** One sentence on the page's content. */
  readonly about: string;
  body(onSale: OnSale): Markup;
}

/** By the last part of their address, which the widget links to. */
export const HELP_PAGES: Readonly<Record<string, HelpPage>> = {
  credits: howCreditsWork,
  models: choosingAModel,
  'out-of-credits': outOfCredits,
  'errors-and-retries': errorsAndRetries,
  'packs-and-subscriptions': packsAndSubscriptions,
};

/** The HTML document of a page; undefined if there is none with that name. */
export function helpDocument(name: string, onSale: OnSale): string | undefined {
  const page = Object.hasOwn(HELP_PAGES, name) ? HELP_PAGES[name] : undefined;
  if (!page) return undefined;
  const next = Object.entries(HELP_PAGES)
    .filter(([other]) => other !== name)
    .map(([other, { title, about }]) => {
      return html`<li><a href="/help/${other}">${title}</a><span>${about}</span></li> `;
    });
  return pageOf(
    page.title,
    html`<h1>${page.title}</h1>
      <p class="lead">${page.about}</p>
      ${page.body(onSale)}
      <nav aria-labelledby="more">
        <h2 id="more">More help</h2>
        <ul class="pages">
          ${next}
        </ul>
      </nav>`,
  );
}

/** The list of all pages. */
export function helpIndex(): string {
  const pages = Object.entries(HELP_PAGES).map(([name, { title, about }]) => {
    return html`<li><a href="/help/${name}">${title}</a><span>${about}</span></li> `;
  });
  return pageOf(
    'Help with credits',
    html`<h1>Help with credits</h1>
      <p class="lead">Five short pages about what your credits pay for, and how far they go.</p>
      <ul class="pages">
        ${pages}
      </ul>`,
  );
}

const pageOf = (title: string, main: Markup): string =>
  documentOf(
    title,
    html`<header><a href="/help">Help with credits</a></header>
      <main>${main}</main>`,
  );
