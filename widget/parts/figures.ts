/** Renders the figures of a balance: available, share, and origin. */
import { html, nothing, type TemplateResult } from 'lit';
import { creditsOf, exactCredits, MICRO, wholeCredits } from './amount.js';
import { dateOf } from './dates.js';
import { renewalText } from './renewal.js';
import { isUsable, standingOf } from './standing.js';
import type { Words } from './strings.js';
import type { Balance, Plan } from '../wire/wire.js';

/** All of them; `plans` give the plan its name, where they are known. */
export function figures(words: Words, balance: Balance, plans: readonly Plan[]): TemplateResult {
  const available = creditsOf(balance.available);
  const exact = words.say('exact', { n: exactCredits(available, words.locale) });
  const standing = standingOf(balance);
  const usable = isUsable(standing);
  const isRounded = usable && available % MICRO !== 0n;
  // What is left of credits that cannot be used is no comfort.
  const percent = usable ? balance.percent_left : null;
  const left = percent === null ? '' : percentLeft(words, percent);
  return html`
    <p class="big">
      <strong part="available">${wholeCredits(available, words.locale)}</strong>
      <span class="muted">${words.say(usable ? 'available' : `unusable_${standing}`)}</span>
    </p>
    ${percent === null ? nothing : gauge(percent, left)}
    ${
      left || isRounded
        ? html`<p class="under small muted">
            <span>${left}</span>${isRounded ? html`<span>${exact}</span>` : nothing}
          </p>`
        : nothing
    }
    <dl part="details">${planRow(words, balance, plans)} ${otherRows(words, balance)}</dl>
  `;
}

/** `74% left`, rounded down as the credits are. */
function percentLeft(words: Words, percent: number): string {
  const format = new Intl.NumberFormat(words.locale, {
    style: 'percent',
    maximumFractionDigits: 0,
    roundingMode: 'floor',
  });
  return words.say('percentLeft', { percent: format.format(Math.max(0, percent) / 100) });
}

/**
 * No `<meter>`: browsers draw its parts each in a way of their own. Its width is set as a property,
 * since strict policies refuse the attribute.
 */
function gauge(percent: number, text: string): TemplateResult {
  const width = Math.min(100, Math.max(0, percent));
  return html`<div
    class="gauge"
    part="meter"
    role="meter"
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${width}
    aria-label=${text}
  >
    <div .style=${`inline-size: ${width}%`}></div>
  </div>`;
}

function planRow(
  words: Words,
  balance: Balance,
  plans: readonly Plan[],
): TemplateResult | typeof nothing {
  const { plan } = balance;
  if (!plan) return nothing;
  const known = plans.find((each) => each.plan === plan.plan);
  const write = (text: string) => wholeCredits(creditsOf(text), words.locale);
  return row(
    words.say('planLine', { plan: known?.name ?? capital(plan.plan) }),
    words.say('ofGranted', { n: write(plan.remaining), granted: write(plan.granted) }),
    renewalText(words, balance, write(known?.credits ?? plan.granted)),
  );
}

function otherRows(words: Words, balance: Balance): TemplateResult {
  const { packs, grants, held, frozen, debt } = balance;
  const line = (write: typeof wholeCredits, label: string, text = '0', hint = '') => {
    const micro = creditsOf(text);
    if (micro === 0n) return nothing;
    return row(words.say(label), write(micro, words.locale), hint && words.say(hint));
  };
  // What is owed or set aside is not rounded down: it would look smaller than it is.
  return html`${line(wholeCredits, 'packs', packs?.remaining, 'neverExpire')}
  ${line(wholeCredits, 'grants', grants?.remaining)} ${expiryRow(words, balance)}
  ${line(exactCredits, 'reserved', held, 'reservedWhy')}
  ${line(exactCredits, 'frozen', frozen, 'frozenWhy')}
  ${line(exactCredits, 'debt', debt, 'debtWhy')}`;
}

function expiryRow(words: Words, { next_expiry: next }: Balance): TemplateResult | typeof nothing {
  if (!next) return nothing;
  const date = dateOf(next.expires_at, words.locale);
  const credits = wholeCredits(creditsOf(next.credits), words.locale);
  return row(words.say('nextExpiry'), credits, words.say('ends', { date }));
}

/** A line of a list of figures. */
export const row = (label: string, value: string, hint: string): TemplateResult =>
  html`<div>
    <dt>${label}</dt>
    <dd><bdi>${value}</bdi></dd>
    ${hint ? html`<dd class="hint small muted">${hint}</dd>` : nothing}
  </div>`;

/** The id of a plan where its name is not known. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
