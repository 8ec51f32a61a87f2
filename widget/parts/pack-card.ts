/** A pack on sale; a custom one asks for an amount. */
import { html, nothing, type TemplateResult } from 'lit';
import { creditsOf, formatMoney, pricePerCredit } from './amount.js';
import { Choice } from './choice.js';
import type { Words } from './strings.js';
import type { Money, Pack } from '../wire/wire.js';

/** What a card shows besides its pack, and whom it tells. */
export interface CardState {
  readonly isChosen: boolean;
  /** What stands in the amount field. */
  readonly amount: string;
  readonly onChoose: () => void;
  readonly onAmount: (event: Event) => void;
}

/** A radio button as large as a card. */
export function packCard(words: Words, pack: Pack, state: CardState): TemplateResult {
  const { price } = pack;
  const { isChosen } = state;
  const credits = creditsOf(pack.credits ?? undefined);
  const perCredit =
    price && credits > 0n
      ? words.say('perCredit', { price: pricePerCredit(price, credits, words.locale) })
      : '';
  return html`<div class="card ${isChosen ? 'chosen' : ''}" part="pack">
    <label>
      <input
        type="radio"
        name="pack"
        value=${pack.pack}
        .checked=${isChosen}
        @change=${state.onChoose}
      />
      <span class="what">
        <b>${pack.name}</b>
        ${price ? html`<span>${words.credits(credits)}</span>` : nothing}
      </span>
      ${price ? html`<b class="price">${formatMoney(price, words.locale)}</b>` : nothing}
      <span class="more small muted">
        <span>${pack.description}</span>
        ${perCredit ? html`<span>${perCredit}</span>` : nothing}
      </span>
    </label>
    ${!price && isChosen ? amountField(words, pack, state) : nothing}
  </div>`;
}

function amountField(
  words: Words,
  pack: Pack,
  { amount, onAmount }: CardState,
): TemplateResult | typeof nothing {
  const choice = Choice.of(pack, amount, words.locale);
  if (choice.kind !== 'custom') return nothing;
  const isWrong = amount !== '' && choice.price === undefined;
  const currency = choice.terms.least.currency.toUpperCase();
  return html`<div class="amount">
    <label for="amount">${words.say('customAmount', { currency })}</label>
    <input
      id="amount"
      inputmode="decimal"
      autocomplete="off"
      maxlength="20"
      aria-describedby="hint"
      aria-invalid=${isWrong ? 'true' : 'false'}
      .value=${amount}
      @input=${onAmount}
    />
    <p id="hint" class="small ${isWrong ? 'wrong' : 'muted'}" aria-live="polite">
      ${amountHint(words, choice, isWrong)}
    </p>
  </div>`;
}

/** What the amount gives; else between which bounds it has to be. */
function amountHint(
  words: Words,
  { terms, price, credits }: Extract<Choice, { kind: 'custom' }>,
  isWrong: boolean,
): string {
  const money = (value: Money) => formatMoney(value, words.locale);
  if (price && credits) {
    return words.say('customGives', {
      amount: money(price),
      credits: words.credits(credits, true),
    });
  }
  return words.say(isWrong ? 'customWrong' : 'customBounds', {
    least: money(terms.least),
    most: money(terms.most),
    credits: words.credits(terms.perUnit, true),
    unit: money(terms.unit),
  });
}
