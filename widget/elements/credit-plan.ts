/** `<credit-plan>`: the plan, what it costs and what waits, and a dialog that changes it. */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icons } from '../parts/icons.js';
import { Looks } from '../parts/looks.js';
import { unusableWords } from '../parts/notice-words.js';
import { failureWords } from '../parts/purchase.js';
import { Reread } from '../parts/reread.js';
import { readAgain, sheet, sheetHeader } from '../parts/sheet.js';
import { invoiceList, planLine, planNotice, renewalLine } from '../plan/card.js';
import type { PlanFacts } from '../plan/facts.js';
import { PlanFlow, readSubscription, type Asked } from '../plan/flow.js';
import { tellUpgrade, toHostPage, waysOf } from '../plan/host-ways.js';
import { cancelLater } from '../plan/notice-words.js';
import { planChoices } from '../plan/offers.js';
import { toPortal } from '../plan/portal.js';
import { changeHeading, planChange } from '../plan/review.js';
import { canCancel, owedInvoice, planStanding, type PlanStanding } from '../plan/standing.js';
import { cardStyles } from '../styles/card-styles.js';
import { planStyles } from '../styles/plan-styles.js';
import { sheetStyles } from '../styles/sheet-styles.js';
import { common } from '../styles/styles.js';
import { tried, type Failure } from '../wire/attempt.js';
import type { AccountSubscription } from '../wire/plan.js';
import type { Session } from '../wire/session.js';
import type { List, Plan } from '../wire/wire.js';
import { CreditsElement } from './element.js';

const MIN_BETWEEN_READS_MS = 2_000;
/** While a payment is waited for, a subscription moves without the balance. */
const UNDER_WAY: ReadonlySet<PlanStanding> = new Set(['incomplete', 'pending', 'past_due']);
/** Nothing is subscribed to that sells. */
const NONE: ReadonlySet<PlanStanding> = new Set(['none', 'incomplete']);
/** The colours of a badge. */
const TONES: Readonly<Record<PlanStanding, 'ok' | 'low' | 'empty'>> = {
  none: 'ok',
  active: 'ok',
  scheduled: 'ok',
  incomplete: 'low',
  ending: 'low',
  pending: 'low',
  past_due: 'empty',
};

/** Needs a token with the scope `plan:change`. */
export class CreditPlan extends CreditsElement {
  static override properties: PropertyDeclarations = {
    upgradeUrl: { attribute: 'upgrade-url' },
    seen: { state: true },
    plans: { state: true },
    failure: { state: true },
    problem: { state: true },
    lists: { state: true },
  };
  static override styles = [common, cardStyles, sheetStyles, planStyles];

  /** A page of the host's where plans are changed, for when they cannot be changed here. */
  declare upgradeUrl: string;
  declare private seen: AccountSubscription | undefined;
  declare private plans: readonly Plan[];
  /** Why nothing was read. */
  declare private failure: Failure | undefined;
  declare private problem: string;
  /** Whether the dialog offers plans. */
  declare private lists: boolean;

