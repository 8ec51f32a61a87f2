/** `<credit-balance>`: what is left, how long it lasts, and the way to more. */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { creditsOf } from './amount.js';
import { CreditsElement } from './element.js';
import { figures } from './figures.js';
import { icons } from './icons.js';
import { Levels } from './levels.js';
import { panelStyles } from './panel-styles.js';
import { common } from './styles.js';
import type { Balance, Level, Plan } from './wire.js';

/** How long "550 credits added." stays. */
const ADDED_SHOWN_MS = 12_000;

const TIME = { hour: '2-digit', minute: '2-digit' } as const;

/** Compact (a pill for a menu bar) or a panel. */
export class CreditBalance extends CreditsElement {
  static override properties: PropertyDeclarations = {
    variant: { reflect: true },
    upgradeUrl: { attribute: 'upgrade-url' },
    plans: { state: true },
    added: { state: true },
    canBuy: { state: true },
  };
  static override styles = [common, panelStyles];

  declare variant: 'panel' | 'compact';
  /** A page of the host's where plans are changed. */
  declare upgradeUrl: string;
  declare private plans: readonly Plan[];
  declare private added: bigint;
  declare private canBuy: boolean;

  readonly #levels = new Levels(this);
  #packs: bigint | undefined;
  #addedTimer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  constructor() {
    super();
    this.variant = 'panel';
    this.upgradeUrl = '';
    this.plans = [];
    this.added = 0n;
    this.canBuy = true;
  }

  protected override onShown(): void {
    const { balance } = this.shown;
    if (!balance) return;
    this.#levels.see(balance);
    this.#seePacks(balance);
    if (!this.#asked) void this.#ask();
  }

  protected override render(): TemplateResult {
    const body = this.variant === 'compact' ? this.#compact() : this.#panel();
    const { balance } = this.shown;
    const level = balance?.level ?? 'ok';
    return html`<section
      class="root ${this.theme} ${this.variant} is-${level}"
      part="root"
      lang=${this.words.say('lang')}
      dir=${this.words.direction}
      aria-labelledby="title"
    >
      ${body}
    </section>`;
  }

  #panel(): TemplateResult {
    const { words } = this;
    const { balance, trouble } = this.shown;
    return html`
      <header>
        <h2 id="title" part="title">${words.say('title')}</h2>
        ${balance ? this.#badge(balance) : nothing}
      </header>
      ${balance ? figures(words, balance, this.plans) : this.#instead()} ${this.#notice(balance)}
      ${balance && trouble === undefined ? this.#actions(balance) : nothing} ${this.#footer()}
    `;
  }

  #compact(): TemplateResult {
    const { balance, trouble } = this.shown;
    return html`
      <h2 id="title" class="hidden">${this.words.say('title')}</h2>
      <div class="hidden">${this.#live(balance)}</div>
      ${balance && trouble === undefined ? this.#pill(balance) : this.#instead()}
    `;
  }

  #pill({ level, available }: Balance): TemplateResult {
    const { words } = this;
    const known = level ?? 'ok';
    const word = known === 'ok' ? '' : words.say(`level_${known}`);
    const left = known === 'ok' || known === 'low' ? words.credits(creditsOf(available)) : '';
    return html`<span class="count" part="available">
        ${known === 'ok' ? icons.coin : iconOf(known)}
        <span>${[word, left].filter(Boolean).join(' · ')}</span>
      </span>
      ${this.canBuy ? this.#buyButton('getMoreShort') : nothing}`;
  }

  #badge({ level }: Balance): TemplateResult {
    const known = level ?? 'ok';
    return html`<span class="badge" part="level"
      >${iconOf(known)}${this.words.say(`level_${known}`)}</span
    >`;
  }

  #notice(balance: Balance | undefined): TemplateResult {
    const [polite, urgent] = [this.#politely(balance), this.#assertively(balance)];
    const kind = urgent ? 'bad' : polite === '' ? 'none' : this.#levels.showsLow ? 'low' : 'good';
    const level = kind === 'bad' ? 'empty' : kind === 'low' ? 'low' : 'ok';
    return html`<div class="notice ${kind}" part="notice">
      ${kind === 'none' ? nothing : iconOf(level)}
      <div>
        ${this.#live(balance)} ${this.#levels.speaks ? nothing : html`<p>${urgent || polite}</p>`}
      </div>
      ${
        kind === 'low'
          ? html`<button
              class="icon"
              aria-label=${this.words.say('dismiss')}
              @click=${() => this.#levels.dismiss()}
            >
              ${icons.close}
            </button>`
          : nothing
      }
    </div>`;
  }

  /**
   * Stands there from the first moment on, and is never drawn anew: only what changes inside is
   * announced. Of several elements the one that speaks has words in it.
   */
  #live(balance: Balance | undefined): TemplateResult {
    const { speaks } = this.#levels;
    return html`<p role="status">${speaks ? this.#politely(balance) : ''}</p>
      <p role="alert">${speaks ? this.#assertively(balance) : ''}</p>`;
  }

  #politely(balance: Balance | undefined): string {
    const { words } = this;
    if (this.added > 0n)
      return words.say('added', { credits: this.words.credits(this.added, true) });
    if (balance && this.#levels.showsLow) return words.say('noticeLow');
    return this.#levels.recovered ? words.say('recovered') : '';
  }

  /** Without a figure: what is owed grows with every debit, and an alert speaks when it changes. */
  #assertively(balance: Balance | undefined): string {
    if (!balance || !this.#levels.showsEmpty) return '';
    return this.words.say(balance.level === 'overdrawn' ? 'noticeOverdrawn' : 'noticeEmpty');
  }

  #actions({ level }: Balance): TemplateResult {
    if (!this.canBuy) return html``;
    const isPressing = level !== 'ok' && level !== null;
    return html`<div class="actions">
      ${this.#buyButton('getMore', isPressing)} ${isPressing ? this.#buyButton('upgrade') : nothing}
    </div>`;
  }

  #buyButton(label: string, primary = false): TemplateResult {
    return html`<credit-packs
      exportparts="button, dialog"
      .api=${this.api}
      .account=${this.account}
      .locale=${this.words.locale}
      .theme=${this.theme}
      .helpUrl=${this.helpUrl}
      .upgradeUrl=${this.upgradeUrl}
      .strings=${this.strings}
      .label=${label}
      .goal=${label === 'upgrade' ? 'upgrade' : 'packs'}
      ?primary=${primary}
      ?small=${this.variant === 'compact'}
    ></credit-packs>`;
  }

  /** What stands where figures should. */
  #instead(): TemplateResult {
    const { words } = this;
    const { balance, trouble, freshness } = this.shown;
    if (trouble === 'signed_out') {
      return html`<p class="trouble">${words.say('troubleSignedOut')}</p>
        <button @click=${this.#signIn}>${words.say('signInAgain')}</button>`;
    }
    if (trouble !== undefined) {
      const text = trouble === 'forbidden' ? 'troubleForbidden' : 'troubleNotFound';
      const account = balance?.account_id ?? this.account;
      return html`<p class="trouble">${words.say(text, { account })}</p>
        <button @click=${this.retry}>${words.say('tryAgain')}</button>`;
    }
    const text = freshness === 'offline' ? 'troubleOffline' : 'loading';
    return html`<p class="trouble muted" aria-busy="true">${words.say(text)}</p>`;
  }

  #footer(): TemplateResult {
    const { words } = this;
    const { balance, freshness, trouble, at } = this.shown;
    const isOut = this.#levels.isOut;
    const time = at?.toLocaleTimeString(words.locale, TIME) ?? '';
    const isOld = balance && freshness === 'offline' && trouble === undefined;
    const asOf = isOld
      ? words.say('reconnecting', { time })
      : balance && freshness === 'polling'
        ? words.say('asOf', { time })
        : '';
    return html`<footer class="small">
      ${trouble && balance ? this.#instead() : nothing}
      <a
        part="help"
        href=${this.helpPage(isOut ? 'out-of-credits' : 'credits')}
        target="_blank"
        rel="noopener"
        >${words.say(isOut ? 'helpEmpty' : 'help')}</a
      >
      <span class="muted" part="freshness">${asOf}</span>
    </footer>`;
  }

  readonly #signIn = (): void => {
    const event = new CustomEvent('credits-sign-in', {
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    // A host that leads elsewhere to sign in says so; else its getToken is asked again.
    if (this.dispatchEvent(event)) this.retry();
  };

  /** Packs only grow when some were bought: that is told, however it came about. */
  #seePacks({ packs }: Balance): void {
    const now = creditsOf(packs?.remaining);
    const before = this.#packs;
    this.#packs = now;
    if (before === undefined || now <= before) return;
    this.added = now - before;
    clearTimeout(this.#addedTimer);
    this.#addedTimer = setTimeout(() => (this.added = 0n), ADDED_SHOWN_MS);
  }

  /** Once: the names of plans, and whether anything can be bought with this token. */
  async #ask(): Promise<void> {
    const { session } = this;
    if (!session) return;
    this.#asked = true;
    try {
      this.canBuy = await session.may('checkout:create');
      this.plans = (await session.read<{ data: readonly Plan[] }>('/v1/plans')).data;
    } catch {
      // A plan's id says enough; the balance's own trouble is told elsewhere.
    }
  }
}

const iconOf = (level: Level): TemplateResult =>
  level === 'overdrawn' ? icons.empty : icons[level];
