/** `<credit-top-up>`: consent to automatic top-ups, how they go, and how to end them. */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { inOrder } from '../parts/choice.js';
import { icons } from '../parts/icons.js';
import { Looks } from '../parts/looks.js';
import { unusableWords } from '../parts/notice-words.js';
import { failureWords, leadTo, thisPage } from '../parts/purchase.js';
import { Reread } from '../parts/reread.js';
import { cardStyles } from '../styles/card-styles.js';
import { packsStyles } from '../styles/packs-styles.js';
import { planStyles } from '../styles/plan-styles.js';
import { sheetStyles } from '../styles/sheet-styles.js';
import { common } from '../styles/styles.js';
import { topUpFacts, topUpNotice } from '../top-up/facts.js';
import { topUpForm } from '../top-up/form.js';
import { keepForm, takeForm } from '../top-up/kept.js';
import { consentBody, firstFields, isAsShown, readTerms, type Fields } from '../top-up/terms.js';
import { isNotHere, sendOnce, tried, type Failure } from '../wire/attempt.js';
import type { Session } from '../wire/session.js';
import type { AutoTopUp, SavedCard, TopUpWritten } from '../wire/top-up.js';
import type { List, Pack } from '../wire/wire.js';
import { CreditsElement } from './element.js';

const MIN_BETWEEN_READS_MS = 2_000;
/** How an attempt stands that may soon stand otherwise. */
const MOVES_ON: ReadonlySet<string> = new Set(['under_way', 'paid', 'link_open']);

/** Needs a token with the scope `autotopup:write`. */
export class CreditTopUp extends CreditsElement {
  static override properties: PropertyDeclarations = {
    seen: { state: true },
    card: { state: true },
    packs: { state: true },
    fields: { state: true },
    failure: { state: true },
    problem: { state: true },
    busy: { state: true },
  };
  static override styles = [common, cardStyles, sheetStyles, packsStyles, planStyles];

  declare private seen: AutoTopUp | undefined;
  /** Undefined: not known. */
  declare private card: SavedCard | undefined;
  declare private packs: readonly Pack[];
  /** While the form is open. */
  declare private fields: Fields | undefined;
  /** Why nothing is shown. */
  declare private failure: Failure | undefined;
  declare private problem: string;
  declare private busy: boolean;

  readonly #keys = new Map<string, string>();
  /** Whether it was looked for a form that was left. */
  #isBack = false;
  readonly #reread = new Reread(this, MIN_BETWEEN_READS_MS, () => this.#read());
  readonly #looks = new Looks(this, () => this.#reread.now());

  constructor() {
    super();
    this.packs = [];
    this.problem = '';
    this.busy = false;
  }

  protected override onShown(): void {
    this.#reread.movedTo(this.shown.balance?.position);
  }

  protected override render(): TemplateResult {
    const { words, seen, card } = this;
    const isOn = seen?.is_on === true;
    const badge = words.say(isOn ? 'topUpOn' : 'topUpOff');
    return html`<section
      class="root ${this.theme}"
      lang=${words.say('lang')}
      dir=${words.direction}
      aria-labelledby="title"
    >
      <div class="panel" part="root">
        <header>
          <h2 id="title" tabindex="-1">${words.say('topUp')}</h2>
          ${
            seen && card
              ? html`<span class="badge ${isOn ? '' : 'off'}" part="standing"
                  >${isOn ? icons.ok : icons.paused}${badge}</span
                >`
              : nothing
          }
        </header>
        ${seen && card ? this.#body(seen, card) : this.#instead()}
        <p class="problem" role="alert">${this.problem}</p>
      </div>
    </section>`;
  }

