/** Base class of the elements with a list that is read again when the balance moves. */
import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { Reread } from '../parts/reread.js';
import type { Session } from '../wire/session.js';
import { CreditsElement } from './element.js';

const MIN_BETWEEN_READS_MS = 2_000;

/** A titled list of what was last read; the texts of its name say why it is empty. */
export abstract class ListElement<Row> extends CreditsElement {
  static override properties: PropertyDeclarations = {
    rows: { state: true },
    failed: { state: true },
  };

  /** Undefined: nothing was read yet. */
  declare protected rows: readonly Row[] | undefined;
  declare private failed: boolean;

  protected readonly reread = new Reread(this, MIN_BETWEEN_READS_MS, () => this.#read());

  constructor() {
    super();
    this.failed = false;
  }

  /** Names its texts: the title, `…Failed` and `…Empty`. */
  protected abstract readonly named: 'history' | 'purchases';

  /** Reads what is shown. */
  protected abstract load(session: Session): Promise<readonly Row[]>;

  /** Draws one row, as `<li>`. */
  protected abstract line(row: Row): TemplateResult;

  protected override onShown(): void {
    this.reread.movedTo(this.shown.balance?.position);
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
      <h2 id="title">${words.say(this.named)}</h2>
      ${
        this.rows?.length
          ? html`<ul>
              ${this.rows.map((row) => this.line(row))}
            </ul>`
          : html`<p class="muted">${words.say(this.#instead())}</p>`
      }
    </section>`;
  }

  #instead(): string {
    if (this.failed) return `${this.named}Failed`;
    return this.rows === undefined ? 'loading' : `${this.named}Empty`;
  }

  /** Called once it was read, or could not be. */
  protected onRead(): void {
    // Most lists have nothing else to do.
  }

  async #read(): Promise<void> {
    const { session } = this;
    if (!session) return;
    try {
      this.rows = await this.load(session);
      this.failed = false;
    } catch {
      this.failed = this.rows === undefined;
    }
    this.onRead();
  }
}
