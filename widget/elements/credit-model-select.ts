/** `<credit-model-select>`: a native, form-associated select of models with prices. */
import {
  css,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { creditsOf } from '../parts/amount.js';
import { CreditsElement } from './element.js';
import { icons } from '../parts/icons.js';
import { unusableWords } from '../parts/notice-words.js';
import { cheapestOf, chosenFrom, fastestOf } from '../parts/ranking.js';
import { Reread } from '../parts/reread.js';
import { common } from '../styles/styles.js';
import type { Estimate, List, Rate } from '../wire/wire.js';

/** Estimates change with every message; they are asked for no more often. */
const MIN_BETWEEN_READS_MS = 3_000;
const TOKENS_SHOWN = 1_000n;
const MILLION = 1_000_000n;

/** Of `model-change`. */
export interface ModelDetail {
  readonly id: string;
  readonly rateVersion: number | null;
}

/** Its form value is the model's id; `model-change` tells of a choice. */
export class CreditModelSelect extends CreditsElement {
  static formAssociated = true;
  static override properties: PropertyDeclarations = {
    value: {},
    label: {},
    mode: {},
    models: {},
    estimates: { state: true },
    failed: { state: true },
  };
  static override styles = [
    common,
    css`
      .root {
        display: grid;
        gap: 0.35rem;
      }
      label {
        font-size: 0.875rem;
        font-weight: 600;
      }
      select {
        inline-size: 100%;
        min-inline-size: 0;
        min-block-size: 44px;
        padding: 0.5rem 0.65rem;
        border: 1px solid var(--edge);
        border-radius: calc(var(--radius) * 0.72);
        background: var(--surface);
        color: var(--text);
        font: inherit;
        text-overflow: ellipsis;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.15rem 0.75rem;
      }
      .badge {
        padding: 0 0.6em;
        border-radius: 99px;
        background: var(--ok-tint);
        color: var(--ok);
        font-weight: 600;
      }
      .warning {
        display: flex;
        gap: 0.4em;
        color: var(--low);
      }
      .warning:empty {
        display: none;
      }
    `,
  ];

  /** Id of the chosen model. */
  declare value: string;
  /** Label next to it; `strings.model` by default. */
  declare label: string;
  /** How the next message will be made, where that changes its price: `plan`. */
  declare mode: string;
  /** Ids of those to choose from, in this order, between spaces or commas; empty: all. */
  declare models: string;
  declare private estimates: readonly Estimate[];
  declare private failed: boolean;

  readonly #internals = this.attachInternals();
  readonly #reread = new Reread(this, MIN_BETWEEN_READS_MS, () => this.#read());

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.mode = '';
    this.models = '';
    this.estimates = [];
    this.failed = false;
  }

  protected override onShown(): void {
    this.#reread.movedTo(this.shown.balance?.position);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isOther = (name: 'mode' | 'models') =>
      changed.has(name) && changed.get(name) !== undefined;
    if (isOther('mode') || isOther('models')) this.#reread.now();
    this.#internals.setFormValue(this.value === '' ? null : this.value);
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const chosen = this.estimates.find(({ model }) => model === this.value);
    return html`<div
      class="root ${this.theme}"
      part="root"
      lang=${words.say('lang')}
      dir=${words.direction}
    >
      <label for="model" part="label">${this.label || words.say('model')}</label>
      <select
        id="model"
        part="select"
        aria-describedby="facts warning"
        ?disabled=${this.estimates.length === 0}
        @change=${this.#changed}
      >
        ${this.estimates.map(
          (each) =>
            html`<option value=${each.model} .selected=${each.model === this.value}>
              ${[each.name, this.#more(each)].filter(Boolean).join(' · ')}
            </option>`,
        )}
      </select>
      <p id="facts" class="facts small muted" part="facts">
        ${chosen ? this.#facts(chosen) : words.say(this.failed ? 'modelsFailed' : 'loading')}
      </p>
      <p id="warning" class="warning small" role="status" part="warning">
        ${chosen && isTooDear(chosen) ? html`${icons.low} ${words.say('modelTooDear')}` : nothing}
      </p>
      <a class="small" part="help" href=${this.helpPage('models')} target="_blank" rel="noopener"
        >${words.say('modelHelp')}</a
      >
    </div>`;
  }

  #facts(chosen: Estimate): TemplateResult {
    const { words } = this;
    const more = isTooDear(chosen) ? '' : this.#more(chosen);
    const badge = (model: string | undefined, key: string) =>
      model === chosen.model ? html`<span class="badge">${words.say(key)}</span>` : nothing;
    return html`${badge(cheapestOf(this.estimates), 'modelCheapest')}
    ${badge(fastestOf(this.estimates), 'modelFastest')}
    ${chosen.description ? html`<span>${chosen.description}</span>` : nothing}
    ${more ? html`<span>${words.say('modelLikeLast', { more })}</span>` : nothing}
    ${this.#rates(chosen)}`;
  }

  #rates({ rate, next_rate: next }: Estimate): TemplateResult {
    const { words } = this;
    const [now, then] = [this.#rate(rate), this.#rate(next)];
    const from = next?.effective_from;
    const date =
      from && new Date(from).toLocaleDateString(words.locale, { day: 'numeric', month: 'long' });
    const change = date && then ? words.say('modelChanges', { date, rate: then }) : '';
    return html`${now ? html`<span>${now}</span>` : nothing}
    ${change ? html`<span>${change}</span>` : nothing}`;
  }

  /** `0.06 credits in · 0.3 credits out, per 1,000 tokens`; empty where tokens cost nothing. */
  #rate(rate: Rate | null): string {
    if (!rate) return '';
    const per = (text: string | null) =>
      this.words.credits((creditsOf(text ?? undefined) * TOKENS_SHOWN) / MILLION, true);
    const { input, output } = rate.per_million;
    if (input === null && output === null) return '';
    return this.words.say('modelRate', { input: per(input), output: per(output) });
  }

  #more({ messages_left: left }: Estimate): string {
    if (left === null || unusableWords(this.words, this.shown.balance) !== '') return '';
    if (left < 1) return this.words.say('modelNoMore');
    const written = new Intl.NumberFormat(this.words.locale).format(left);
    return this.words.count('modelMore', left, written);
  }

  readonly #changed = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.value = event.target.value;
    this.#tell();
  };

  #tell(): void {
    const rateVersion =
      this.estimates.find(({ model }) => model === this.value)?.rate?.version ?? null;
    const detail: ModelDetail = { id: this.value, rateVersion };
    this.dispatchEvent(new CustomEvent('model-change', { bubbles: true, composed: true, detail }));
  }

  async #read(): Promise<void> {
    const { session } = this;
    if (!session) return;
    try {
      const path = await session.accountPath();
      const query = this.mode && `?mode=${encodeURIComponent(this.mode)}`;
      const { data } = await session.read<List<Estimate>>(`${path}/estimates${query}`);
      this.estimates = chosenFrom(data, this.models);
      this.failed = false;
    } catch {
      this.failed = this.estimates.length === 0;
      return;
    }
    if (this.estimates.some(({ model }) => model === this.value)) return;
    this.value = this.estimates[0]?.model ?? '';
    this.#tell();
  }
}

const isTooDear = ({ messages_left: left }: Estimate): boolean => left !== null && left < 1;
