/** Where Stripe and the ledger do not say the same of an account's plan. Pure. */
import type { MessageKey } from '../i18n/messages.js';
import type { Schemas } from '../lib/api.js';
import { isUnbegun } from './unpaid.js';

/** The plan that an account is on after a subscription. */
export const FREE = 'free';

type Subscription = Pick<
  Schemas['ListedSubscription'],
  'status' | 'plan' | 'plan_version' | 'period_ends_at' | 'next_plan' | 'ended_at' | 'unpaid'
>;
type PlanVersion = Pick<Subscription, 'plan' | 'plan_version'>;
type Account = Pick<
  Schemas['Account'],
  'plan' | 'plan_version' | 'period' | 'scheduled_change' | 'renewed_by'
>;

/** A difference, in words; what it is about; whether it goes away by itself. */
export interface Difference {
  readonly about: 'plan' | 'period' | 'next' | 'billed';
  readonly text: MessageKey;
  /** Stripe's and the ledger's, where the text names them. */
  readonly plans?: readonly [PlanVersion, PlanVersion];
  readonly isExpected: boolean;
}

/** What differs, the most telling first; nothing: both say the same. */
export function differencesOf(subscription: Subscription, account: Account): Difference[] {
  const isBilled = account.renewed_by === 'invoice';
  if (subscription.ended_at !== null) {
    if (!isBilled) return [];
    // What was paid for serves to its end, also where it was paid after the subscription.
    return account.scheduled_change?.plan === FREE
      ? [{ about: 'billed', text: 'subscription.differs_paid_up', isExpected: true }]
      : [notExpected('billed', 'subscription.differs_ended')];
  }
  if (isUnbegun(subscription)) {
    return [{ about: 'billed', text: 'subscription.differs_unbegun', isExpected: true }];
  }
  if (!isBilled) return [notExpected('billed', 'subscription.differs_billed')];
  const isNextPeriod = subscription.period_ends_at > account.period.ends_at;
  const isSamePeriod = subscription.period_ends_at === account.period.ends_at;
  // A price of ours is changed to at the end of a period, which the ledger begins once it is paid.
  const isAhead = isNextPeriod && account.scheduled_change?.plan === subscription.plan;
  const plans = [subscription, account] as const;
  const isSame =
    subscription.plan === account.plan && subscription.plan_version === account.plan_version;
  const isSamePlan = isSame || isAhead;
  const ours = account.scheduled_change?.plan ?? null;
  return [
    ...(isSamePlan ? [] : [{ ...notExpected('plan', 'subscription.differs_plan'), plans }]),
    ...(isSamePeriod ? [] : [periodOf(isNextPeriod && subscription.unpaid !== null)]),
    ...(isAhead || subscription.next_plan === ours
      ? []
      : [notExpected('next', 'subscription.differs_next')]),
  ];
}

const periodOf = (isUnpaid: boolean): Difference =>
  isUnpaid
    ? { about: 'period', text: 'subscription.differs_unpaid', isExpected: true }
    : notExpected('period', 'subscription.differs_period');

const notExpected = (about: Difference['about'], text: MessageKey): Difference => ({
  about,
  text,
  isExpected: false,
});

/** Whether a subscription ends with its period. */
export const isEnding = ({ next_plan }: Pick<Subscription, 'next_plan'>): boolean =>
  next_plan === FREE;
