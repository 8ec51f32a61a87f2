import { expect } from '@jest/globals';
import { accountDecider } from '../../../domain/account/decide/decider.js';
import type {
  AccountCommand,
  Reason,
  RecordPlanPayment,
} from '../../../domain/account/commands.js';
import type { ChargeFact } from '../../../domain/account/charge.js';
import type { AccountEvent, CreditsDebited } from '../../../domain/account/events.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { PlanLookup } from '../../../domain/catalogue/catalogue.js';
import { formatCredits, MICRO, type Credits } from '../../../domain/credits.js';
import { DomainError, type ErrorCode } from '../../../domain/errors.js';
import type { FactOf } from '../../../domain/event.js';
import { parseInstant, type Instant } from '../../../domain/instant.js';
import type { Money } from '../../../domain/money.js';
import { thrownBy } from './given.js';
import { plansOnSale } from './plans.js';

/** 12.5 → 12,500,000 micro-credits. */
export const credits = (amount: number): Credits => BigInt(Math.round(amount * Number(MICRO)));
export const usd = (dollars: number): Money => ({
  minor: BigInt(Math.round(dollars * 100)),
  currency: 'usd',
});

/** An instant from RFC 3339 text; a mistyped one fails the test. */
export function time(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`${text} is no instant`);
  return instant;
}

/** When stories begin unless they say otherwise: a Thursday at noon. */
export const START = time('2026-01-15T12:00:00Z');

/** One account and its time. Books what is due before each command, as the store does. */
export class Story {
  readonly decider;
  readonly events: AccountEvent[] = [];
  state: AccountState;
  now = START;
  private commands = 0;

  constructor(plans: PlanLookup = plansOnSale()) {
    this.decider = accountDecider(plans);
    this.state = this.decider.initial();
  }

  bookDue(): void {
    for (;;) {
      const context = { now: this.now, nextRevision: this.events.length };
      const due = this.decider.due?.(this.state, context) ?? [];
      if (due.length === 0) return;
      this.fold(due);
    }
  }

  send(command: AccountCommand): void {
    this.bookDue();
    const commandId = `command-${++this.commands}`;
    const nextRevision = this.events.length;
    this.fold(this.decider.decide(this.state, command, { now: this.now, nextRevision, commandId }));
  }

  fold(events: readonly AccountEvent[]): void {
    for (const event of events) {
      this.state = this.decider.evolve(this.state, event);
      this.events.push(event);
    }
  }

  /** The n-th debit of the story, from 0. */
  debit(index: number): FactOf<typeof CreditsDebited> {
    const debit = this.events.filter((event) => event.type === 'CreditsDebited')[index];
    if (!debit) throw new Error(`there is no debit ${index}`);
    return debit;
  }

  /** The same, counting also what settled a hold. */
  charge(index: number): ChargeFact {
    const charge = this.charges[index];
    if (!charge) throw new Error(`there is no charge ${index}`);
    return charge;
  }

  get charges(): ChargeFact[] {
    return this.events.filter(
      (event) => event.type === 'CreditsDebited' || event.type === 'HoldSettled',
    );
  }

  /** Id of the n-th hold of the story, from 0. */
  hold(index: number): string {
    const hold = this.events.filter((event) => event.type === 'HoldPlaced')[index];
    if (!hold) throw new Error(`there is no hold ${index}`);
    return hold.data.holdId;
  }

  /** What each lot has left, by what paid for it; empty lots are left out. */
  remaining(): Record<string, string> {
    const lots = [...this.state.book.lots].filter(({ remaining }) => remaining > 0n);
    return Object.fromEntries(
      lots.map(({ grant, remaining }) => [grant.paidBy, formatCredits(remaining)]),
    );
  }
}

/** Something that happens in a story: a command, or time going by. */
export type Step = (story: Story) => void;

type Wanted<Type extends AccountEvent['type']> = Partial<
  Extract<AccountEvent, { type: Type }>['data']
>;

/** An event of this type whose data has (at least) these fields. */
export const happened = <Type extends AccountEvent['type']>(
  type: Type,
  data: Wanted<Type> = {},
  occurredAt?: Instant,
): object => ({ type, data, ...(occurredAt !== undefined && { occurredAt }) });

interface Left {
  readonly available?: number;
  readonly held?: number;
  readonly frozen?: number;
  readonly debt?: number;
  readonly reference?: number;
  readonly level?: AccountState['level'];
  readonly plan?: string;
  /** What each lot has left, by what paid for it. */
  readonly lots?: Record<string, number>;
}

/** Tells a story as a sentence: `given(opened()).when(debit(3)).then(…)`, `.refused(code)`. */
export const given = (...past: Step[]) => givenPlans(plansOnSale(), ...past);

/** The same with other plans on sale. */
export const givenPlans = (plans: PlanLookup, ...past: Step[]) => ({
  when: (...steps: Step[]) => {
    const story = new Story(plans);
    for (const step of past) step(story);
    const before = story.events.length;
    const failure = thrownBy(() => steps.forEach((step) => step(story)));
    return new Outcome(story, before, failure);
  },
});

class Outcome {
  constructor(
    private readonly story: Story,
    private readonly before: number,
    private readonly failure: unknown,
  ) {}

