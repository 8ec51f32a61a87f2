/** Plans and packs currently on sale, as tables of the help pages. */
import { packAt, planAt, type Catalogue } from '../../domain/catalogue/catalogue.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import type { Instant } from '../../domain/instant.js';
import { minorPerUnit, type Money } from '../../domain/money.js';
import { html, type Markup } from './html.js';

/** Tables for the pages; empty if nothing is on sale. */
export interface OnSale {
  readonly plans: Markup;
  readonly packs: Markup;
}

/** What is on sale at `now`, cheapest first. */
export function onSaleAt(catalogue: Catalogue, now: Instant): OnSale {
  return { plans: plansTable(catalogue, now), packs: packsTable(catalogue, now) };
}

function plansTable(catalogue: Catalogue, now: Instant): Markup {
  const plans = [...catalogue.plans.keys()].flatMap((id) => planAt(catalogue, id, now) ?? []);
  const rows = plans
    .sort((a, b) => Number(a.price.minor - b.price.minor))
    .map(({ name, price, credits, seats, prioritySupport }) => {
      const more = [
        seats > 1 ? `${seats} seats` : '1 seat',
        ...(prioritySupport ? ['priority support'] : []),
      ].join(', ');
      const cost = price.minor === 0n ? 'free' : money(price);
      return row(name, more, cost, amount(credits));
    });
  if (rows.length === 0) return html``;
  return html`<table>
    <caption>
      Plans on sale today
    </caption>
    <thead>
      <tr>
        <th scope="col">Plan</th>
        <th scope="col">A month</th>
        <th scope="col">Credits a month</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function packsTable(catalogue: Catalogue, now: Instant): Markup {
  const packs = [...catalogue.packs.keys()].flatMap((id) => packAt(catalogue, id, now) ?? []);
  const rows = packs
    .map(({ name, description, terms }) => {
      switch (terms.kind) {
        case 'fixed':
          return {
            order: terms.price.minor,
            cells: { name, description, price: money(terms.price), credits: amount(terms.credits) },
          };
        case 'custom': {
          const unit = money({ minor: minorPerUnit(terms.currency), currency: terms.currency });
          const price = `${money(terms.least)} to ${money(terms.most)}`;
          const credits = `${amount(terms.creditsPerMajorUnit)} for each ${unit}`;
          return { order: terms.most.minor, cells: { name, description, price, credits } };
        }
      }
    })
    .sort((a, b) => Number(a.order - b.order))
    .map(({ cells: { name, description, price, credits } }) => {
      return row(name, description, price, credits);
    });
  if (rows.length === 0) return html`<p>No packs are on sale at the moment.</p>`;
  return html`<table>
    <caption>
      Packs on sale today
    </caption>
    <thead>
      <tr>
        <th scope="col">Pack</th>
        <th scope="col">Price</th>
        <th scope="col">Credits</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** Three columns: a fourth does not fit on a phone. */
function row(name: string, about: string, price: string, credits: string): Markup {
  return html`<tr>
    <th scope="row">${name} <span>${about}</span></th>
    <td>${price}</td>
    <td>${credits}</td>
  </tr>`;
}

/** `1,500`: exact, in English like the pages. */
function amount(credits: Credits): string {
  const [whole = '', fraction] = formatCredits(credits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `$25`, `$12.50`; amounts of the catalogue are far below 2^53. */
function money({ minor, currency }: Money): string {
  const unit = minorPerUnit(currency);
  const places = minor % unit === 0n ? 0 : String(unit).length - 1;
  return (Number(minor) / Number(unit)).toLocaleString('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
}