  #instead(): TemplateResult {
    const { words, failure } = this;
    const key = !failure
      ? 'loading'
      : failure.kind === 'forbidden'
        ? 'topUpNotAllowed'
        : isNotHere(failure)
          ? 'topUpNotSetUp'
          : 'topUpUnread';
    return html`<p class="muted" role="status">${words.say(key)}</p>`;
  }

  #body(seen: AutoTopUp, { card }: SavedCard): TemplateResult {
    const { words, fields, packs } = this;
    const unusable = unusableWords(words, this.shown.balance);
    const notice = topUpNotice(words, seen);
    if (fields) {
      return html`${notice}
      ${topUpForm(words, {
        fields,
        packs,
        card,
        isOn: seen.is_on,
        isBusy: this.busy,
        onFields: (change) => {
          this.problem = '';
          this.fields = { ...fields, ...change };
        },
        onSubmit: this.#submit,
        onCard: () => void this.#saveCard(),
        onCancel: () => this.#shut(),
      })}`;
    }
    const isAgain = !seen.is_on && seen.ended !== null;
    return html`${seen.is_on ? topUpFacts(words, seen, card) : html`<p>${words.say('topUpWhy')}</p>`}
    ${notice}
    ${
      unusable === ''
        ? html`<div class="actions">
            <button class=${seen.is_on ? '' : 'primary'} @click=${() => this.#open()}>
              ${words.say(seen.is_on ? 'topUpEdit' : isAgain ? 'topUpAgain' : 'topUpSetUp')}
            </button>
            ${seen.is_on ? this.#offButton() : nothing}
          </div>`
        : html`<p>${unusable}</p>`
    }`;
  }

  #offButton(): TemplateResult {
    const { words, busy } = this;
    return html`<button
      class="quiet"
      aria-disabled=${busy ? 'true' : 'false'}
      @click=${() => void this.#turnOff()}
    >
      ${words.say(busy ? 'working' : 'topUpTurnOff')}
    </button>`;
  }

  async #open(left?: Fields): Promise<void> {
    const { session, seen } = this;
    if (!session || this.busy) return;
    this.problem = '';
    this.busy = true;
    // What is agreed to is what is on sale now, and by the card that is there now.
    const came = await tried(() => Promise.all([packsOf(session), cardOf(session)]));
    this.busy = false;
    if (came.kind !== 'done') return this.#fail(came);
    [this.packs, this.card] = came.answer;
    const isSold = this.packs.some(({ pack }) => pack === left?.pack);
    this.fields = left && isSold ? left : firstFields(this.packs, seen?.terms ?? null);
    this.#toTop();
  }

  #shut(): void {
    this.fields = undefined;
    this.problem = '';
    this.#toTop();
  }

  /** Where the content is another, whoever hears it begins at its heading. */
  #toTop(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('#title')?.focus(),
    );
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#agree();
  };

  async #agree(): Promise<void> {
    const { session, words, fields, packs } = this;
    if (!session || !fields || this.busy) return;
    const read = readTerms(fields, packs, words.locale);
    if ('wrong' in read) {
      this.fields = { ...fields, ...(read.wrong === 'amount' && { amount: fields.amount || ' ' }) };
      this.renderRoot.querySelector<HTMLInputElement>(`#${read.wrong}`)?.focus();
      return;
    }
    this.busy = true;
    this.problem = '';
    const body = consentBody(words, read.terms);
    const came = await sendOnce<TopUpWritten>(session, this.#keys, ['PUT', '/auto-top-up', body]);
    const isShown = came.kind !== 'done' || isAsShown(read.terms, came.answer);
    if (!isShown) await sendOnce(session, this.#keys, ['POST', '/auto-top-up/turn-off', {}]);
    this.busy = false;
    if (came.kind !== 'done') return this.#fail(came);
    this.#shut();
    if (!isShown) this.problem = words.say('topUpChanged');
    this.#reread.now();
  }

  async #turnOff(): Promise<void> {
    const { session } = this;
    if (!session || this.busy) return;
    this.busy = true;
    this.problem = '';
    const came = await sendOnce(session, this.#keys, ['POST', '/auto-top-up/turn-off', {}]);
    this.busy = false;
    if (came.kind !== 'done') return this.#fail(came);
    this.#toTop();
    this.#reread.now();
  }

  async #saveCard(): Promise<void> {
    const { session } = this;
    if (!session || this.busy) return;
    this.busy = true;
    this.problem = '';
    const came = await sendOnce<{ readonly checkout_url: string }>(session, this.#keys, [
      'POST',
      '/auto-top-up/card',
      { return_url: thisPage() },
    ]);
    this.busy = false;
    if (came.kind !== 'done') return this.#fail(came);
    if (this.fields) keepForm(tabStore, await session.accountPath(), this.fields, Date.now());
    if (!leadTo(this, came.answer)) this.problem = this.words.say('topUpFailed');
  }

  #fail(failure: Failure): void {
    this.problem = failureWords(this.words, failure, 'topUp');
  }

  async #read(): Promise<void> {
    const { session } = this;
    if (!session) return;
    this.#looks.stop();
    const came = await tried(async () => {
      const path = `${await session.accountPath()}/auto-top-up`;
      const seen = session.read<AutoTopUp>(path);
      return Promise.all([seen, this.card ?? cardOf(session)]);
    });
    if (came.kind === 'done') [this.seen, this.card] = came.answer;
    this.failure = came.kind === 'done' ? undefined : came;
    if (came.kind === 'done') await this.#backAgain(session);
    const state = this.seen?.last?.state;
    if (state !== undefined && MOVES_ON.has(state)) this.#looks.again();
  }

  /** Whoever comes back from saving a card finds the form as it was left. */
  async #backAgain(session: Session): Promise<void> {
    if (this.#isBack) return;
    this.#isBack = true;
    const left = takeForm(tabStore, await session.accountPath(), Date.now());
    if (left) await this.#open(left);
  }
}

/** Of this tab alone. */
const tabStore = (): Storage => sessionStorage;

const cardOf = async (session: Session): Promise<SavedCard> =>
  session.read<SavedCard>(`${await session.accountPath()}/auto-top-up/card`);

const packsOf = async (session: Session): Promise<Pack[]> =>
  inOrder((await session.read<List<Pack>>('/v1/packs')).data);
