/** The form in which somebody consents to automatic top-ups. */
import { html, type TemplateResult } from 'lit';
import { packCard } from '../parts/pack-card.js';
import { onlyOnce } from '../parts/purchase.js';
import type { Words } from '../parts/strings.js';
import { cardUntil, cardWords } from '../plan/review.js';
import type { Card } from '../wire/plan.js';
import type { Pack } from '../wire/wire.js';
import { capWords, consentDraft, readParts, usualCap, type Fields } from './terms.js';

/** What it shows, and whom it tells. */
export interface FormState {
  readonly fields: Fields;
  readonly packs: readonly Pack[];
  readonly card: Card | null;
  /** Terms are in force already. */
  readonly isOn: boolean;
  readonly isBusy: boolean;
  readonly onFields: (change: Partial<Fields>) => void;
  readonly onSubmit: (event: Event) => void;
  readonly onCard: () => void;
  readonly onCancel: () => void;
}

/** The form; without a card, the way to one. */
export function topUpForm(words: Words, state: FormState): TemplateResult {
  const { card, isBusy, onCard, onCancel } = state;
  const disabled = isBusy ? 'true' : 'false';
  if (!card) {
    return html`<p>${words.say('topUpNoCard')}</p>
      <div class="actions">
        <button class="primary" aria-disabled=${disabled} @click=${onCard}>
          ${words.say(isBusy ? 'working' : 'topUpSaveCard')}
        </button>
        <button @click=${onCancel}>${words.say('planBack')}</button>
      </div>`;
  }
  return html`<form novalidate @submit=${state.onSubmit}>
    <p>
      <bdi>${cardWords(words, card)}</bdi>, <bdi>${cardUntil(words, card)}</bdi>
      <button type="button" class="link" @click=${onCard}>${words.say('topUpOtherCard')}</button>
    </p>
    ${fields(words, state)}
    <div class="actions">
      <button class="primary" aria-disabled=${disabled} @click=${onlyOnce}>
        ${words.say(isBusy ? 'working' : state.isOn ? 'topUpAgreeNew' : 'topUpAgree')}
      </button>
      <button type="button" @click=${onCancel}>${words.say('planBack')}</button>
    </div>
  </form>`;
}

function fields(words: Words, state: FormState): TemplateResult {
  const { fields: said, packs, onFields } = state;
  const read = readParts(said, packs, words.locale);
  const { below, choice, cap, currency = 'usd' } = read;
  // Without a pack there is nothing that a cap nobody has written could be too little for.
  const capTrouble = typeof cap === 'string' && (choice ?? said.cap) ? cap : undefined;
  return html`${field({
      id: 'below',
      label: words.say('topUpBelow'),
      value: said.below,
      hint: below === undefined ? words.say('topUpBelowWrong') : '',
      isWrong: below === undefined,
      onInput: (below) => onFields({ below }),
    })}
    <fieldset>
      <legend>${words.say('topUpPack')}</legend>
      ${packs.map((pack) =>
        packCard(words, pack, {
          isChosen: said.pack === pack.pack,
          amount: said.amount,
          onChoose: () => onFields({ pack: pack.pack, amount: '' }),
          onAmount: (event) => onFields({ amount: valueOf(event) }),
        }),
      )}
    </fieldset>
    ${field({
      id: 'cap',
      label: words.say('topUpCap', { currency: currency.toUpperCase() }),
      value: said.cap ?? (choice ? usualCap(choice.price) : ''),
      hint: capTrouble ? capWords(words, capTrouble, read) : words.say('topUpCapHint'),
      isWrong: capTrouble !== undefined,
      onInput: (cap) => onFields({ cap }),
    })}
    <p class="consent" part="consent">${consentDraft(words, read)}</p>`;
}

interface Field {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly isWrong: boolean;
  readonly onInput: (value: string) => void;
}

function field({ id, label, value, hint, isWrong, onInput }: Field): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      inputmode="decimal"
      autocomplete="off"
      maxlength="20"
      aria-describedby="${id}-hint"
      aria-invalid=${isWrong ? 'true' : 'false'}
      .value=${value}
      @input=${(event: Event) => onInput(valueOf(event))}
    />
    <p id="${id}-hint" class="small ${isWrong ? 'wrong' : 'muted'}" aria-live="polite">${hint}</p>
  </div>`;
}

const valueOf = ({ target }: Event): string =>
  target instanceof HTMLInputElement ? target.value : '';