  readonly #reread = new Reread(this, MIN_BETWEEN_READS_MS, () => this.#read());
  readonly #looks = new Looks(this, () => this.#reread.now());
  readonly #flow = new PlanFlow(
    this,
    waysOf(this, () => this.session),
  );
  #step: unknown;
  #position: string | undefined;
  /** The balance has moved, and the subscription may follow a moment later. */
  #isNews = false;

  constructor() {
    super();
    this.upgradeUrl = '';
    this.plans = [];
    this.problem = '';
    this.lists = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('plan-change', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('plan-change', this.#changed);
  }

  protected override onShown(): void {
    const { position } = this.shown.balance ?? {};
    this.#isNews ||= position !== this.#position;
    this.#position = position;
    this.#reread.movedTo(position);
  }

  protected override updated(): void {
    const { step } = this.#flow;
    if (this.#step !== undefined && this.#step !== step.at) readAgain(this.renderRoot);
    this.#step = step.at;
  }

  protected override render(): TemplateResult {
    const { words, seen } = this;
    const standing = seen ? planStanding(seen) : 'none';
    return html`<div
      class="root ${this.theme} is-${TONES[standing]}"
      lang=${words.say('lang')}
      dir=${words.direction}
    >
      <section class="panel" part="root" aria-labelledby="title">
        <header>
          <h2 id="title">${words.say('plan')}</h2>
          ${NONE.has(standing) ? nothing : this.#badge(standing)}
        </header>
        ${seen ? this.#card(seen) : this.#instead()}
        <p class="problem" role="alert">${this.#isOpen ? '' : this.problem}</p>
      </section>
      ${sheet(this.#sheet(), this.#closed)}
    </div>`;
  }

  #badge(standing: PlanStanding): TemplateResult {
    const icon = { ok: icons.ok, low: icons.low, empty: icons.empty }[TONES[standing]];
    return html`<span class="badge" part="standing"
      >${icon}${this.words.say(`plan_${standing}`)}</span
    >`;
  }

  #instead(): TemplateResult {
    const { words, failure } = this;
    const isForbidden = failure?.kind === 'forbidden';
    const key = isForbidden ? 'planNotAllowed' : failure ? 'planUnread' : 'loading';
    return html`<p class="muted" role="status">${words.say(key)}</p>`;
  }

  #card(seen: AccountSubscription): TemplateResult {
    const { words, plans } = this;
    const { balance } = this.shown;
    const facts: PlanFacts = { seen, plans, balance };
    const ways = {
      onWithdraw: () => this.#change({ action: 'withdraw' }),
      onPortal: this.#toPortal,
    };
    return html`${planLine(words, facts)} ${renewalLine(words, facts)}
    ${planNotice(words, facts, ways)}
    ${unusableWords(words, balance) === '' ? this.#actions(seen) : nothing}
    ${invoiceList(words, facts)} ${this.#end(seen)}`;
  }

  #end(seen: AccountSubscription): TemplateResult | typeof nothing {
    const { subscription } = seen;
    if (subscription && planStanding(seen) === 'pending') {
      return html`<footer>
        <p class="small muted">${cancelLater(this.words, subscription)}</p>
      </footer>`;
    }
    if (!canCancel(seen)) return nothing;
    return html`<footer>
      <button
        class="link"
        aria-haspopup="dialog"
        @click=${() => this.#change({ action: 'cancel' })}
      >
        ${this.words.say('planCancel')}
      </button>
    </footer>`;
  }

  #actions(seen: AccountSubscription): TemplateResult {
    const { words } = this;
    const standing = planStanding(seen);
    const isNew = NONE.has(standing);
    return html`<div class="actions">
      ${
        standing === 'pending'
          ? nothing
          : html`<button
              class=${isNew ? 'primary' : ''}
              aria-haspopup="dialog"
              @click=${() => this.#open(true)}
            >
              ${words.say(isNew ? 'planChoose' : 'planChange')}
            </button>`
      }
      ${
        seen.subscription
          ? html`<button @click=${this.#toPortal}>${words.say('portal')}</button>`
          : nothing
      }
    </div>`;
  }

  #sheet(): TemplateResult {
    const { words, plans, seen } = this;
    const onClose = () => this.#dialog?.close();
    const onBack = this.lists ? this.#flow.back : onClose;
    const owed = seen && owedInvoice(seen);
    const around = { plans, owed, onClose, onBack, onPortal: this.#toPortal };
    const change = planChange(words, this.#flow, around);
    const { failure } = this.#flow;
    const problem = failure ? failureWords(words, failure, 'plan') : this.problem;
    const title = changeHeading(words, this.#flow.step, plans) || words.say('planChange');
    const choices =
      seen && this.lists
        ? planChoices(words, { seen, plans, balance: this.shown.balance }, (asked) =>
            this.#choose(asked),
          )
        : nothing;
    return html`${sheetHeader(words, title, onClose)} ${change ?? choices}
      <p class="problem" role="alert">${problem}</p>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #isOpen(): boolean {
    return this.hasUpdated && this.#dialog?.open === true;
  }

  #open(lists: boolean): void {
    this.problem = '';
    this.lists = lists;
    this.#flow.enter();
    if (!this.#isOpen) this.#dialog?.showModal();
  }

  readonly #closed = (): void => {
    this.#flow.leave();
    this.problem = '';
  };

  /** What the card itself leads to. */
  #change(asked: Asked): void {
    this.#open(false);
    void this.#choose(asked);
  }

  async #choose(asked: Asked): Promise<void> {
    const { plan = '', action } = asked;
    this.problem = '';
    const isUp = action === 'upgrade' || action === 'subscribe';
    if (isUp && !tellUpgrade(this, plan)) return this.#dialog?.close();
    if (await this.#flow.choose(asked)) return;
    if (isUp && toHostPage(this.upgradeUrl, plan)) return;
    this.problem = this.words.say('upgradeNotSetUp');
  }

  readonly #toPortal = async (): Promise<void> => {
    const { session } = this;
    const failure = session && (await toPortal(session));
    this.problem = failure ? failureWords(this.words, failure, 'plan') : '';
  };

  readonly #changed = (): void => this.#reread.now();

  /** A plan that costs something may have been paid for a moment ago, and be seen in another. */
  #isUnderWay(seen: AccountSubscription): boolean {
    const standing = planStanding(seen);
    const plan = this.plans.find((each) => each.plan === this.shown.balance?.plan?.plan);
    return UNDER_WAY.has(standing) || (standing === 'none' && (plan?.price.minor ?? 0) > 0);
  }

  async #read(): Promise<void> {
    const { session } = this;
    if (!session) return;
    this.#looks.stop();
    const came = await tried(() =>
      Promise.all([
        readSubscription(session),
        this.plans.length > 0 ? this.plans : plansOf(session),
      ]),
    );
    if (came.kind === 'done') [this.seen, this.plans] = came.answer;
    this.failure = came.kind === 'done' ? undefined : came;
    if (this.#isNews || (this.seen && this.#isUnderWay(this.seen))) this.#looks.again();
    this.#isNews = false;
  }
}

async function plansOf(session: Session): Promise<readonly Plan[]> {
  const { data } = await session.read<List<Plan>>('/v1/plans');
  return [...data].sort((a, b) => a.price.minor - b.price.minor);
}
