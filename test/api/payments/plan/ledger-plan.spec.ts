import { describe, expect, it } from '@jest/globals';
import { ledgerSteps, type Ahead } from '../../../../api/payments/plan/ledger-plan.js';
import { UNOPENED, type AccountState } from '../../../../domain/account/state.js';

const [FROM, TO, LATER] = [1_000_000, 2_000_000, 3_000_000];
/** Subscribed to Team until `TO`. */
const team: AccountState = {
  ...UNOPENED,
  status: 'open',
  plan: 'team',
  renewedBy: 'invoice',
  period: { n: 0, startsAt: FROM, endsAt: TO },
};
const scheduled = (plan: string, effectiveAt = TO): AccountState => ({
  ...team,
  scheduled: { plan, effectiveAt },
});
const ahead = (more: Partial<Ahead> = {}): Ahead => ({
  isSubscribed: true,
  current: 'team',
  next: null,
  at: TO,
  ...more,
});
const none: Ahead = { isSubscribed: false, current: null, next: null, at: null };
const WITHDRAWS = [{ type: 'WithdrawPlanChange' }];
const changesTo = (plan: string, notBefore?: number) => [
  { type: 'ChangePlan', plan, when: 'renewal', notBefore },
];

describe('the plan of the ledger', () => {
  it('mirrors what a subscription will do, once', () => {
    expect(ledgerSteps(team, ahead({ next: 'pro' }))).toMatchObject(changesTo('pro', TO));
    expect(ledgerSteps(scheduled('pro'), ahead({ next: 'pro' }))).toEqual([]);
    expect(ledgerSteps(scheduled('pro'), ahead({ next: 'free' }))).toMatchObject(
      changesTo('free', TO),
    );
    expect(ledgerSteps(scheduled('pro'), ahead())).toMatchObject(WITHDRAWS);
    expect(ledgerSteps(team, ahead())).toEqual([]);
  });

  it('keeps a change that Stripe has made before the clock makes it, whether that is paid or not', () => {
    const made = ahead({ current: 'pro', at: LATER });
    expect(ledgerSteps(scheduled('pro'), made)).toEqual([]);
    expect(ledgerSteps(scheduled('free'), made)).toMatchObject(WITHDRAWS);
  });

  it('changes when the subscription does, also where the period before is not paid', () => {
    const unpaid = ahead({ next: 'free', at: LATER });
    expect(ledgerSteps(team, unpaid)).toMatchObject(changesTo('free', LATER));
    expect(ledgerSteps(scheduled('free', LATER), unpaid)).toEqual([]);
  });

  it('ends with what is paid for once the subscription has ended', () => {
    expect(ledgerSteps(team, none)).toMatchObject(changesTo('free'));
    expect(ledgerSteps(scheduled('free'), none)).toEqual([]);
    expect(ledgerSteps(scheduled('free', LATER), none)).toMatchObject(changesTo('free'));
  });

  it('of no subscription is left alone', () => {
    expect(ledgerSteps({ ...team, renewedBy: 'clock' }, none)).toEqual([]);
    expect(ledgerSteps({ ...team, status: 'closed' }, none)).toEqual([]);
  });
});
