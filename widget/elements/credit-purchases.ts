/** `<credit-purchases>`: the packs that were bought, with state, price and receipt. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { creditsOf, formatMoney } from '../parts/amount.js';
import { Looks } from '../parts/looks.js';
import { isWeb } from '../parts/purchase.js';
import { ListElement } from './list-element.js';
import { common } from '../styles/styles.js';
import { listStyles } from '../styles/list-styles.js';
import type { Session } from '../wire/session.js';
import type { PastPurchase, List } from '../wire/wire.js';

const MAX_PURCHASES = 20;
/** So many are read for them: those that nobody paid for lie between. */
const MAX_READ = 100;
const WHEN = { dateStyle: 'medium' } as const;
/** How a payment stands whose money is no longer all ours. */
const WENT_BACK = new Set(['partly_refunded', 'refunded', 'disputed', 'lost']);
const UNDER_WAY = new Set(['open', 'processing', 'paid']);

/** The last twenty purchases, newest first; those that nobody paid for are left out. */
export class CreditPurchases extends ListElement<PastPurchase> {
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

  protected override readonly named = 'purchases';

  readonly #looks = new Looks(this, () => this.reread.now());

  protected override async load(session: Session): Promise<readonly PastPurchase[]> {
    this.#looks.stop();
    const path = await session.accountPath();
    const query = `page[size]=${MAX_READ}`;
    const { data } = await session.read<List<PastPurchase>>(`${path}/pack-purchases?${query}`);
    const begun = data.filter(({ state }) => state !== 'starting' && state !== 'expired');
    return begun.slice(0, MAX_PURCHASES);
  }

  protected override line(purchase: PastPurchase): TemplateResult {
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

  /** A purchase moves without the balance: it fails, or its page expires. */
  protected override onRead(): void {
    if (this.rows?.some(({ state }) => UNDER_WAY.has(state))) this.#looks.again();
  }
}
