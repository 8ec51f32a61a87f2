/** How automatic top-ups stand: terms, the month so far, and how the last one went. */
import { html, nothing, type TemplateResult } from 'lit';
import { creditsOf, formatMoney } from '../parts/amount.js';
import { dateOf } from '../parts/dates.js';
import { row } from '../parts/figures.js';
import { icons } from '../parts/icons.js';
import { isWeb } from '../parts/purchase.js';
import type { Words } from '../parts/strings.js';
import { cardUntil, cardWords } from '../plan/review.js';
import type { Card } from '../wire/plan.js';
import type { AutoTopUp, TopUpAttempt } from '../wire/top-up.js';
import type { Money } from '../wire/wire.js';

/** What is agreed to, and what it has come to. */
export function topUpFacts(
  words: Words,
  { terms, month, last, consent }: AutoTopUp,
  card: Card | null,
): TemplateResult {
  const money = (value: Money) => formatMoney(value, words.locale);
  const deal = (credits: string, price: Money) =>
    words.say('topUpBuys', { credits: words.credits(creditsOf(credits)), price: money(price) });
  return html`<dl>
      ${
        terms
          ? row(
              words.say('topUpRule', { below: words.credits(creditsOf(terms.below)) }),
              deal(terms.credits, terms.price),
              '',
            )
          : nothing
      }
      ${
        terms && month
          ? row(
              words.say('topUpMonth'),
              words.say('topUpOf', {
                charged: money(month.charged),
                cap: money(terms.monthly_cap),
              }),
              '',
            )
          : nothing
      }
      ${card ? row(words.say('topUpCard'), cardWords(words, card), cardUntil(words, card)) : nothing}
      ${
        last
          ? row(words.say('topUpLast'), deal(last.credits, last.price), lastWords(words, last))
          : nothing
      }
    </dl>
    ${
      consent?.text
        ? html`<details class="small">
            <summary>
              ${words.say('topUpAgreed', { date: dateOf(consent.given_at, words.locale) })}
            </summary>
            <p class="consent">${consent.text}</p>
          </details>`
        : nothing
    }`;
}

const lastWords = (words: Words, { state, begun_at: at }: TopUpAttempt): string =>
  words.say(`topUp_${state}`, { date: dateOf(at, words.locale) });

/** What somebody should do something about; nothing where all goes well. */
export function topUpNotice(
  words: Words,
  { is_on: isOn, ended, last, month, failures }: AutoTopUp,
): TemplateResult | typeof nothing {
  if (last?.state === 'link_open') {
    const url = last.checkout_url ?? '';
    const price = formatMoney(last.price, words.locale);
    return notice('low', words.say('topUpLink', { price }), isWeb(url) ? [url, words] : undefined);
  }
  if (!isOn) {
    if (ended?.why !== 'failures') return nothing;
    const date = dateOf(ended.at, words.locale);
    const why = whyOf(words, ended.failure_code);
    return notice('urgent', words.say('topUpEnded', { date, why }));
  }
  if (failures > 0) {
    return notice('low', words.say('topUpDeclined', { why: whyOf(words, last?.failure_code) }));
  }
  return month?.is_capped ? notice('low', words.say('topUpCapped')) : nothing;
}

/** Why a card was not charged, in words where there are some for Stripe's code. */
function whyOf(words: Words, code: string | null | undefined): string {
  const key = `topUpWhy_${code ?? ''}`;
  return words.say(words.has(key) ? key : 'topUpWhy_other');
}

const notice = (
  kind: 'low' | 'urgent',
  text: string,
  way?: readonly [url: string, words: Words],
): TemplateResult =>
  html`<div class="notice ${kind}" part="notice">
    ${kind === 'low' ? icons.low : icons.empty}
    <div>
      <p role="status">${text}</p>
      <p class="ways">
        ${way ? html`<a href=${way[0]}>${way[1].say('topUpConfirm')}</a>` : nothing}
      </p>
    </div>
  </div>`;
