/** Changes a plan step by step: what it comes to is shown first, then it is done once. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Looks } from '../parts/looks.js';
import { isNotHere, sendOnce, tried, type Failure, type Tried } from '../wire/attempt.js';
import type { Session } from '../wire/session.js';
import {
  isLive,
  type AccountSubscription,
  type PlanAction,
  type PlanPreview,
  type PlanWritten,
} from '../wire/plan.js';

/** A change that is asked for. */
export interface Asked {
  readonly action: PlanAction;
  readonly plan?: string;
}

/** How far it is. */
export type Step =
  | { readonly at: 'start' }
  | { readonly at: 'looking' | 'sending'; readonly asked: Asked; readonly preview?: PlanPreview }
  | { readonly at: 'review'; readonly asked: Asked; readonly preview: PlanPreview }
  | {
      readonly at: 'end';
      readonly asked: Asked;
      /** `dropped`: it was not paid in time. */
      readonly status: PlanWritten['status'] | 'dropped';
      readonly written: PlanWritten;
      readonly preview?: PlanPreview;
    };

/** What a flow asks of its element. */
export interface FlowWays {
  /** Undefined until there is a way to tokens. */
  readonly session: () => Session | undefined;
  /** Where the buyer comes back to. */
  readonly page: () => string;
  /** Goes to a page of Stripe; false where the address is none. */
  readonly lead: (page: { readonly checkout_url: string }) => boolean;
  /** Says what has changed. */
  readonly tell: (change: Asked & { readonly status: string }) => void;
}

const START: Step = { at: 'start' };

/** Keys of changes of which it is not known whether they were made, of all elements of the page. */
const keys = new Map<string, string>();

