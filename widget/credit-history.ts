/** `<credit-history>`: what happened to the credits lately, in plain words. */
import { css, html, type TemplateResult, type PropertyDeclarations } from 'lit';
import { creditsOf, signedCredits } from './amount.js';
import { CreditsElement } from './element.js';
import { Reread } from './reread.js';
import { common } from './styles.js';
import type { Entry, List } from './wire.js';

const MAX_ENTRIES = 20;
const MIN_BETWEEN_READS_MS = 2_000;
/** What moves credits; a hold only sets some aside, and its settlement is the line that counts. */
const KINDS =
  'plan_grant,pack_purchase,promo,adjustment,debit,settle,refund,renewal,lot_expired,' +
  'payment_refund,dispute_opened,dispute_closed';
const WHEN = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** The last twenty changes, newest first; in the viewer's own time zone. */
export class CreditHistory extends CreditsElement {
  static override properties: PropertyDeclarations = {
    entries: { state: true },
    failed: { state: true },
  };
  static override styles = [
    common,
    css`
      .root {
        display: grid;
        gap: 0.5rem;
        max-inline-size: 40rem;
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      li {
        display: flex;
        gap: 1rem;
        align-items: center;
        justify-content: space-between;
        padding-block: 0.55rem;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      time {
        display: block;
      }
      b {
        font-weight: 600;
        white-space: nowrap;
      }
      b.plus {
        color: var(--ok);
      }
    `,
  ];

  declare private entries: readonly Entry[] | undefined;
  declare private failed: boolean;

  readonly #reread = new Reread(this, MIN_BETWEEN_READS_MS, () => this.#read());

  constructor() {
    super();
    this.failed = false;
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
      <h2 id="title">${words.say('history')}</h2>
      ${
        this.entries?.length
          ? html`<ul>
              ${this.entries.map((entry) => this.#line(entry))}
            </ul>`
          : html`<p class="muted">${words.say(this.#instead())}</p>`
      }
    </section>`;
  }

  #instead(): string {
    if (this.failed) return 'historyFailed';
    return this.entries === undefined ? 'loading' : 'historyEmpty';
  }

  #line({ kind, credits, occurred_at: at }: Entry): TemplateResult {
    const { words } = this;
    const micro = creditsOf(credits);
    const known = words.has(`kind_${kind}`) ? `kind_${kind}` : 'kind_other';
    const when = new Intl.DateTimeFormat(words.locale, WHEN).format(new Date(at));
    return html`<li part="entry">
      <span>${words.say(known)}<time class="small muted" datetime=${at}>${when}</time></span>
      <b class=${micro > 0n ? 'plus' : ''}><bdi>${signedCredits(micro, words.locale)}</bdi></b>
    </li>`;
  }

  async #read(): Promise<void> {
    const { session } = this;
    if (!session) return;
    try {
      const query = `page[size]=${MAX_ENTRIES}&filter[kind]=${KINDS}`;
      const path = await session.accountPath();
      this.entries = (await session.read<List<Entry>>(`${path}/ledger?${query}`)).data;
      this.failed = false;
    } catch {
      this.failed = this.entries === undefined;
    }
  }
}
