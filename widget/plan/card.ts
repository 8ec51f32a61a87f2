/** What the card of a plan says: which plan, what it costs, what waits, and its last invoices. */
import { html, nothing, type TemplateResult } from 'lit';
import { creditsOf, formatMoney } from '../parts/amount.js';
import { dateOf } from '../parts/dates.js';
import { icons } from '../parts/icons.js';
import { isWeb } from '../parts/purchase.js';
import type { Words } from '../parts/strings.js';
import { isLive, type Invoice } from '../wire/plan.js';
import type { Plan } from '../wire/wire.js';
import { currentPlan, type PlanFacts } from './facts.js';
import { noticeWords } from './notice-words.js';
import { nameOf } from './names.js';
import { openInvoice, planStanding } from './standing.js';

const MAX_INVOICES = 3;

/** Its name, its price and its credits; the price of an older version is not known here. */
export function planLine(words: Words, facts: PlanFacts): TemplateResult {
  const { seen, plans, balance } = facts;
  const plan = currentPlan(facts);
  const known = plans.find((each) => each.plan === plan);
  const live = isLive(seen.subscription) ? seen.subscription : null;
  const isSold = known && (!live || live.plan_version === known.version);
  const credits = isSold ? known.credits : balance?.plan?.granted;
  const price = isSold && known.price.minor > 0 && formatMoney(known.price, words.locale);
  const parts = [
    ...(price ? [words.say('aMonth', { price })] : []),
    ...(credits === undefined
      ? []
      : [words.say('creditsAMonth', { credits: words.credits(creditsOf(credits)) })]),
  ];
  return html`<p class="big">
    <strong part="plan">${nameOf(plans, plan)}</strong>
    <span class="muted">${parts.join(' · ')}</span>
  </p>`;
}

/** When it goes on, in a line; nothing where it does not. */
export function renewalLine(words: Words, { seen }: PlanFacts): TemplateResult | typeof nothing {
  const standing = planStanding(seen);
  if (!seen.subscription || (standing !== 'active' && standing !== 'scheduled')) return nothing;
  const date = dateOf(seen.subscription.period_ends_at, words.locale);
  return standing === 'active'
    ? html`<p class="muted">${words.say('planRenews', { date })}</p>`
    : nothing;
}

/** What to do about what is shown. */
export interface PlanWays {
  readonly onWithdraw: () => void;
  readonly onPortal: () => void;
}

/** What waits: a payment, or a change at the end of the period. */
export function planNotice(
  words: Words,
  facts: PlanFacts,
  ways: PlanWays,
): TemplateResult | typeof nothing {
  const { subscription } = facts.seen;
  const standing = planStanding(facts.seen);
  if (!subscription || standing === 'none' || standing === 'active') return nothing;
  const isBad = standing === 'past_due';
  const payUrl = openInvoice(facts.seen)?.pay_url ?? '';
  const waits = standing === 'ending' || standing === 'scheduled';
  const canKeep = waits || (isBad && subscription.next_plan !== null);
  return html`<div class="notice ${isBad ? 'urgent' : 'low'}" part="notice">
    ${isBad ? icons.empty : icons.low}
    <div>
      <p>${noticeWords(words, facts)}</p>
      <p class="ways">
        ${
          !waits && isWeb(payUrl)
            ? html`<a href=${payUrl} target="_blank" rel="noopener"
                >${words.say(isBad ? 'planPay' : 'planComplete')}</a
              >`
            : nothing
        }
        ${isBad ? link(words.say('portalCard'), ways.onPortal) : nothing}
        ${
          canKeep
            ? link(
                words.say('planKeep', { plan: nameOf(facts.plans, currentPlan(facts)) }),
                ways.onWithdraw,
              )
            : nothing
        }
      </p>
    </div>
  </div>`;
}

const link = (text: string, onClick: () => void): TemplateResult =>
  html`<button class="link" @click=${onClick}>${text}</button>`;

/** The last ones, each with its page. */
export function invoiceList(
  words: Words,
  { seen: { invoices }, plans }: PlanFacts,
): TemplateResult | typeof nothing {
  const shown = invoices.slice(0, MAX_INVOICES);
  if (shown.length === 0) return nothing;
  return html`<h3>${words.say('invoices')}</h3>
    <ul>
      ${shown.map((invoice) => invoiceLine(words, plans, invoice))}
    </ul>`;
}

function invoiceLine(words: Words, plans: readonly Plan[], invoice: Invoice): TemplateResult {
  const { status, plan, total, created_at: at, pay_url: url } = invoice;
  const key = `invoice_${status}`;
  return html`<li>
    <span
      >${plan === null ? nothing : html`${nameOf(plans, plan)} · `}<time datetime=${at}
        >${dateOf(at, words.locale)}</time
      >
      <span class="small muted"> · ${words.say(words.has(key) ? key : 'invoice_other')}</span></span
    >
    <span
      ><b><bdi>${formatMoney(total, words.locale)}</bdi></b> ${
        url !== null && isWeb(url)
          ? html`<a class="small" href=${url} target="_blank" rel="noopener"
              >${words.say('invoice')}<span class="hidden">, ${dateOf(at, words.locale)}</span></a
            >`
          : nothing
      }</span
    >
  </li>`;
}
