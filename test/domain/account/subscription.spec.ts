import { describe, expect, it } from '@jest/globals';
import {
  at,
  atRenewal,
  debit,
  given,
  line,
  opened,
  pack,
  renew,
  send,
  upgrade,
  usd,
  type Step,
} from '../../support/domain/account.js';
import { moneyBack } from '../../support/domain/money.js';

const OPENING = '2027-01-31T10:00:00Z';
const medium = pack('m', 550, 25);
const withdraw = send({ type: 'WithdrawPlanChange', origin: 'subscription' });

/** Ends of a subscription's periods since 31 January, as Stripe clamps them in UTC. */
const ENDS = [
  OPENING,
  '2027-02-28T10:00:00Z',
  '2027-03-31T10:00:00Z',
  '2027-04-30T10:00:00Z',
  '2027-05-31T10:00:00Z',
  '2027-06-30T10:00:00Z',
  '2027-07-31T10:00:00Z',
  '2027-08-31T10:00:00Z',
  '2027-09-30T10:00:00Z',
  '2027-10-31T10:00:00Z',
  '2027-11-30T10:00:00Z',
  '2027-12-31T10:00:00Z',
  '2028-01-31T10:00:00Z',
  '2028-02-29T10:00:00Z',
];
const bill = (n: number, dollars = 20) =>
  line(`il_${n}`, ENDS[n] ?? '', ENDS[n + 1] ?? '', dollars);
const subscribed: Step[] = [at(OPENING), opened(), renew(bill(0), 'pro'), medium];

describe('a subscription', () => {
  it('renews for a year, at the ends of months, and never touches a pack', () => {
    const year = ENDS.slice(1, 13).flatMap((end, n) => {
      const anHourLater = at(end.replace('T10', 'T11'));
      return [anHourLater, renew(bill(n + 1))];
    });
    for (let months = 1; months <= 12; months += 1) {
      const { told } = given(...subscribed)
        .when(...year.slice(0, 2 * months))
        .leaves({ available: 1_050 });
      const renewals = told.events.filter(({ type }) => type === 'PeriodRenewed');
      expect(renewals).toHaveLength(months);
      expect(told.remaining()).toMatchObject({ 'payment:m': '550' });
    }
  });

  it('that is past due takes nothing before the grace ends, and grants when it is paid', () => {
    const unpaid = [...subscribed, at('2027-02-28T12:00:00Z')];
    given(...unpaid)
      .when()
      .leaves({ available: 1_050 });
    given(...unpaid, at('2027-03-04T09:59:00Z'))
      .when()
      .leaves({ available: 1_050 });
    given(...unpaid, at('2027-03-04T10:00:00Z'))
      .when()
      .leaves({ available: 550 });
    const paid = [...unpaid, at('2027-03-05T08:00:00Z'), renew(bill(1))];
    given(...paid, at('2027-04-04T09:59:00Z'))
      .when()
      .leaves({ available: 1_050 });
    given(...paid, at('2027-04-04T10:00:00Z'))
      .when()
      .leaves({ available: 550 });
    const cancelled = [...unpaid, at('2027-03-21T11:00:00Z'), atRenewal('free')];
    given(...cancelled, at('2027-03-21T11:00:00Z'))
      .when()
      .leaves({ plan: 'free', available: 650 });
    const again = line('il_9', '2027-03-25T10:00:00Z', '2027-04-25T10:00:00Z');
    given(...cancelled, at('2027-03-25T10:00:00Z'))
      .when(renew(again, 'pro'))
      .leaves({ plan: 'pro', available: 1_150 });
  });

  it('that is upgraded gives the whole bundle, and the old one serves until its own end', () => {
    const team = line('il_t', '2027-02-10T10:00:00Z', '2027-03-10T10:00:00Z', 49);
    const upgraded = [...subscribed, at('2027-02-10T10:00:00Z'), renew(team, 'team')];
    const left: [string, number][] = [
      ['2027-02-10T10:00:00Z', 2_650],
      ['2027-02-28T10:00:00Z', 2_550],
      ['2027-03-04T10:00:00Z', 2_050],
    ];
    for (const [instant, available] of left) {
      given(...upgraded, at(instant))
        .when()
        .leaves({ plan: 'team', available });
    }
  });

  it('goes down at the renewal, and its last word counts', () => {
    const onTeam = [at(OPENING), opened(), renew(bill(0, 49), 'team'), debit(100)];
    const picks = [atRenewal('pro'), withdraw, at('2027-02-28T09:59:00Z'), atRenewal('pro')];
    given(...onTeam, ...picks, at('2027-02-28T11:00:00Z'))
      .when(renew(bill(1), 'pro'))
      .leaves({ plan: 'pro', lots: { 'invoice_line:il_1': 500 } });
    given(...onTeam, atRenewal('free'), withdraw, at('2027-02-28T11:00:00Z'))
      .when(renew(bill(1, 49)))
      .leaves({ plan: 'team', lots: { 'invoice_line:il_1': 1_500 } });
  });

  it('grants both bundles where invoice N+1 is learnt before N', () => {
    const { told } = given(...subscribed, at('2027-03-31T11:00:00Z'))
      .when(renew(bill(2)), renew(bill(1)))
      .leaves({ available: 1_550 });
    expect(told.state.period.endsAt).toBe(bill(2).period.endsAt);
  });

  it('whose line is recorded after its period gives 30 days, and no entry precedes its grant', () => {
    const late = [...subscribed, at('2027-04-10T08:00:00Z'), renew(bill(1))];
    given(...late)
      .when(at('2027-05-10T07:59:00Z'))
      .leaves({ available: 1_050 });
    const { told } = given(...late)
      .when(at('2027-05-10T08:00:00Z'))
      .leaves({ available: 550 });
    const granted = told.events.findIndex(
      (event) => event.type === 'PlanCreditsGranted' && event.data.beside === true,
    );
    const before = told.events.slice(granted).filter((event) => {
      return event.occurredAt < (told.events[granted]?.occurredAt ?? 0);
    });
    expect(before).toEqual([]);
  });
});

describe('an odd line of a subscription', () => {
  const paid = (dollars: number) => [at(OPENING), opened(), renew(bill(0, dollars), 'pro')];
  const back = (dollars: number, gross?: number) =>
    moneyBack('pi', dollars, {
      paidBy: 'invoice_line:il_0',
      ...(gross !== undefined && { gross: usd(gross) }),
    });

  it('with a coupon counts what was paid', () =>
    void given(...paid(16))
      .when(back(8))
      .leaves({ available: 350 }));

  it('with a coupon for all of it makes a free lot: there is nothing to refund', () =>
    given(...paid(0))
      .when(back(1))
      .refused('payment_not_found'));

  it('paid in part from a customer’s balance goes back by its part of all that was paid', () =>
    void given(...paid(20))
      .when(back(10, 20))
      .leaves({ available: 350 }));

  it('with tax is refunded whole by the whole charge', () =>
    void given(...paid(20))
      .when(back(23.8, 23.8))
      .leaves({ available: 100 }));

  it('is kept apart from what an operator gave', () =>
    void given(at(OPENING), opened(), upgrade('pro'), renew(bill(0)))
      .when()
      .leaves({ available: 1_100, plan: 'pro' }));
});