/** One change at a time. An answer that comes after the person has left leads nowhere. */
export class PlanFlow implements ReactiveController {
  #step: Step = START;
  #failure: Failure | undefined;
  #visit = 0;
  #isAway = false;
  readonly #looks: Looks;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ways: FlowWays,
  ) {
    this.#looks = new Looks(host, () => void this.#look());
    host.addController(this);
  }

  hostConnected(): void {
    this.#isAway = false;
  }

  hostDisconnected(): void {
    this.leave();
  }

  get step(): Step {
    return this.#step;
  }

  /** What went amiss last. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  get isBusy(): boolean {
    return this.#step.at === 'looking' || this.#step.at === 'sending';
  }

  /** The person is there again: what is under way, or has ended since, is shown. */
  enter(): void {
    this.#isAway = false;
  }

  /** The person goes: what was sent goes on, all else is forgotten. */
  leave(): void {
    this.#isAway = true;
    if (this.#step.at !== 'sending') this.back();
  }

  /** To the start, without a change. */
  readonly back = (): void => {
    if (this.#step.at === 'sending') return;
    this.#looks.stop();
    this.#go(START);
  };

  /** To a dearer plan. False where the widget cannot: nothing is sold, or not with this token. */
  async upgrade(plan: string): Promise<boolean> {
    const session = this.ways.session();
    if (!session || this.isBusy) return true;
    const visit = this.#go({ at: 'looking', asked: { action: 'upgrade', plan } });
    const seen = await tried(async () => {
      if (!(await session.may('plan:change'))) return undefined;
      return readSubscription(session);
    });
    if (visit !== this.#visit) return true;
    this.#go(START);
    if (isNotHere(seen)) return false;
    if (seen.kind !== 'done') return this.#fail(seen);
    if (!seen.answer) return false;
    const action = isLive(seen.answer.subscription) ? 'upgrade' : 'subscribe';
    return this.choose({ action, plan });
  }

  /** Shows what a change comes to; what subscribing comes to is shown by the checkout. */
  async choose(asked: Asked): Promise<boolean> {
    const session = this.ways.session();
    if (!session || this.isBusy) return true;
    if (asked.action === 'subscribe' || asked.action === 'withdraw') return this.#send(asked);
    const visit = this.#go({ at: 'looking', asked });
    const came = await tried(async () =>
      session.read<PlanPreview>(`${await session.accountPath()}/subscription/preview`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      }),
    );
    if (visit !== this.#visit) return true;
    if (came.kind === 'done') this.#go({ at: 'review', asked, preview: came.answer });
    else this.#go(START);
    return this.#heard(came);
  }

  /** Does what is shown. */
  readonly confirm = (): void => {
    if (this.#step.at === 'review') void this.#send(this.#step.asked, this.#step.preview);
  };

  async #send(asked: Asked, preview?: PlanPreview): Promise<boolean> {
    const session = this.ways.session();
    if (!session) return true;
    const shown = preview && { preview };
    this.#go({ at: 'sending', asked, ...shown });
    const body = {
      ...asked,
      ...(asked.action === 'subscribe' && { return_url: this.ways.page() }),
      ...(asked.plan !== undefined && preview?.to && { plan_version: preview.to.plan_version }),
    };
    const came = await sendOnce<PlanWritten>(session, keys, ['POST', '/subscription', body]);
    if (came.kind !== 'done') {
      this.#go(preview ? { at: 'review', asked, preview } : START);
      if (this.#isAway) this.back();
      if (isOutdated(came) && this.#step.at === 'review') return this.#showAgain(asked, came);
      return this.#heard(came);
    }
    const { answer: written } = came;
    if (written.status === 'checkout') return this.#checkOut(written.checkout_url);
    this.#end(asked, written.status, written, shown);
    if (written.status === 'pending') this.#looks.begin();
    return true;
  }

  /** Other terms are on sale by now: those are shown. */
  async #showAgain(asked: Asked, why: Failure): Promise<boolean> {
    await this.choose(asked);
    return this.#step.at === 'review' ? this.#fail(why) : true;
  }

  #checkOut(checkout_url: string | null): boolean {
    this.#go(START);
    if (this.#isAway) return true;
    return this.ways.lead({ checkout_url: checkout_url ?? '' }) || this.#fail(NO_PAGE);
  }

  #end(asked: Asked, status: Ended['status'], written: PlanWritten, shown = {}): void {
    this.#go({ at: 'end', asked, status, written, ...shown });
    this.ways.tell({ ...asked, status });
  }

  /** Whether an upgrade that waits to be paid has been. */
  async #look(): Promise<void> {
    const session = this.ways.session();
    const { step } = this;
    if (!session || step.at !== 'end' || step.status !== 'pending') return;
    const seen = await tried(() => readSubscription(session));
    if (this.step !== step) return;
    const subscription = seen.kind === 'done' ? seen.answer.subscription : undefined;
    if (subscription === undefined || subscription?.pending_plan === step.asked.plan) {
      return this.#looks.again();
    }
    const status = subscription?.plan === step.asked.plan ? 'applied' : 'dropped';
    this.#end(step.asked, status, step.written, step.preview && { preview: step.preview });
  }

  /** False where the widget cannot do it at all. */
  #heard(came: Tried<unknown>): boolean {
    if (came.kind === 'done') return true;
    if (isNotHere(came)) return false;
    return this.#fail(came);
  }

  #fail(failure: Failure): true {
    this.#failure = failure;
    this.host.requestUpdate();
    return true;
  }

  #go(step: Step): number {
    this.#step = step;
    this.#failure = undefined;
    this.host.requestUpdate();
    this.#visit += 1;
    return this.#visit;
  }
}

type Ended = Extract<Step, { at: 'end' }>;

const isOutdated = (came: Tried<unknown>): came is Failure =>
  came.kind === 'refused' && came.code === 'version_changed';

/** An answer whose page is no page. */
const NO_PAGE: Failure = { kind: 'refused', status: 0, code: '', words: '' };

/** What the account has subscribed to. */
export const readSubscription = async (session: Session): Promise<AccountSubscription> =>
  session.read<AccountSubscription>(`${await session.accountPath()}/subscription`);
