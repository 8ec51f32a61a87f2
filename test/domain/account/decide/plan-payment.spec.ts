import { describe, it } from '@jest/globals';
import {
  at,
  atRenewal,
  close,
  credits,
  debit,
  given,
  givenPlans,
  happened,
  line,
  opened,
  owe,
  renew,
  send,
  time,
  upgrade,
  usd,
} from '../../../support/domain/account.js';
import { plansOnSale } from '../../../support/domain/plans.js';

const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
const february = line('il_2', '2026-02-15T12:00:00Z', '2026-03-15T12:00:00Z');
const march = line('il_3', '2026-03-15T12:00:00Z', '2026-04-15T12:00:00Z');

describe('a paid line of a known price', () => {
  it('grants where an operator had given the same plan, which invoices bill from then on', () =>
    void given(opened(), upgrade('pro'))
      .when(renew(january))
      .then(
        happened('PlanChanged', { from: 'pro', plan: 'pro', renewedBy: 'invoice', when: 'now' }),
        happened('PlanCreditsGranted', { planVersion: 1, paidAt: january.paidAt }),
      )
      .leaves({ available: 1_100 }));

  it('grants where an operator had given a dearer plan', () =>
    void given(opened('team'))
      .when(renew(january, 'pro'))
      .leaves({ plan: 'pro', available: 2_000 }));

  it('grants to a lapsed plan that is subscribed to again', () => {
    const lapsed = [opened(), upgrade('pro', january), at('2026-05-02T10:00:00Z')];
    given(...lapsed)
      .when(renew(line('il_9', '2026-05-02T10:00:00Z', '2026-06-02T10:00:00Z')))
      .leaves({ plan: 'pro', available: 500 });
  });

  it('is granted beside the current period where it is of an older one', () =>
    void given(opened(), debit(100), upgrade('pro', january), at('2026-02-15T13:00:00Z'))
      .when(renew(march), renew(february))
      .then(
        happened('PeriodRenewed', { period: { n: 1, ...march.period } }),
        happened('PlanCreditsGranted', { beside: true }),
      )
      .leaves({ lots: { 'invoice_line:il_2': 500, 'invoice_line:il_3': 500 } }));

  describe('of a period that begins in the same second as another of the account', () => {
    const dearer = line('il_2', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z', 49);
    const cheaper = renew(january, 'pro', { isCurrent: false });

    it.each([
      ['last', [cheaper, renew(dearer, 'team')]],
      ['first', [renew(dearer, 'team'), cheaper]],
    ])(
      'leaves the plan that is billed by now, recorded %s',
      (_, steps) =>
        void given(opened())
          .when(...steps)
          .leaves({ plan: 'team', available: 2_100 }),
    );
  });

  it('leaves the current period to be renewed as if nothing had been granted beside it', () =>
    void given(
      opened(),
      debit(100),
      upgrade('pro', january),
      at('2026-02-15T13:00:00Z'),
      renew(line('il_0', '2026-01-10T00:00:00Z', '2026-02-16T00:00:00Z')),
    )
      .when(renew(february))
      .leaves({ lots: { 'invoice_line:il_0': 500, 'invoice_line:il_2': 500 } }));

  it('that was recorded after its period serves 30 days from then, the current plan unchanged', () =>
    void given(opened(), at('2026-04-10T08:00:00Z'))
      .when(renew(line('il_1', '2026-02-28T10:00:00Z', '2026-03-31T10:00:00Z'), 'pro'))
      .then(happened('PlanCreditsGranted', { beside: true }, time('2026-04-10T08:00:00Z')))
      .leaves({ plan: 'free', lots: { 'free:2026-03': 100, 'invoice_line:il_1': 500 } })
      .told.bookDue());

  it('serves at least as long as the grace after its period', () => {
    const late = [opened(), debit(100), upgrade('pro', january)];
    given(...late, at('2026-03-16T12:00:00Z'), renew(february))
      .when(at('2026-04-15T11:59:00Z'))
      .leaves({ lots: { 'invoice_line:il_2': 500 } });
    given(...late, at('2026-03-16T12:00:00Z'), renew(february))
      .when(at('2026-04-15T12:00:00Z'))
      .leaves({ lots: {} });
    given(...late, at('2026-03-05T00:00:00Z'), renew(february), at('2026-03-19T11:59:00Z'))
      .when()
      .leaves({ available: 500 });
    given(...late, at('2026-03-05T00:00:00Z'), renew(february), at('2026-03-19T12:00:00Z'))
      .when()
      .leaves({ available: 0 });
  });

  it('grants what the price sold that was paid, not what its plan sells now', () => {
    const dearer = {
      plan: 'pro',
      version: 2,
      effectiveFrom: time('2026-02-01T00:00:00Z'),
      name: 'Pro',
      price: usd(40),
      credits: credits(2_000),
      seats: 1,
      prioritySupport: false,
    };
    givenPlans(plansOnSale(dearer), opened(), debit(100), upgrade('pro', january))
      .when(at('2026-02-15T13:00:00Z'), renew(february))
      .then(happened('LotExpired'), happened('PeriodRenewed', { planVersion: 1 }))
      .leaves({ available: 500 });
  });

  it('after a cancellation begins the plan anew', () =>
    void given(opened(), upgrade('pro', january), atRenewal('free'), at('2026-02-15T13:00:00Z'))
      .when(renew(february, 'pro'))
      .leaves({ plan: 'pro', lots: { 'free:2026-02': 100, 'invoice_line:il_2': 500 } }));

  it('of another plan ends a scheduled change, and takes nothing that was paid', () =>
    void given(opened(), upgrade('pro', january), atRenewal('free'), at('2026-01-20T00:00:00Z'))
      .when(renew(line('il_2', '2026-01-20T00:00:00Z', '2026-02-20T00:00:00Z', 49), 'team'))
      .then(
        happened('PlanChangeWithdrawn'),
        happened('PlanChanged', { from: 'pro', plan: 'team', when: 'now' }),
        happened('PlanCreditsGranted'),
      )
      .leaves({ plan: 'team', available: 2_100 }));

  it('of the same plan within its period takes nothing either', () =>
    void given(opened(), upgrade('pro', january), at('2026-01-20T00:00:00Z'))
      .when(renew(line('il_2', '2026-01-20T00:00:00Z', '2026-02-20T00:00:00Z')))
      .leaves({ available: 1_100 }));

  it('of a coupon for all of it is free; of a trial it grants nothing', () => {
    given(opened())
      .when(renew({ ...january, paid: usd(0) }, 'pro'))
      .then(happened('PlanChanged'), happened('PlanCreditsGranted'))
      .leaves({ available: 600 });
    given(opened())
      .when(renew({ ...january, paid: usd(0) }, 'pro', { credits: 0n }))
      .then();
  });

  it('repays debt first', () =>
    void given(opened(), owe(700)).when(renew(january, 'pro')).leaves({ available: 0, debt: 100 }));

  it('of a closed account is to be refunded, unless it had granted before', () => {
    given(opened(), close)
      .when(renew(january, 'pro'))
      .refused('account_closed', { paid_by: 'invoice_line:il_1', remedy: 'refund' });
    given(opened(), upgrade('pro', january), close).when(renew(january)).then();
  });
});

describe('a plan that a subscription sells', () => {
  const subscribed = [opened(), upgrade('pro', january)];

  it('is not changed by an operator', () => {
    const operators = [
      send({ type: 'ChangePlan', plan: 'team', when: 'now' }),
      send({ type: 'ChangePlan', plan: 'free', when: 'renewal' }),
      send({ type: 'ChangePlan', plan: 'pro', when: 'now' }),
      send({ type: 'WithdrawPlanChange' }),
    ];
    for (const change of operators) {
      given(...subscribed)
        .when(change)
        .refused('subscription_active', { plan: 'pro' });
    }
  });

  it('mirrors what the subscription will do', () =>
    void given(...subscribed)
      .when(
        send({ type: 'ChangePlan', plan: 'free', when: 'renewal', origin: 'subscription' }),
        send({ type: 'WithdrawPlanChange', origin: 'subscription' }),
      )
      .then(happened('PlanChangeScheduled'), happened('PlanChangeWithdrawn')));

  it('changes when the subscription does, where a later period is not paid yet', () => {
    const notBefore = time('2026-03-15T12:00:00Z');
    const ends = (more: { readonly notBefore?: number }) =>
      send({
        type: 'ChangePlan',
        plan: 'free',
        when: 'renewal',
        origin: 'subscription',
        ...more,
      });
    given(...subscribed, at('2026-02-15T12:30:00Z'))
      .when(ends({ notBefore }), ends({ notBefore }), renew(february), at('2026-03-15T13:00:00Z'))
      .then(
        happened('PlanChangeScheduled', { effectiveAt: notBefore }),
        happened('PeriodRenewed', { plan: 'pro' }),
        happened('PlanChanged', { plan: 'free', renewedBy: 'clock' }, notBefore),
        happened('PeriodRenewed', { plan: 'free' }),
      );
    // It has ended at once after all.
    given(...subscribed, at('2026-02-15T12:30:00Z'), ends({ notBefore }))
      .when(ends({}), at('2026-02-15T12:31:00Z'))
      .then(
        happened('PlanChangeWithdrawn'),
        happened('PlanChangeScheduled', { effectiveAt: time('2026-02-15T12:30:00Z') }),
        happened('PlanChanged', { plan: 'free' }),
        happened('PeriodRenewed', { plan: 'free' }),
      );
  });

  it('is an operator’s again once the subscription has ended', () =>
    void given(...subscribed, atRenewal('free'), at('2026-02-15T13:00:00Z'))
      .when(upgrade('team'))
      .leaves({ plan: 'team' }));
});
