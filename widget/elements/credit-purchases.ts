/** `<credit-purchases>`: the packs that were bought, with state, price and receipt. */
import { css, html, nothing, type TemplateResult, type PropertyDeclarations } from 'lit';
import { creditsOf, formatMoney } from '../parts/amount.js';
import { CreditsElement } from './element.js';
import { isWeb } from '../parts/purchase.js';
import { Reread } from '../parts/reread.js';
import { common } from '../styles/styles.js';
import { listStyles } from '../styles/list-styles.js';
import type { PastPurchase, List } from '../wire/wire.js';

const MAX_PURCHASES = 20;
const MIN_BETWEEN_READS_MS = 2_000;
/** How soon a purchase that is being paid is looked at again. */
const LOOK_AGAIN_MS = 3_000;
/** So often; then it is looked at when the balance moves. */
const MAX_LOOKS = 40;
const WHEN = { dateStyle: 'medium' } as const;
/** How a payment stands whose money is no longer all ours. */
const WENT_BACK = new Set(['partly_refunded', 'refunded', 'disputed', 'lost']);
const UNDER_WAY = new Set(['open', 'processing', 'paid']);

/** The last twenty purchases, newest first; those that nobody paid for are left out. */
export class CreditPurchases extends CreditsElement {
  static override properties: PropertyDeclarations = {
    purchases: { state: true },
    failed: { state: true },
  };
  static override styles = [
    common,
    listStyles,
    css`
      .side {
        display: grid;
        justify-items: end;
        white-space: nowrap;
      }
    `,
  ];

  declare private purchases: readonly PastPurchase[] | undefined;
  declare private failed: boolean;

  readonly #reread = new Reread(this, MIN_BETWEEN_READS_MS, () => this.#read());
  #looks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.failed = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override onShown(): void {
    this.#reread.movedTo(this.shown.balance?.position);
  }

  protected override render(): TemplateResult {
    const { words } = this;
    return html`<section
      class="root ${this.theme}"
      part="root"
      lang=${words.say('lang')}
      dir=${words.direction}
      aria-labelledby="title"
    >
      <h2 id="title">${words.say('purchases')}</h2>
      ${
        this.purchases?.length
          ? html`<ul>
              ${this.purchases.map((purchase) => this.#line(purchase))}
            </ul>`
          : html`<p class="muted">${words.say(this.#instead())}</p>`
      }
    </section>`;
  }

  #instead(): string {
    if (this.failed) return 'purchasesFailed';
    return this.purchases === undefined ? 'loading' : 'purchasesEmpty';
  }

  #line(purchase: PastPurchase): TemplateResult {
    const { words } = this;
    const { name, credits, price, state, payment, checkout_url: url, created_at: at } = purchase;
    const when = new Intl.DateTimeFormat(words.locale, WHEN).format(new Date(at));
    const receipt = payment?.receipt_url ?? '';
    const standing = payment && WENT_BACK.has(payment.standing) ? payment.standing : state;
    return html`<li part="purchase">
      <span class="entry">
        <bdi>${name}</bdi><span class="muted"> · </span
        ><bdi>${words.credits(creditsOf(credits))}</bdi>
        <time class="small muted" datetime=${at}
          >${words.say(`bought_${standing}`, { date: when })}</time
        >
      </span>
      <span class="side">
        <b>${formatMoney(price, words.locale)}</b>
        ${isWeb(receipt) ? this.#link(receipt, 'receipt') : nothing}
        ${url !== null && isWeb(url) ? this.#link(url, 'continueToPayment') : nothing}
      </span>
    </li>`;
  }

  #link(href: string, key: string): TemplateResult {
    const isReceipt = key === 'receipt';
    return html`<a
      class="small"
      href=${href}
      target=${isReceipt ? '_blank' : '_self'}
      rel="noopener"
      >${this.words.say(key)}</a
    >`;
  }

  async #read(): Promise<void> {
    const { session } = this;
    if (!session) return;
    clearTimeout(this.#timer);
    try {
      const path = await session.accountPath();
      const query = `page[size]=${MAX_PURCHASES}`;
      const { data } = await session.read<List<PastPurchase>>(`${path}/pack-purchases?${query}`);
      this.purchases = data.filter(({ state }) => state !== 'starting' && state !== 'expired');
      this.failed = false;
    } catch {
      this.failed = this.purchases === undefined;
    }
    this.#lookAgain();
  }

  /** A purchase moves without the balance: it fails, or its page expires. */
  #lookAgain(): void {
    const isUnderWay = this.purchases?.some(({ state }) => UNDER_WAY.has(state)) ?? false;
    if (!isUnderWay || this.#looks >= MAX_LOOKS || !this.isConnected) return;
    this.#looks += 1;
    this.#timer = setTimeout(() => this.#reread.now(), LOOK_AGAIN_MS);
  }
}
