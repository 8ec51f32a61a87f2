import { describe, expect, it } from '@jest/globals';
import { INVOICE_GRACE_MS } from '../../../domain/account/decide/bundle.js';
import {
  canCancel,
  GRACE_MS,
  graceEnd,
  openInvoice,
  planStanding,
} from '../../../widget/plan/standing.js';
import { isLive, type Subscription } from '../../../widget/wire/plan.js';

const subscription = (change: Partial<Subscription> = {}): Subscription => ({
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
  ...change,
});
const seen = (change?: Partial<Subscription>) => ({
  subscription: subscription(change),
  invoices: [],
});
const WAITS = { pending_plan: 'team', pending_until: '2027-03-01T10:00:00Z' };
const CANCELLED = { next_plan: 'free', next_at: '2027-03-31T10:00:00Z' };

describe('a subscription', () => {
  it.each([
    ['active', {}],
    ['scheduled', { next_plan: 'pro', plan: 'team' }],
    ['ending', CANCELLED],
    ['past_due', { status: 'past_due' }],
    ['past_due', { status: 'unpaid', ...CANCELLED }],
    ['pending', WAITS],
    ['pending', { status: 'past_due', ...WAITS }],
    ['incomplete', { status: 'incomplete' }],
    ['none', { status: 'incomplete_expired', ended_at: '2027-03-01T09:00:00Z' }],
    ['none', { status: 'canceled', ended_at: '2027-03-21T11:00:00Z' }],
  ])('is %s where Stripe says %j', (standing, change) => {
    expect(planStanding(seen(change))).toBe(standing);
  });

  it('whose first payment is missing is not subscribed to: it can be chosen, and not cancelled', () => {
    expect(isLive(subscription({ status: 'incomplete' }))).toBe(false);
    expect(isLive(subscription({ status: 'past_due' }))).toBe(true);
  });

  it.each([
    [true, {}],
    [true, { next_plan: 'pro', plan: 'team' }],
    [true, { status: 'past_due' }],
    [false, CANCELLED],
    [false, { status: 'past_due', ...CANCELLED }],
    [false, WAITS],
    [false, { status: 'incomplete' }],
    [false, { status: 'canceled', ended_at: '2027-03-21T11:00:00Z' }],
  ])('can be cancelled: %s where Stripe says %j', (can, change) => {
    expect(canCancel(seen(change))).toBe(can);
  });

  it('is none where there never was one', () => {
    expect(planStanding({ subscription: null, invoices: [] })).toBe('none');
  });

  it('that is not paid leaves the credits before it for as long as the ledger does', () => {
    expect(GRACE_MS).toBe(INVOICE_GRACE_MS);
    expect(graceEnd(subscription())).toBe('2027-03-04T10:00:00.000Z');
  });

  it('is paid by its newest invoice that is open', () => {
    const invoice = (id: string, status: string, pay_url: string | null) => ({
      invoice_id: id,
      status,
      plan: 'pro',
      total: { minor: 2_000, currency: 'usd' },
      next_attempt_at: null,
      pay_url,
      created_at: '2027-02-28T11:00:00Z',
    });
    const page = 'https://invoice.example/1';
    const invoices = [
      invoice('in_4', 'draft', null),
      invoice('in_3', 'open', page),
      invoice('in_2', 'open', page),
      invoice('in_1', 'paid', page),
    ];
    expect(openInvoice({ subscription: null, invoices })?.invoice_id).toBe('in_3');
    expect(openInvoice({ subscription: null, invoices: invoices.slice(3) })).toBeUndefined();
  });
});
