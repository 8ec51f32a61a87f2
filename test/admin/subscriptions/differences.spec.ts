import { describe, expect, it } from '@jest/globals';
import { differencesOf } from '../../../admin/subscriptions/differences.js';

type Args = Parameters<typeof differencesOf>;
const [FEBRUARY, MARCH] = ['2027-02-28T10:00:00.000Z', '2027-03-31T10:00:00.000Z'];

const subscription = (more: Partial<Args[0]> = {}): Args[0] => ({
  status: 'active',
  plan: 'pro',
  plan_version: 1,
  period_ends_at: FEBRUARY,
  next_plan: null,
  ended_at: null,
  unpaid: null,
  ...more,
});
const account = (more: Partial<Args[1]> = {}): Args[1] => ({
  plan: 'pro',
  plan_version: 1,
  period: { n: 0, starts_at: '2027-01-31T10:00:00.000Z', ends_at: FEBRUARY },
  scheduled_change: null,
  renewed_by: 'invoice',
  ...more,
});
const unpaid = {
  invoice_id: 'in_1',
  number: null,
  due: { minor: 2_000, currency: 'usd' },
  attempts: 1,
  next_attempt_at: null,
  pay_url: null,
  created_at: FEBRUARY,
};
const said = (...args: Args) => differencesOf(...args).map(({ text }) => text);

describe('what differs between Stripe and the ledger', () => {
  it('is nothing while both have the same plan, period and schedule', () => {
    expect(said(subscription(), account())).toEqual([]);
    const scheduled_change = { plan: 'free', effective_at: FEBRUARY };
    expect(said(subscription({ next_plan: 'free' }), account({ scheduled_change }))).toEqual([]);
    const ended = subscription({ ended_at: FEBRUARY, status: 'canceled' });
    expect(said(ended, account({ plan: 'free', renewed_by: 'clock' }))).toEqual([]);
  });

  it('is the plan, or its version', () => {
    for (const other of [subscription({ plan: 'team' }), subscription({ plan_version: 2 })]) {
      expect(said(other, account())).toEqual(['subscription.differs_plan']);
    }
  });

  it('is the schedule, where only one has a change or each another', () => {
    const scheduled_change = { plan: 'free', effective_at: FEBRUARY };
    const next = 'subscription.differs_next';
    expect(said(subscription({ next_plan: 'free' }), account())).toEqual([next]);
    expect(said(subscription(), account({ scheduled_change }))).toEqual([next]);
    expect(said(subscription({ next_plan: 'team' }), account({ scheduled_change }))).toEqual([
      next,
    ]);
  });

  it('is who bills, whatever else: a payment not recorded, or an end that was not told', () => {
    expect(said(subscription(), account({ plan: 'free', renewed_by: 'clock' }))).toEqual([
      'subscription.differs_billed',
    ]);
    const ended = subscription({ ended_at: FEBRUARY, status: 'canceled' });
    expect(said(ended, account())).toEqual(['subscription.differs_ended']);
  });

  it('is expected of one whose first payment is missing: the ledger goes on as it was', () => {
    const free = account({ plan: 'free', renewed_by: 'clock' });
    const begun = subscription({ status: 'incomplete', unpaid });
    expect(differencesOf(begun, free)).toMatchObject([
      { text: 'subscription.differs_unbegun', isExpected: true },
    ]);
  });

  it('is expected of what ended at Stripe while what was paid for serves to its end', () => {
    const scheduled_change = { plan: 'free', effective_at: FEBRUARY };
    const ended = subscription({ ended_at: FEBRUARY, status: 'canceled' });
    expect(differencesOf(ended, account({ scheduled_change }))).toMatchObject([
      { text: 'subscription.differs_paid_up', isExpected: true },
    ]);
    const another = { ...scheduled_change, plan: 'starter' };
    expect(said(ended, account({ scheduled_change: another }))).toEqual([
      'subscription.differs_ended',
    ]);
  });

  it('is expected of a period that is not paid yet, and of no other', () => {
    const begun = subscription({ period_ends_at: MARCH });
    expect(differencesOf({ ...begun, unpaid }, account())).toMatchObject([
      { text: 'subscription.differs_unpaid', isExpected: true },
    ]);
    expect(differencesOf(begun, account())).toMatchObject([
      { text: 'subscription.differs_period', isExpected: false },
    ]);
  });

  it('is not the plan that begins with a period that is not paid yet', () => {
    const begun = subscription({ plan: 'starter', period_ends_at: MARCH, unpaid });
    const scheduled_change = { plan: 'starter', effective_at: FEBRUARY };
    expect(said(begun, account({ scheduled_change }))).toEqual(['subscription.differs_unpaid']);
  });
});
