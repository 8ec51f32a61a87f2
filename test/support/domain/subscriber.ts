import { DAY_MS, HOUR_MS, type Instant } from '../../../domain/instant.js';
import { time } from './account.js';

/** After the first failure; then the subscription ends. */
const RETRY_AFTER_DAYS = [3, 5, 7, 14];
const ENDS_AFTER_DAYS = 21;

/** What a month of a plan costs, in dollars; a plan may begin at once if it is dearer. */
export const COSTS = { pro: 20, team: 49 } as const;
export type Sold = keyof typeof COSTS;

/** A line of an invoice that was paid. */
export interface PaidLine {
  readonly id: string;
  readonly plan: Sold;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly paidAt: Instant;
}

interface Subscription {
  plan: Sold;
  /** Of its periods, which end on its day of the month. */
  anchor: Instant;
  n: number;
  /** What begins at the period's end; `free` where it ends then. */
  next: Sold | 'free' | null;
  /** When the present period was first refused. */
  refusedAt: Instant | null;
}

/** A month's end in UTC, clamped to the days that the month has. */
function monthsAfter(anchor: Instant, n: number): Instant {
  const from = new Date(anchor);
  const first = new Date(anchor);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + n);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  first.setUTCDate(Math.min(from.getUTCDate(), last.getUTCDate()));
  return first.getTime();
}

/**
 * A buyer with a card, and what Stripe makes of what they do: an hour after a period's end it is
 * charged, refused payments are tried again, and an upgrade begins when it is paid.
 */
export class Subscriber {
  now: Instant = time('2027-01-31T10:00:00Z');
  hasGoodCard = true;
  readonly paid: PaidLine[] = [];
  /** When subscriptions have ended. */
  readonly ends: Instant[] = [];
  private subscription: Subscription | null = null;

  /** What Stripe says: the plan now, and what begins at the end of its period. */
  get stands(): { readonly plan: Sold | 'free'; readonly next: Sold | 'free' | null } {
    const { subscription: sub } = this;
    return sub ? { plan: sub.plan, next: sub.next } : { plan: 'free', next: null };
  }

  /** Whether the period that it is now is paid for. */
  get isPaidUp(): boolean {
    const { subscription: sub } = this;
    return sub?.refusedAt === null && this.now < monthsAfter(sub.anchor, sub.n + 1);
  }

  subscribe(plan: Sold): void {
    if (this.subscription || !this.hasGoodCard) return;
    const begun = { plan, anchor: this.now, n: 0, next: null, refusedAt: null };
    this.subscription = begun;
    this.pay(begun);
  }

  /** Takes a dearer plan at once, at its full price; a refused card changes nothing. */
  upgrade(plan: Sold): void {
    const { subscription: sub } = this;
    if (!sub || sub.refusedAt !== null || COSTS[plan] <= COSTS[sub.plan]) return;
    if (!this.hasGoodCard) return;
    Object.assign(sub, { plan, anchor: this.now, n: 0, next: null });
    this.pay(sub);
  }

  /** Goes down, or ends, when the period does; null: takes that back. */
  schedule(next: Sold | 'free' | null): void {
    const { subscription: sub } = this;
    if (!sub || sub.refusedAt !== null || next === sub.plan) return;
    if (next !== null && next !== 'free' && COSTS[next] > COSTS[sub.plan]) return;
    sub.next = next;
  }

  /** Lets time go by, through what Stripe does meanwhile. */
  wait(hours: number): void {
    const until = this.now + hours * HOUR_MS;
    for (let due = this.due(); due && due.at <= until; due = this.due()) {
      this.now = due.at;
      due.work();
    }
    this.now = until;
  }

  private due(): { readonly at: Instant; readonly work: () => void } | null {
    const { subscription: sub } = this;
    if (!sub) return null;
    if (sub.refusedAt === null) {
      const endsAt = monthsAfter(sub.anchor, sub.n + 1);
      if (sub.next === 'free') return { at: endsAt, work: () => this.end() };
      return { at: endsAt + HOUR_MS, work: () => this.renew(sub) };
    }
    const { refusedAt } = sub;
    const retry = RETRY_AFTER_DAYS.map((days) => refusedAt + days * DAY_MS).find(
      (at) => at > this.now,
    );
    if (retry !== undefined) return { at: retry, work: () => this.tryAgain(sub) };
    return { at: refusedAt + ENDS_AFTER_DAYS * DAY_MS, work: () => this.end() };
  }

  private renew(sub: Subscription): void {
    sub.n += 1;
    sub.plan = sub.next === null || sub.next === 'free' ? sub.plan : sub.next;
    sub.next = null;
    if (this.hasGoodCard) this.pay(sub);
    else sub.refusedAt = this.now;
  }

  private tryAgain(sub: Subscription): void {
    if (!this.hasGoodCard) return;
    sub.refusedAt = null;
    this.pay(sub);
  }

  private pay({ plan, anchor, n }: Subscription): void {
    const [startsAt, endsAt] = [monthsAfter(anchor, n), monthsAfter(anchor, n + 1)];
    const id = `il_${this.paid.length}`;
    this.paid.push({ id, plan, startsAt, endsAt, paidAt: this.now });
  }

  private end(): void {
    this.subscription = null;
    this.ends.push(this.now);
  }
}
