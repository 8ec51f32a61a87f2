/** `<credit-balance>`: remaining credits, their expiry, and how to get more. */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { creditsOf } from '../parts/amount.js';
import { CreditsElement } from './element.js';
import { figures } from '../parts/figures.js';
import { icons } from '../parts/icons.js';
import { Levels } from '../parts/levels.js';
import { politeWords, unusableWords, urgentWords } from '../parts/notice-words.js';
import { cardStyles } from '../styles/card-styles.js';
import { panelStyles } from '../styles/panel-styles.js';
import { iconOf, isUsable, standingOf } from '../parts/standing.js';
import { common } from '../styles/styles.js';
import { troubleLine } from '../parts/trouble.js';
import type { Balance, Plan } from '../wire/wire.js';

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
  static override styles = [common, cardStyles, panelStyles];

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
    return html`<section
      class="root ${this.theme} ${this.variant} is-${standingOf(this.shown.balance)}"
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

  #pill(balance: Balance): TemplateResult {
    const { words } = this;
    const standing = standingOf(balance);
    const isFine = standing === 'ok';
    const word = isFine ? '' : words.say(`level_${standing}`);
    const left = isFine || standing === 'low' ? words.credits(creditsOf(balance.available)) : '';
    return html`<span class="count" part="available">
        ${isFine ? icons.coin : iconOf(standing)}
        <span>${[word, left].filter(Boolean).join(' · ')}</span>
      </span>
      ${this.#mayBuy(balance) ? this.#buyButton('getMoreShort') : nothing}`;
  }

  #badge(balance: Balance): TemplateResult {
    const standing = standingOf(balance);
    return html`<span class="badge" part="level"
      >${iconOf(standing)}${this.words.say(`level_${standing}`)}</span
    >`;
  }

  #notice(balance: Balance | undefined): TemplateResult {
    const [polite, urgent] = this.#noticeWords(balance);
    const standing = standingOf(balance);
    const isLow = urgent === '' && this.#levels.showsLow;
    const [said, saidAtOnce] = this.#spokenWords(balance);
    const isSpoken = (urgent || polite) === (saidAtOnce || said);
    const kind = urgent ? 'urgent' : polite === '' ? 'none' : isLow ? 'low' : 'good';
    return html`<div class="notice ${kind}" part="notice">
      ${kind === 'none' ? nothing : iconOf(kind === 'good' ? 'ok' : standing)}
      <div>${this.#live(balance)} ${isSpoken ? nothing : html`<p>${urgent || polite}</p>`}</div>
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
    const [polite, urgent] = this.#spokenWords(balance);
    return html`<p role="status">${polite}</p>
      <p role="alert">${urgent}</p>`;
  }

  /** What of the notice is said aloud: here, and where it is news. */
  #spokenWords(balance: Balance | undefined): readonly [polite: string, urgent: string] {
    if (!this.#levels.speaks) return ['', ''];
    const [polite, urgent] = this.#noticeWords(balance);
    if (this.#levels.isNews) return [polite, urgent];
    const isOfLevel = this.added === 0n && !this.#levels.recovered;
    return [isOfLevel ? '' : polite, unusableWords(this.words, balance)];
  }

  #noticeWords(balance: Balance | undefined): readonly [polite: string, urgent: string] {
    const { words, added } = this;
    const levels = this.#levels;
    return [politeWords(words, balance, levels, added), urgentWords(words, balance, levels)];
  }

  /** Who cannot use credits is sold none. */
  #mayBuy(balance: Balance): boolean {
    return this.canBuy && isUsable(standingOf(balance));
  }

  #actions(balance: Balance): TemplateResult | typeof nothing {
    if (!this.#mayBuy(balance)) return nothing;
    const isPressing = standingOf(balance) !== 'ok';
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

  #instead(): TemplateResult {
    return troubleLine(this.words, this.shown, {
      account: this.account,
      help: this.helpPage('errors-and-retries'),
      onSignIn: this.#signIn,
      onRetry: this.retry,
    });
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

  /** Announces added credits whenever the packs grow, which only a purchase can cause. */
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
      // The plan's id is shown instead of its name; errors of the balance are shown elsewhere.
    }
  }
}
