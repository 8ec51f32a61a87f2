/** `<credit-model-select>`: a native select of models with what each costs; part of a form. */
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { creditsOf } from './amount.js';
import { CreditsElement } from './element.js';
import { icons } from './icons.js';
import { common } from './styles.js';
import type { Estimate, List } from './wire.js';

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
    models: { state: true },
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
  /** Words beside it; `strings.model` unless told. */
  declare label: string;
  declare private models: readonly Estimate[];
  declare private failed: boolean;

  readonly #internals = this.attachInternals();
  #position = '';
  #readAtMs = -Infinity;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.models = [];
    this.failed = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  protected override onShown(): void {
    const position = this.shown.balance?.position;
    if (position === undefined || position === this.#position) return;
    this.#position = position;
    if (this.#waiting !== undefined) return;
    const wait = Math.max(0, this.#readAtMs + MIN_BETWEEN_READS_MS - performance.now());
    this.#waiting = setTimeout(() => void this.#read(), wait);
  }

  protected override updated(): void {
    this.#internals.setFormValue(this.value === '' ? null : this.value);
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const chosen = this.models.find(({ model }) => model === this.value);
    return html`<div class="root ${this.theme}" part="root" lang=${words.say('lang')}>
      <label for="model">${this.label || words.say('model')}</label>
      <select
        id="model"
        part="select"
        aria-describedby="facts warning"
        ?disabled=${this.models.length === 0}
        @change=${this.#changed}
      >
        ${this.models.map(
          (each) =>
            html`<option value=${each.model} .selected=${each.model === this.value}>
              ${[each.name, this.#more(each)].filter(Boolean).join(' · ')}
            </option>`,
        )}
      </select>
      <p id="facts" class="facts small muted">
        ${chosen ? this.#facts(chosen) : words.say(this.failed ? 'modelsFailed' : 'loading')}
      </p>
      <p id="warning" class="warning small" role="status">
        ${chosen && isTooDear(chosen) ? html`${icons.low} ${words.say('modelTooDear')}` : nothing}
      </p>
      <a class="small" href=${this.helpPage('models')} target="_blank" rel="noopener"
        >${words.say('modelHelp')}</a
      >
    </div>`;
  }

  #facts(chosen: Estimate): TemplateResult {
    const { words } = this;
    const more = this.#more(chosen);
    const cheapest = this.#cheapest() === chosen.model;
    return html`${
      cheapest ? html`<span class="badge">${words.say('modelCheapest')}</span>` : nothing
    }
    ${chosen.description ? html`<span>${chosen.description}</span>` : nothing}
    ${more ? html`<span>${words.say('modelLikeLast', { more })}</span>` : nothing}
    ${this.#rate(chosen)}`;
  }

  #rate({ rate }: Estimate): TemplateResult | typeof nothing {
    if (!rate) return nothing;
    const per = (text: string | null) =>
      this.credits((creditsOf(text ?? undefined) * TOKENS_SHOWN) / MILLION, true);
    const { input, output } = rate.per_million;
    if (input === null && output === null) return nothing;
    const text = this.words.say('modelRate', { input: per(input), output: per(output) });
    return html`<span>${text}</span>`;
  }

  #more({ messages_left: left }: Estimate): string {
    if (left === null) return '';
    const written = new Intl.NumberFormat(this.words.locale).format(left);
    return this.words.count('modelMore', left, written);
  }

  /** Undefined unless one costs less than all others. */
  #cheapest(): string | undefined {
    const costs = this.models.flatMap(({ model, cost }) =>
      cost === null ? [] : [{ model, cost: creditsOf(cost) }],
    );
    const least = costs.reduce((a, b) => (b.cost < a.cost ? b : a), costs[0] ?? NO_COST);
    const isOnly = costs.filter(({ cost }) => cost === least.cost).length === 1;
    return costs.length > 1 && isOnly ? least.model : undefined;
  }

  readonly #changed = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.value = event.target.value;
    this.#tell();
  };

  #tell(): void {
    const rateVersion =
      this.models.find(({ model }) => model === this.value)?.rate?.version ?? null;
    const detail: ModelDetail = { id: this.value, rateVersion };
    this.dispatchEvent(new CustomEvent('model-change', { bubbles: true, composed: true, detail }));
  }

  async #read(): Promise<void> {
    this.#waiting = undefined;
    this.#readAtMs = performance.now();
    const { session } = this;
    if (!session) return;
    try {
      const path = await session.accountPath();
      this.models = (await session.read<List<Estimate>>(`${path}/estimates`)).data;
      this.failed = false;
    } catch {
      this.failed = this.models.length === 0;
      return;
    }
    if (this.models.some(({ model }) => model === this.value)) return;
    this.value = this.models[0]?.model ?? '';
    this.#tell();
  }
}

const NO_COST = { model: '', cost: 0n };

const isTooDear = ({ messages_left: left }: Estimate): boolean => left !== null && left < 1;
