import { TEST_CARDS } from '../money/test-cards.js';
import { html, type Html } from './html.js';

/** What a form shows besides what it is for. */
export interface Shown {
  /** What was written, to be shown again. */
  readonly values?: Readonly<Record<string, string>>;
  /** What is wrong with a field, by its name. */
  readonly wrong?: Readonly<Record<string, string>>;
  /** What went wrong with the payment. */
  readonly alert?: string;
}

/** The status of a page that shows it. */
export const statusOf = ({ alert, wrong }: Shown): number =>
  alert === undefined ? (wrong ? 422 : 200) : 402;

/** What went wrong, in words. */
export const alertOf = ({ alert }: Shown): Html | undefined =>
  alert === undefined ? undefined : html`<p class="alert" role="alert">${alert}</p>`;

/** Makes the input of a field. */
export type InputOf = (field: string, label: string, more: Attributes) => Html;

/** Makes the inputs of a form, with what was written or else `values`. */
export function inputsOf(shown: Shown, values: Readonly<Record<string, string>>): InputOf {
  const all: Readonly<Record<string, string>> = { ...values, ...shown.values };
  const [first] = Object.keys(shown.wrong ?? {});
  return (field, label, more) =>
    input({
      name: field,
      label,
      value: all[field] ?? '',
      wrong: shown.wrong?.[field],
      isFirst: first === field,
      ...more,
    });
}

/** The fields of a card. */
export const cardFields = (inputOf: InputOf): Html =>
  html`${inputOf('number', 'Card number', { numeric: true, autocomplete: 'cc-number' })}
    <div class="pair">
      ${inputOf('expiry', 'Expiry', { numeric: true, autocomplete: 'cc-exp', hint: 'MM / YY' })}
      ${inputOf('cvc', 'CVC', { numeric: true, autocomplete: 'cc-csc', hint: 'Three digits' })}
    </div>`;

/** What an input is like. */
interface Attributes {
  readonly type?: 'email' | 'text';
  readonly numeric?: boolean;
  readonly autocomplete?: string;
  readonly hint?: string;
}
interface Input extends Attributes {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly wrong?: string | undefined;
  /** The first of those that are wrong has the focus. */
  readonly isFirst: boolean;
}

function input({ name, label, value, wrong, hint, isFirst, ...more }: Input): Html {
  const described = [
    ...(wrong === undefined ? [] : [`${name}-wrong`]),
    ...(hint ? [`${name}-hint`] : []),
  ];
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${more.type ?? 'text'}"
      value="${value}"
      maxlength="200"
      autocomplete="${more.autocomplete ?? 'off'}"
      inputmode="${more.numeric ? 'numeric' : more.type === 'email' ? 'email' : 'text'}"
      ${isFirst ? html`autofocus` : undefined}
      aria-invalid="${wrong === undefined ? 'false' : 'true'}"
      ${described.length > 0 ? html`aria-describedby="${described.join(' ')}"` : undefined}
    />
    ${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${wrong === undefined ? undefined : html`<p class="wrong" id="${name}-wrong">${wrong}</p>`}
  </div>`;
}

const grouped = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ');

/** The test cards, and what becomes of a payment with each. */
export const testCards = (): Html =>
  html`<table>
    <caption>
      Test cards, with any date in the future and any three digits
    </caption>
    <tbody>
      ${TEST_CARDS.map(
        ({ number, what }) =>
          html`<tr>
            <th scope="row">${grouped(number)}</th>
            <td>${what}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
