import { describe, expect, it } from '@jest/globals';
import { Words } from '../../../widget/parts/strings.js';
import { cancelLater, noticeWords } from '../../../widget/plan/notice-words.js';
import { whyWords } from '../../../widget/plan/change-words.js';
import { owedInvoice } from '../../../widget/plan/standing.js';
import type { Invoice, PlanPreview, Subscription } from '../../../widget/wire/plan.js';
import type { Balance, Plan } from '../../../widget/wire/wire.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });
const words = new Words({}, 'en');
const plan = (id: string, name: string, minor: number): Plan => ({
  plan: id,
  version: 1,
  name,
  price: usd(minor),
  credits: '100',
  seats: 1,
  priority_support: false,
});
const PLANS = [plan('free', 'Free', 0), plan('pro', 'Pro', 2_000), plan('team', 'Team', 4_900)];
const SUBSCRIPTION: Subscription = {
  status: 'active',
  plan: 'pro',
  plan_version: 1,
  period_starts_at: '2027-02-28T10:00:00Z',
  period_ends_at: '2027-03-31T10:00:00Z',
  next_plan: null,
  next_at: null,
  pending_plan: null,
  pending_until: null,
  ended_at: null,
};
const OPEN: Invoice = {
  invoice_id: 'in_1',
  status: 'open',
  plan: 'pro',
  total: usd(2_000),
  next_attempt_at: '2027-03-03T11:00:00Z',
  pay_url: 'https://invoice.example/1',
  created_at: '2027-02-28T11:00:00Z',
};
const balance = (of: string): Balance => ({
  account_id: 'acme',
  status: 'open',
  available: '100',
  held: '0',
  debt: '0',
  level: 'ok',
  percent_left: 100,
  plan: { plan: of, granted: '100', remaining: '100', renews_at: '2027-03-20T10:00:00Z' },
  packs: null,
  grants: null,
  next_expiry: null,
  as_of: '2027-03-01T10:00:00Z',
  position: '1',
});
const seen = (change: Partial<Subscription>, invoices: readonly Invoice[] = []) => ({
  subscription: { ...SUBSCRIPTION, ...change },
  invoices,
});
const said = (change: Partial<Subscription>, of = 'pro', invoices: readonly Invoice[] = []) =>
  noticeWords(words, { seen: seen(change, invoices), plans: PLANS, balance: balance(of) });
const CANCELLED = { next_plan: 'free', next_at: '2027-03-31T10:00:00Z' };

describe('what is said of a plan', () => {
  it('whose first payment was not made: that it has not begun, and which plan one has', () => {
    const text = said({ status: 'incomplete' }, 'free', [OPEN]);
    expect(text).toContain('Pro is not paid yet');
    expect(text).toContain('You are on Free');
    expect(text).not.toMatch(/credits stay|failed|tried again/);
  });

  it('whose renewal was not paid: until when its credits stay, and when the card is tried', () => {
    const text = said({ status: 'past_due' }, 'pro', [OPEN]);
    expect(text).toContain('The last payment ($20) failed.');
    expect(text).toContain('Your plan’s credits stay until March 4');
    expect(text).toContain('The card is tried again on March 3');
  });

  it('that is cancelled while it is not paid: that it ends, and what is due stays due', () => {
    const text = said({ status: 'past_due', ...CANCELLED }, 'pro', [OPEN]);
    expect(text).toContain('Pro is cancelled and ends on March 31');
    expect(text).toContain('what is not paid stays due');
    expect(text).not.toContain('nothing more is charged');
    expect(said(CANCELLED)).toContain('nothing more is charged');
  });

  it('while an upgrade waits to be paid: until when it cannot be cancelled', () => {
    const waits = { pending_plan: 'team', pending_until: '2027-03-02T09:00:00Z' };
    expect(said(waits)).toContain('The upgrade to Team is not paid yet.');
    const later = cancelLater(words, { ...SUBSCRIPTION, ...waits });
    expect(later).toMatch(/^You can cancel once the upgrade is paid or has lapsed, by March 2 /);
  });
});

describe('whoever is about to cancel', () => {
  const preview: PlanPreview = {
    from: { plan: 'pro', plan_version: 1, name: 'Pro', price: usd(2_000), credits: '500' },
    to: { plan: 'free', plan_version: 1, name: 'Free', price: usd(0), credits: '100' },
    charged_now: usd(0),
    tax: null,
    card: null,
    takes_effect_at: '2027-03-31T10:00:00Z',
    credits_now: '0',
    available_after: '0',
    ends: [],
    renews_at: null,
    renewal: usd(0),
  };
  const shown = { at: 'review', asked: { action: 'cancel' }, preview } as const;

  it('reads that nothing more is charged where all is paid', () => {
    const owed = owedInvoice(seen({}, [{ ...OPEN, status: 'paid' }]));
    expect(whyWords(words, shown, owed)).toContain('Nothing more is charged.');
  });

  it('reads what stays due where a renewal is not paid, and when the card is tried again', () => {
    const text = whyWords(words, shown, owedInvoice(seen({ status: 'past_due' }, [OPEN])));
    expect(text).not.toContain('Nothing more is charged');
    expect(text).toContain('No further month is charged.');
    expect(text).toContain('The invoice of $20 is not paid and stays due.');
    expect(text).toContain('The card is tried again on March 3');
  });
});
