/** Base class of the elements: API session, strings, theme. */
import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { connectionTo, type Connection, type Shown } from '../wire/connection.js';
import type { GetToken, Session } from '../wire/session.js';
import { Words, type Strings } from '../parts/strings.js';

/** The server that this file came from. */
const OWN_ORIGIN = new URL(import.meta.url).origin;
const MS_PER_SECOND = 1_000;

/** An element of the widget, bound to the connection of its account. */
export abstract class CreditsElement extends LitElement {
  static override properties: PropertyDeclarations = {
    api: {},
    account: {},
    locale: {},
    theme: { reflect: true },
    helpUrl: { attribute: 'help-url' },
    pollSeconds: { attribute: 'poll-seconds', type: Number },
    getToken: { attribute: false },
    strings: { attribute: false },
  };

  /** Base URL of the API; the origin of the script by default. */
  declare api: string;
  /** Account id; that of the token by default. Needed where a page shows two accounts. */
  declare account: string;
  /** Language of numbers and dates (BCP 47); the page's, else the browser's. */
  declare locale: string;
  /** `auto` follows the system. */
  declare theme: 'auto' | 'light' | 'dark';
  /** Where the help pages are; the API's own by default. */
  declare helpUrl: string;
  /** Seconds between looks while there is no stream. */
  declare pollSeconds: number;
  /** A fresh token, from the host's backend. One element of a page with it is enough. */
  declare getToken: GetToken | undefined;
  /** Words of the host's own, by the keys of `strings.ts`. */
  declare strings: Strings;

  #connection: Connection | undefined;
  #leave: (() => void) | undefined;

  constructor() {
    super();
    this.api = '';
    this.account = '';
    this.locale = '';
    this.theme = 'auto';
    this.helpUrl = '';
    this.pollSeconds = 0;
    this.strings = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What the host sets right after it has made the element counts from the first request on.
    if (this.hasUpdated) this.#join();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaveConnection();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.#leave || changed.has('api') || changed.has('account')) this.#join();
    if (changed.has('getToken') && this.getToken) {
      this.#connection?.offer(this.getToken, changed.get('getToken') !== undefined);
    }
    if (this.pollSeconds > 0) this.#connection?.pollEvery(this.pollSeconds * MS_PER_SECOND);
  }

  /** The balance and how fresh it is. */
  protected get shown(): Shown {
    return this.#connection?.shown ?? { freshness: 'loading' };
  }

  /** For requests of the element's own; undefined until there is a way to tokens. */
  protected get session(): Session | undefined {
    return this.#connection?.session;
  }

  protected get words(): Words {
    const page = this.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang;
    return new Words(this.strings, usableLocale([this.locale, page, navigator.language]));
  }

  protected helpPage(name: string): string {
    const base = (this.helpUrl || `${this.base}/help`).replace(/\/+$/, '');
    return `${base}/${name}`;
  }

  /** Base URL without a slash at its end. */
  protected get base(): string {
    return (this.api || OWN_ORIGIN).replace(/\/+$/, '');
  }

  protected readonly retry = (): void => this.#connection?.retry();

  /** The figures have changed; called before they are drawn. */
  protected onShown(): void {
    // An element that only draws has nothing else to do.
  }

  #join(): void {
    if (!this.isConnected) return;
    this.#leaveConnection();
    this.#connection = connectionTo(this.base, this.account);
    if (this.getToken) this.#connection.offer(this.getToken, false);
    this.#leave = this.#connection.join(() => {
      this.onShown();
      this.requestUpdate();
    });
    this.onShown();
  }

  #leaveConnection(): void {
    this.#leave?.();
    this.#leave = undefined;
  }
}

/** The first that this browser can format by. */
function usableLocale(wanted: readonly string[]): string {
  for (const locale of wanted) {
    try {
      if (locale) return new Intl.Locale(locale).toString();
    } catch {
      // A language tag that is none: the next one.
    }
  }
  return 'en';
}
