import { describe, expect, it } from '@jest/globals';
import { actionsOf, cheaperPlans } from '../../../admin/subscriptions/choices.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });
const plans = [
  { plan: 'free', price: usd(0) },
  { plan: 'pro', price: usd(2_000) },
  { plan: 'team', price: usd(4_900) },
  { plan: 'euro', price: { minor: 100, currency: 'eur' } },
];
type Subscription = Parameters<typeof actionsOf>[0];
const team: Subscription = {
  status: 'active',
  plan: 'team',
  price: usd(4_900),
  next_plan: null,
  pending_plan: null,
  ended_at: null,
};
const pro: Subscription = { ...team, plan: 'pro', price: usd(2_000) };

describe('what staff can ask of a subscription', () => {
  it('is a paid plan of its currency that costs no more, and to end it', () => {
    expect(cheaperPlans(team, plans).map(({ plan }) => plan)).toEqual(['pro']);
    expect(actionsOf(team, plans)).toEqual(['downgrade', 'cancel']);
    expect(actionsOf(pro, plans)).toEqual(['cancel']);
  });

  it('is to take back what waits for the end of the period, and not to ask for it again', () => {
    expect(actionsOf({ ...team, next_plan: 'free' }, plans)).toEqual(['withdraw', 'downgrade']);
    expect(actionsOf({ ...team, next_plan: 'pro' }, plans)).toEqual(['withdraw', 'cancel']);
  });

  it('is nothing while its first payment is missing: there is nothing to end', () => {
    expect(actionsOf({ ...team, status: 'incomplete' }, plans)).toEqual([]);
  });

  it('is nothing while an upgrade waits to be paid, or once it has ended', () => {
    expect(actionsOf({ ...pro, pending_plan: 'team' }, plans)).toEqual([]);
    expect(actionsOf({ ...team, ended_at: '2027-02-28T10:00:00.000Z' }, plans)).toEqual([]);
  });
});
