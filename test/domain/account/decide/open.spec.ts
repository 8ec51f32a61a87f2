import { describe, it } from '@jest/globals';
import {
  at,
  close,
  credits,
  given,
  givenPlans,
  happened,
  opened,
  START,
  time,
  usd,
} from '../../../support/domain/account.js';
import { plansOnSale } from '../../../support/domain/plans.js';

describe('opening an account', () => {
  it('gives the free bundle of its month, with the anchor at the instant of opening', () => {
    const period = { n: 0, startsAt: START, endsAt: time('2026-02-15T12:00:00Z') };
    given()
      .when(opened())
      .then(
        happened('AccountOpened', {
          accountId: 'acme',
          plan: 'free',
          planVersion: 1,
          renewedBy: 'clock',
          anchor: START,
          period,
        }),
        happened('PlanCreditsGranted', { plan: 'free', repaid: 0n }),
      )
      .leaves({ available: 100, reference: 100, level: 'ok', lots: { 'free:2026-01': 100 } });
  });

  it('gives a paid plan as an operator’s grant that the clock renews', () =>
    void given()
      .when(opened('team'))
      .then(
        happened('AccountOpened', { plan: 'team', renewedBy: 'clock' }),
        happened('PlanCreditsGranted', {}),
      )
      .leaves({ lots: { 'operator:command-1': 1500 } }));

  it('names the month of the free bundle by the account’s own calendar', () =>
    void given(at('2026-02-01T03:00:00Z'))
      .when(opened(undefined, 'America/New_York'))
      .leaves({ lots: { 'free:2026-01': 100 } }));

  it('takes the version of the plan that holds at that instant', () => {
    const later = { effectiveFrom: START, credits: credits(120), price: usd(0), seats: 1 };
    const more = { plan: 'free', name: 'Free', version: 2, prioritySupport: false, ...later };
    givenPlans(plansOnSale(more)).when(opened()).leaves({ available: 120 });
    givenPlans(plansOnSale(more), at('2026-01-15T11:59:59.999Z'))
      .when(opened())
      .leaves({ available: 100 });
  });

  it('grants nothing on a plan without credits, and says that the balance is empty', () => {
    const none = { plan: 'none', name: 'None', version: 1, effectiveFrom: 0, seats: 1 };
    givenPlans(plansOnSale({ ...none, credits: 0n, price: usd(0), prioritySupport: false }))
      .when(opened('none'))
      .then(
        happened('AccountOpened'),
        happened('BalanceLevelChanged', { to: 'empty', percentLeft: null }),
      );
  });

  it('happens once, also for an account that was closed', () => {
    given(opened()).when(opened()).refused('account_exists', { account_id: 'acme' });
    given(opened(), close).when(opened()).refused('account_exists');
  });

  it('is refused on a plan that nobody sells', () =>
    given().when(opened('gold')).refused('plan_not_found', { plan: 'gold' }));

  it.each(['Mars/Olympus', '', '+02:00', '2026-01-01T00:00:00Z[Europe/Berlin]', '__proto__'])(
    'is refused in the time zone "%s"',
    (zone) => given().when(opened(undefined, zone)).refused('validation_failed'),
  );
});
