/** What is asked of a subscription, and what it is to look like then. Pure. */
import type { Instant } from '../../../domain/instant.js';
import type { SubscriptionNow } from './billing-tree.js';

/** What can be asked. */
export const SUBSCRIPTION_ACTIONS = [
  'subscribe',
  'upgrade',
  'downgrade',
  'cancel',
  'withdraw',
] as const;
/** See `SUBSCRIPTION_ACTIONS`. */
export type SubscriptionAction = (typeof SUBSCRIPTION_ACTIONS)[number];

/** What follows the current period: the same again, another price, or nothing. */
export type Next =
  | { readonly kind: 'same' }
  | { readonly kind: 'price'; readonly priceId: string }
  | { readonly kind: 'end' };

/** What a subscription is to look like. */
export interface Wanted {
  /** Its price from now on. */
  readonly priceId: string | null;
  readonly next: Next;
}

const SAME: Next = { kind: 'same' };
const END: Next = { kind: 'end' };

/** Statuses of a schedule that is still to do something. */
const SCHEDULED: ReadonlySet<string> = new Set(['active', 'not_started']);

/** Whether a schedule holds the subscription. */
export const isScheduled = ({ schedule }: Pick<SubscriptionNow, 'schedule'>): boolean =>
  schedule !== null && SCHEDULED.has(schedule.status);

/** What follows the current period, as Stripe has it. */
export function nextOf(subscription: SubscriptionNow): Next {
  const { cancelAt, cancelsAtPeriodEnd, schedule, period, priceId } = subscription;
  if (cancelsAtPeriodEnd || cancelAt !== null) return END;
  if (!schedule || !isScheduled(subscription)) return SAME;
  const next = schedule.phases.find(({ startsAt }) => startsAt >= period.endsAt);
  if (!next) return schedule.endBehavior === 'cancel' ? END : SAME;
  if (next.priceId === null || next.priceId === priceId) return SAME;
  return { kind: 'price', priceId: next.priceId };
}

/** When what follows the current period begins. */
export const nextAtOf = ({ cancelAt, period }: SubscriptionNow): Instant =>
  cancelAt ?? period.endsAt;

/** What a subscription looks like now. */
export const lookOf = (subscription: SubscriptionNow): Wanted => ({
  priceId: subscription.priceId,
  next: nextOf(subscription),
});

/** What somebody asks: `priceId` of the plan that an upgrade or downgrade is to. */
export interface Asked {
  readonly action: Exclude<SubscriptionAction, 'subscribe'>;
  readonly priceId: string | null;
}

/**
 * What the subscription is to look like after what is asked: the last word wins. An upgrade begins
 * at once and takes back what was scheduled; a downgrade and a cancellation wait for the period's
 * end; withdrawing leaves everything as it is paid for.
 */
export function wantedAfter(now: SubscriptionNow, { action, priceId }: Asked): Wanted {
  const { priceId: current } = now;
  switch (action) {
    case 'upgrade':
      return { priceId, next: SAME };
    case 'downgrade':
      return {
        priceId: current,
        next: priceId === null ? END : priceId === current ? SAME : { kind: 'price', priceId },
      };
    case 'cancel':
      return { priceId: current, next: END };
    case 'withdraw':
      return { priceId: current, next: SAME };
  }
}

/** A call to Stripe that changes a subscription. */
export type Change =
  | { readonly kind: 'release'; readonly scheduleId: string }
  | { readonly kind: 'cancel_at_end'; readonly ends: boolean }
  | { readonly kind: 'price'; readonly itemId: string; readonly priceId: string }
  | {
      readonly kind: 'schedule';
      /** The schedule that is there already; null: it is made. */
      readonly scheduleId: string | null;
      readonly priceId: string;
      readonly nextPriceId: string;
      readonly from: Instant;
      readonly at: Instant;
    };

/** What brings a subscription from how it looks to what is wanted, in order; nothing: it does. */
export function changesTo(now: SubscriptionNow, wanted: Wanted): Change[] {
  const changes: Change[] = [];
  const looks = lookOf(now);
  const isPriced = looks.priceId === wanted.priceId;
  const isNext = isSame(looks.next, wanted.next);
  if (isPriced && isNext) return [];
  const ends = now.cancelsAtPeriodEnd || now.cancelAt !== null;
  const endsThen = wanted.next.kind === 'end';
  const scheduleId = isScheduled(now) ? (now.schedule?.scheduleId ?? null) : null;
  // One that was begun, as before a crash, is carried on.
  const keeps = wanted.next.kind === 'price' && isPriced && !ends;
  if (scheduleId !== null && !keeps) changes.push({ kind: 'release', scheduleId });
  if (ends !== endsThen) changes.push({ kind: 'cancel_at_end', ends: endsThen });
  if (!isPriced && now.itemId !== null && wanted.priceId !== null) {
    changes.push({ kind: 'price', itemId: now.itemId, priceId: wanted.priceId });
  }
  if (wanted.next.kind === 'price' && wanted.priceId !== null) {
    changes.push({
      kind: 'schedule',
      scheduleId: keeps ? scheduleId : null,
      priceId: wanted.priceId,
      nextPriceId: wanted.next.priceId,
      from: phaseStart(now),
      at: now.period.endsAt,
    });
  }
  return changes;
}

/** When the phase began that the subscription is in, where a schedule has it. */
function phaseStart({ schedule, period }: SubscriptionNow): Instant {
  const current = schedule?.phases.find(
    ({ startsAt, endsAt }) => startsAt <= period.startsAt && period.startsAt < endsAt,
  );
  return current?.startsAt ?? period.startsAt;
}

const isSame = (a: Next, b: Next): boolean =>
  a.kind === b.kind && (a.kind !== 'price' || (b.kind === 'price' && a.priceId === b.priceId));
