/** `<credit-history>`: recent entries of the ledger. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { creditsOf, signedCredits } from '../parts/amount.js';
import { isTold, isUse, wordsOf } from '../parts/entry.js';
import { ListElement } from './list-element.js';
import { listStyles } from '../styles/list-styles.js';
import { common } from '../styles/styles.js';
import type { Session } from '../wire/session.js';
import type { Entry, List, Usage } from '../wire/wire.js';

const MAX_ENTRIES = 20;
/** What moves credits; a hold only sets some aside, and its settlement is the line that counts. */
const KINDS =
  'plan_grant,pack_purchase,promo,adjustment,debit,settle,refund,renewal,lot_expired,' +
  'payment_refund,payment_refund_undone,dispute_opened,dispute_closed,dispute_reinstated';
const WHEN = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** The last twenty changes, newest first; in the viewer's own time zone. */
export class CreditHistory extends ListElement<Entry> {
  static override styles = [
    common,
    listStyles,
    css`
      b.plus {
        color: var(--ok);
      }
    `,
  ];

  protected override readonly named = 'history';

  protected override async load(session: Session): Promise<readonly Entry[]> {
    const query = `page[size]=${MAX_ENTRIES}&filter[kind]=${KINDS}`;
    const path = await session.accountPath();
    const { data } = await session.read<List<Entry>>(`${path}/ledger?${query}`);
    return data.filter(isTold);
  }

  protected override line(entry: Entry): TemplateResult {
    const { words } = this;
    const { credits, occurred_at: at } = entry;
    const micro = creditsOf(credits);
    const when = new Intl.DateTimeFormat(words.locale, WHEN).format(new Date(at));
    return html`<li part="entry">
      <span class="entry"
        ><span part="what">${this.#what(entry)}</span
        ><time class="small muted" datetime=${at}>${when}</time></span
      >
      <b class=${micro > 0n ? 'plus' : ''}><bdi>${signedCredits(micro, words.locale)}</bdi></b>
    </li>`;
  }

  /** `Balanced · 2,310 tokens`: what credits were used for; else what happened to them. */
  #what(entry: Entry): TemplateResult {
    const { model, model_name: name, usage } = entry;
    const parts = [
      ...(isUse(entry) && model !== null ? [] : [this.#event(entry)]),
      ...(model === null ? [] : [name ?? model]),
      ...(usage ? this.#used(usage) : []),
    ];
    // Names of models are in no language: they keep their own direction.
    return html`${parts.map(
      (part, i) =>
        html`${i > 0 ? html`<span class="muted"> · </span>` : nothing}<bdi>${part}</bdi>`,
    )}`;
  }

  /** A host can name actions of its own: `strings = { action_publish: 'Publishing' }`. */
  #event(entry: Entry): string {
    return this.words.say(wordsOf(entry).find((key) => this.words.has(key)) ?? 'kind_other');
  }

  #used(usage: Usage): string[] {
    const { words } = this;
    const count = (key: string, n: number) =>
      n > 0 ? [words.count(key, n, new Intl.NumberFormat(words.locale).format(n))] : [];
    const { images, ...kinds } = usage;
    const tokens = Object.values(kinds).reduce((sum, n) => sum + n, 0);
    return [...count('tokens', tokens), ...count('images', images)];
  }
}
