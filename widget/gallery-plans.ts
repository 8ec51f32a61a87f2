/** What the gallery's API answers about subscriptions and automatic top-ups, by account. */
import type { AccountSubscription, PlanPreview, PlanWritten, Subscription } from './wire/plan.js';
import type { AutoTopUp, SavedCard, TopUpAttempt } from './wire/top-up.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });
const IN_DAYS = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const CARD = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034 };
const PAGE = 'https://checkout.example/i/1';

const subscription = (change: Partial<Subscription>): Subscription => ({
  status: 'active',
  plan: 'pro',
  plan_version: 1,
  period_starts_at: IN_DAYS(-18),
  period_ends_at: IN_DAYS(12),
  next_plan: null,
  next_at: null,
  pending_plan: null,
  pending_until: null,
  ended_at: null,
  ...change,
});

const invoice = (status: string, days: number, next: string | null = null) => ({
  invoice_id: `in_${days}`,
  status,
  plan: 'pro',
  total: usd(2_000),
  next_attempt_at: next,
  pay_url: PAGE,
  created_at: IN_DAYS(-days),
});

const paid = [invoice('paid', 18), invoice('paid', 49)];
const failed = [invoice('open', 1, IN_DAYS(2)), ...paid];

/** Subscriptions, by the name of their account. */
export const SUBSCRIPTIONS: Readonly<Record<string, AccountSubscription>> = {
  'plan-none': { subscription: null, invoices: [] },
  'plan-active': { subscription: subscription({}), invoices: paid },
  'plan-next': {
    subscription: subscription({ plan: 'team', next_plan: 'pro', next_at: IN_DAYS(12) }),
    invoices: paid,
  },
  'plan-ending': {
    subscription: subscription({ next_plan: 'free', next_at: IN_DAYS(12) }),
    invoices: paid,
  },
  'plan-pending': {
    subscription: subscription({ pending_plan: 'team', pending_until: IN_DAYS(0.9) }),
    invoices: [{ ...invoice('open', 0), plan: 'team', total: usd(4_900) }, ...paid],
  },
  'plan-incomplete': {
    subscription: subscription({ status: 'incomplete', period_starts_at: IN_DAYS(0) }),
    invoices: [invoice('open', 0)],
  },
  'plan-past-due': {
    subscription: subscription({ status: 'past_due', period_starts_at: IN_DAYS(-1) }),
    invoices: failed,
  },
};

const attempt = (state: TopUpAttempt['state'], change: Partial<TopUpAttempt> = {}) => ({
  credits: '200',
  price: usd(1_000),
  state,
  failure_code: null,
  checkout_url: null,
  begun_at: IN_DAYS(-2),
  ...change,
});

const OFF: AutoTopUp = {
  is_on: false,
  terms: null,
  consent: null,
  month: null,
  failures: 0,
  last: null,
  ended: null,
};

const ON: AutoTopUp = {
  ...OFF,
  is_on: true,
  terms: {
    below: '50',
    pack: 'small',
    price: usd(1_000),
    credits: '200',
    monthly_cap: usd(3_000),
  },
  consent: {
    text: 'When fewer than 50 credits are left, buy 200 credits for $10 with my saved card.',
    given_at: IN_DAYS(-20),
  },
  month: { charged: usd(1_000), left: usd(2_000), is_capped: false },
  last: attempt('succeeded'),
};

const DECLINED = attempt('failed', { failure_code: 'insufficient_funds' });

/** Automatic top-ups, by the name of their account. */
export const TOP_UPS: Readonly<Record<string, AutoTopUp>> = {
  'topup-off': OFF,
  'topup-on': ON,
  'topup-capped': {
    ...ON,
    month: { charged: usd(3_000), left: usd(0), is_capped: true },
  },
  'topup-declined': { ...ON, failures: 1, last: DECLINED },
  'topup-link': {
    ...ON,
    last: attempt('link_open', { checkout_url: PAGE, failure_code: 'authentication_required' }),
  },
  'topup-ended': {
    ...OFF,
    last: DECLINED,
    ended: { at: IN_DAYS(-1), why: 'failures', failure_code: 'insufficient_funds' },
  },
  'topup-no-card': OFF,
};

/** The card of an account. */
export const cardOf = (name: string): SavedCard => ({
  card: name === 'topup-no-card' ? null : CARD,
});

const SIDES = {
  pro: { plan: 'pro', plan_version: 1, name: 'Pro', price: usd(2_000), credits: '500' },
  free: { plan: 'free', plan_version: 1, name: 'Free', price: usd(0), credits: '100' },
  team: { plan: 'team', plan_version: 1, name: 'Team', price: usd(4_900), credits: '1500' },
};

interface Asked {
  readonly action: string;
  readonly plan?: string;
}

/** What a change comes to. */
export function previewOf({ action, plan }: Asked): PlanPreview {
  const isUp = action === 'upgrade';
  const isEnd = action === 'cancel';
  const to = isEnd ? SIDES.free : plan === 'pro' ? SIDES.pro : SIDES.team;
  return {
    from: isUp ? SIDES.pro : SIDES.team,
    to,
    charged_now: usd(isUp ? to.price.minor : 0),
    tax: null,
    card: CARD,
    takes_effect_at: IN_DAYS(isUp ? 0 : 12),
    credits_now: isUp ? to.credits : '0',
    available_after: isUp ? '2777.25' : '1277.25',
    ends: [
      { credits: '137.25', at: IN_DAYS(16), plan: isUp ? 'pro' : 'team' },
      { credits: '12.5', at: IN_DAYS(20), plan: null },
    ],
    renews_at: isEnd ? null : IN_DAYS(isUp ? 30 : 12),
    renewal: to.price,
  };
}

/** What came of one: an upgrade is declined for an account whose name says so. */
export function writtenOf(name: string, { action, plan = 'pro' }: Asked): PlanWritten {
  const before = SUBSCRIPTIONS[name]?.subscription ?? subscription({});
  const isUp = action === 'upgrade';
  const changed: Partial<Subscription> = isUp
    ? { pending_plan: plan, pending_until: IN_DAYS(0.9) }
    : { next_plan: action === 'cancel' ? 'free' : plan, next_at: before.period_ends_at };
  return {
    status: isUp ? 'pending' : action === 'withdraw' ? 'withdrawn' : 'scheduled',
    checkout_url: null,
    pay_url: isUp ? PAGE : null,
    pay_reason: isUp ? 'declined' : null,
    subscription: { ...before, ...changed },
  };
}
