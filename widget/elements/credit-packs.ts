/** `<credit-packs>`: a button whose dialog sells packs and plans; `inline`: without the dialog. */
import {
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { formatMoney } from '../parts/amount.js';
import { Choice, inOrder, MEDIUM } from '../parts/choice.js';
import { CreditsElement } from './element.js';
import { unusableWords } from '../parts/notice-words.js';
import { packCard } from '../parts/pack-card.js';
import { packsStyles } from '../styles/packs-styles.js';
import { buy, failureWords, leadTo, onlyOnce } from '../parts/purchase.js';
import { readAgain, sheet, sheetHeader } from '../parts/sheet.js';
import { PlanFlow } from '../plan/flow.js';
import { tellUpgrade, toHostPage, waysOf } from '../plan/host-ways.js';
import { dearerThan, planOffers } from '../plan/offers.js';
import { toPortal } from '../plan/portal.js';
import { changeHeading, planChange } from '../plan/review.js';
import { cardStyles } from '../styles/card-styles.js';
import { sheetStyles } from '../styles/sheet-styles.js';
import { common } from '../styles/styles.js';
import type { List, Pack, Plan } from '../wire/wire.js';

/** Opens by its button, or by `show()`; never by itself. */
export class CreditPacks extends CreditsElement {
  static override properties: PropertyDeclarations = {
    inline: { type: Boolean },
    primary: { type: Boolean },
    small: { type: Boolean },
    label: {},
    goal: {},
    upgradeUrl: { attribute: 'upgrade-url' },
    packs: { state: true },
    plans: { state: true },
    chosen: { state: true },
    amount: { state: true },
    busy: { state: true },
    problem: { state: true },
    offersFailed: { state: true },
  };
  static override styles = [common, cardStyles, sheetStyles, packsStyles];

  /** In the page instead of in a dialog. */
  declare inline: boolean;
  declare primary: boolean;
  declare small: boolean;
  /** Key of the button's text. */
  declare label: string;
  /** What it opens for; packs lead to plans too. */
  declare goal: 'packs' | 'upgrade';
  /** A page of the host's where plans are changed; `?plan=` is added. */
  declare upgradeUrl: string;
  declare private packs: readonly Pack[] | undefined;
  declare private plans: readonly Plan[];
  declare private chosen: string;
  declare private amount: string;
  declare private busy: boolean;
  declare private problem: string;
  declare private offersFailed: boolean;

  readonly #keys = new Map<string, string>();
  readonly #flow = new PlanFlow(
    this,
    waysOf(this, () => this.session),
  );
  #step: unknown;
  #asking = false;

  constructor() {
    super();
    this.inline = false;
    this.primary = false;
    this.small = false;
    this.label = 'getMore';
    this.goal = 'packs';
    this.upgradeUrl = '';
    this.plans = [];
    this.chosen = MEDIUM;
    this.amount = '';
    this.busy = false;
    this.problem = '';
    this.offersFailed = false;
  }

  /** Opens the dialog. */
  show(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog || dialog.open) return;
    this.problem = '';
    this.#flow.enter();
    dialog.showModal();
    void this.#load().then(() => this.#focusChosen());
  }

  /** Closes it; focus goes back to where it came from. */
  close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  protected override onShown(): void {
    if (this.inline) void this.#load();
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const [lang, dir] = [words.say('lang'), words.direction];
    if (this.inline) {
      const of = `root ${this.theme}`;
      return html`<section class=${of} lang=${lang} dir=${dir} aria-labelledby="heading">
        <div class="sheet inline">${this.#content()}</div>
      </section>`;
    }
    return html`<div
      class="root ${this.theme} ${this.small ? 'small-button' : ''}"
      lang=${lang}
      dir=${dir}
    >
      <button
        part="button"
        class=${this.primary ? 'primary' : ''}
        aria-haspopup="dialog"
        @click=${() => this.show()}
      >
        ${words.say(this.label)}
      </button>
      ${sheet(this.#content(), this.#closed)}
    </div>`;
  }

  /** What went amiss is seen, however far down the dialog goes on; what is new is read. */
  protected override updated(changed: PropertyValues): void {
    const { step } = this.#flow;
    if (this.#step !== undefined && this.#step !== step.at) readAgain(this.renderRoot);
    this.#step = step.at;
    if (this.#problem === '' || !changed.has('problem')) return;
    this.renderRoot.querySelector('.problem')?.scrollIntoView({ block: 'nearest' });
  }

  get #problem(): string {
    const { failure } = this.#flow;
    return failure ? failureWords(this.words, failure, 'plan') : this.problem;
  }

  #content(): TemplateResult {
    const { words, plans } = this;
    const onClose = this.inline ? undefined : () => this.close();
    const goal = words.say(this.goal === 'upgrade' ? 'upgrade' : 'getMore');
    const onPortal = () => this.#toPortal();
    const change = planChange(words, this.#flow, { plans, onClose, onPortal });
    return html`${sheetHeader(words, changeHeading(words, this.#flow.step, plans) || goal, onClose)}
      ${change ?? this.#offers()}
      <p class="problem" role="alert">${this.#problem}</p>
      <p class="small">
        <a href=${this.helpPage('packs-and-subscriptions')} target="_blank" rel="noopener"
          >${words.say('helpPacks')}</a
        >
      </p>`;
  }

  /** Who cannot use credits is sold none. */
  #offers(): TemplateResult {
    const { words, packs } = this;
    const unusable = unusableWords(words, this.shown.balance);
    if (unusable !== '') return html`<p>${unusable}</p>`;
    if (packs === undefined) {
      const text = words.say(this.offersFailed ? 'offersFailed' : 'working');
      return html`<p class="muted" role="status">${text}</p>`;
    }
    return html`${this.goal === 'upgrade' ? nothing : this.#packsForm(packs)} ${this.#upgrades()}`;
  }

  #packsForm(packs: readonly Pack[]): TemplateResult {
    const { words } = this;
    if (packs.length === 0) return html`<p class="muted">${words.say('noPacks')}</p>`;
    const choice = this.#choice();
    const price = choice?.price ? ` · ${formatMoney(choice.price, words.locale)}` : '';
    return html`<form novalidate @submit=${this.#submit}>
      <fieldset>
        <legend class="hidden">${words.say('choosePack')}</legend>
        ${packs.map((pack) => this.#card(pack))}
      </fieldset>
      <p class="small muted">${words.say('packsExpire')}</p>
      <button class="primary wide" aria-disabled=${this.busy ? 'true' : 'false'} @click=${onlyOnce}>
        ${words.say(this.busy ? 'working' : 'continueToPayment')}${this.busy ? '' : price}
      </button>
    </form>`;
  }

  #card(pack: Pack): TemplateResult {
    return packCard(this.words, pack, {
      isChosen: this.chosen === pack.pack,
      amount: this.amount,
      onChoose: () => this.#choose(pack.pack),
      onAmount: this.#typed,
    });
  }

  #upgrades(): TemplateResult | typeof nothing {
    return planOffers(this.words, dearerThan(this.plans, this.shown.balance?.plan?.plan), {
      isAlone: this.goal === 'upgrade',
      label: 'choosePlan',
      onChoose: ({ plan }) => void this.#upgradeTo(plan),
    });
  }

  #choice() {
    const pack = this.packs?.find((each) => each.pack === this.chosen);
    return pack && Choice.of(pack, this.amount, this.words.locale);
  }

  #choose(pack: string): void {
    this.chosen = pack;
    this.problem = '';
    const isCustom = this.packs?.some((each) => each.pack === pack && each.kind === 'custom');
    if (!isCustom) this.amount = '';
  }

  readonly #typed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.amount = event.target.value;
    this.problem = '';
  };

  readonly #closed = (): void => {
    this.#keys.clear();
    this.#flow.leave();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const choice = this.#choice();
    if (this.busy || !choice) return;
    if (choice.price === undefined) {
      this.amount ||= ' ';
      this.renderRoot.querySelector<HTMLInputElement>('#amount')?.focus();
      return;
    }
    void this.#buy(choice);
  };

  async #buy(choice: Choice): Promise<void> {
    const { session, words } = this;
    if (!session) return;
    this.busy = true;
    this.problem = '';
    const bought = await buy(session, choice, this.#keys);
    this.busy = false;
    if (bought.kind !== 'done') {
      this.problem = failureWords(words, bought, 'pay');
      return;
    }
    // That purchase has begun: the next one is another, of the same pack too.
    this.#keys.clear();
    if (!leadTo(this, bought.answer)) this.problem = words.say('payFailed');
  }

  async #upgradeTo(plan: string): Promise<void> {
    this.problem = '';
    // A host that changes the plan itself goes on in its page.
    if (!tellUpgrade(this, plan)) return this.close();
    if ((await this.#flow.upgrade(plan)) || toHostPage(this.upgradeUrl, plan)) return;
    this.problem = this.words.say('upgradeNotSetUp');
  }

  async #toPortal(): Promise<void> {
    const { session, words } = this;
    const failure = session && (await toPortal(session));
    if (failure) this.problem = failureWords(words, failure, 'plan');
  }

  async #load(): Promise<void> {
    const { session } = this;
    if (!session || this.#asking || this.packs) return;
    this.#asking = true;
    this.offersFailed = false;
    try {
      const [packs, plans] = await Promise.all([
        session.read<List<Pack>>('/v1/packs'),
        session.read<List<Plan>>('/v1/plans'),
      ]);
      this.plans = [...plans.data].sort((a, b) => a.price.minor - b.price.minor);
      this.packs = inOrder(packs.data);
      const names = this.packs.map(({ pack }) => pack);
      if (!names.includes(this.chosen)) this.chosen = names[Math.floor(names.length / 2)] ?? '';
    } catch {
      this.offersFailed = true;
    }
    this.#asking = false;
  }

  /** Once the packs are there, unless the person has gone elsewhere meanwhile. */
  async #focusChosen(): Promise<void> {
    await this.updateComplete;
    const at = this.shadowRoot?.activeElement;
    if (at?.matches('.icon, #heading') === false) return;
    this.renderRoot.querySelector<HTMLInputElement>('input:checked')?.focus();
  }
}