  /** What happened since, in order; changes of level are compared only where one is named. */
  then(...expected: object[]): this {
    this.rethrow();
    const levels = expected.some((event) => 'type' in event && /Level/.test(String(event.type)));
    const since = this.story.events
      .slice(this.before)
      .filter(({ type }) => levels || type !== 'BalanceLevelChanged');
    expect(since.map(({ type }) => type)).toEqual(
      expected.map((event) => ('type' in event ? event.type : undefined)),
    );
    expect(since).toMatchObject(expected);
    return this;
  }

  /** How things stand after it. */
  leaves({ lots, level, plan, ...amounts }: Left): this {
    this.rethrow();
    const { book, debt, level: is, plan: on } = this.story.state;
    const { available, held, frozen, reference } = book;
    const all = { available, held, frozen, debt, reference };
    const wanted = Object.fromEntries(Object.entries(amounts).map(([k, v]) => [k, credits(v)]));
    expect(all).toMatchObject(wanted);
    if (level) expect(is).toBe(level);
    if (plan) expect(on).toBe(plan);
    if (lots) {
      const texts = Object.entries(lots).map(([name, n]) => [name, formatCredits(credits(n))]);
      expect(this.story.remaining()).toEqual(Object.fromEntries(texts));
    }
    return this;
  }

  /** It was refused with this code, and changed nothing. */
  refused(code: ErrorCode, details: Record<string, unknown> = {}): void {
    expect(this.failure).toBeInstanceOf(DomainError);
    expect(this.failure).toMatchObject({ code, details });
  }

  /** For what a sentence cannot say. */
  get told(): Story {
    this.rethrow();
    return this.story;
  }

  private rethrow(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}

/** Any command, as a step. */
export const send =
  (command: AccountCommand): Step =>
  (story) =>
    story.send(command);

/** Time goes by up to an instant, and what it makes due is booked. */
export const at =
  (text: string): Step =>
  (story) => {
    story.now = time(text);
    if (story.events.length > 0) story.bookDue();
  };

export const because: Reason = { reasonCode: 'goodwill' };

export const opened = (plan?: string, timeZone = 'UTC'): Step =>
  send({ type: 'OpenAccount', accountId: 'acme', plan, timeZone });

export const debit = (
  amount: number,
  more: Partial<Extract<AccountCommand, { type: 'DebitCredits' }>> = {},
): Step =>
  send({ type: 'DebitCredits', credits: credits(amount), purpose: { outcome: 'ok' }, ...more });

/** A debit of usage that has happened already. */
export const owe = (amount: number): Step => debit(amount, { policy: 'allow_debt' });

/** Refunds the n-th charge of the story, all of it by default. */
export const refund =
  (index: number, amount?: number): Step =>
  (story) => {
    const fact = story.charge(index);
    story.send({
      type: 'RefundDebit',
      debitId: fact.data.debitId,
      debit: fact,
      credits: amount === undefined ? undefined : credits(amount),
      reason: because,
    });
  };

export const adjust = (amount: number, expiresAt?: string): Step =>
  send({
    type: 'AdjustCredits',
    credits: credits(amount),
    reason: because,
    expiresAt: expiresAt === undefined ? undefined : time(expiresAt),
  });

export const pack = (paymentId: string, amount = 200, dollars = 10): Step =>
  send({
    type: 'RecordPackPurchase',
    purchaseId: `purchase-${paymentId}`,
    paymentId,
    pack: 'small',
    packVersion: 1,
    credits: credits(amount),
    paid: usd(dollars),
  });

/** Begins a plan at once: paid by a line, or set by an operator. */
export const upgrade = (plan: string, invoiceLine?: Line): Step =>
  invoiceLine ? renew(invoiceLine, plan) : send({ type: 'ChangePlan', plan, when: 'now' });

/** As the account's subscription will do, or as an operator picks. */
export const atRenewal =
  (plan: string): Step =>
  (story) => {
    const origin = story.state.renewedBy === 'invoice' ? 'subscription' : undefined;
    story.send({ type: 'ChangePlan', plan, when: 'renewal', origin });
  };

type Line = Pick<RecordPlanPayment, 'lineId' | 'paid' | 'period' | 'paidAt'>;

/** An invoice line, of $20 by default. */
export const line = (lineId: string, from: string, to: string, dollars = 20): Line => ({
  lineId,
  paid: usd(dollars),
  period: { startsAt: time(from), endsAt: time(to) },
  paidAt: time(from),
});

/** By version 1 of the default plans. */
const SOLD: Record<string, number> = { pro: 500, team: 1500 };
/** A line was paid for a plan: that of the account by default. */
export const renew =
  (invoiceLine: Line, plan?: string, more: Partial<RecordPlanPayment> = {}): Step =>
  (story) => {
    const billed = plan ?? story.state.plan;
    const sold = { plan: billed, planVersion: 1, credits: credits(SOLD[billed] ?? 0) };
    story.send({ type: 'RecordPlanPayment', isCurrent: true, ...sold, ...invoiceLine, ...more });
  };

export const suspend = send({ type: 'SuspendAccount', reason: because });
export const reinstate = send({ type: 'ReinstateAccount', reason: because });
export const close = send({ type: 'CloseAccount', reason: because });
