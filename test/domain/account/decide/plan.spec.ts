import { describe, expect, it } from '@jest/globals';
import { idAt } from '../../../../domain/account/ids.js';
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
  send,
  suspend,
  time,
  upgrade,
  usd,
} from '../../../support/domain/account.js';
import { plansOnSale } from '../../../support/domain/plans.js';

const withdraw = send({ type: 'WithdrawPlanChange' });
const later = at('2026-01-20T09:30:00Z');

describe('upgrading', () => {
  it('gives the whole new bundle at once, in a new cycle; the old lot stays until its own expiry', () => {
    const period = {
      n: 0,
      startsAt: time('2026-01-20T09:30:00Z'),
      endsAt: time('2026-02-20T09:30:00Z'),
    };
    given(opened(), debit(40), later)
      .when(upgrade('pro'))
      .then(
        happened('PlanChanged', {
          from: 'free',
          plan: 'pro',
          planVersion: 1,
          renewedBy: 'clock',
          when: 'now',
          anchor: period.startsAt,
          period,
        }),
        happened('PlanCreditsGranted', { plan: 'pro', repaid: 0n }),
      )
      .leaves({ plan: 'pro', lots: { 'free:2026-01': 60, 'operator:command-3': 500 } });
    given(opened(), debit(40), later, upgrade('pro'))
      .when(at('2026-02-15T12:00:00Z'))
      .then(happened('LotExpired', { forfeited: credits(60) }, time('2026-02-15T12:00:00Z')))
      .leaves({ lots: { 'operator:command-3': 500 } });
  });

  it('cuts the period before short: what was used until then is counted in that one', () => {
    const [opening, upgraded] = [time('2026-01-15T12:00:00Z'), time('2026-01-20T09:30:00Z')];
    expect(given(opened()).when().told.state.previousPeriod).toBeNull();
    const { state } = given(opened(), later, upgrade('pro')).when().told;
    expect(state.previousPeriod).toEqual({ startsAt: opening, endsAt: upgraded });
    const next = at('2026-03-01T00:00:00Z');
    const renewed = given(opened(), later, upgrade('pro'), next).when().told.state;
    const endsAt = time('2026-02-20T09:30:00Z');
    expect(renewed.previousPeriod).toEqual({ startsAt: upgraded, endsAt });
    expect(renewed.period).toMatchObject({ n: 1, startsAt: endsAt });
  });

  it('is paid by an invoice line where there is one, and renewed by invoices from then on', () => {
    const paid = line('il_1', '2026-01-20T09:30:00Z', '2026-02-20T09:30:00Z');
    const { told } = given(opened(), later)
      .when(upgrade('pro', paid))
      .then(happened('PlanChanged', { renewedBy: 'invoice' }), happened('PlanCreditsGranted'))
      .leaves({ lots: { 'free:2026-01': 100, 'invoice_line:il_1': 500 } });
    const lot = told.state.book.lots.get(idAt('lot', 'acme', 3));
    // 96 hours longer than its period: it serves until the next invoice replaces it.
    expect(lot?.grant).toMatchObject({ paid: usd(20), expiresAt: time('2026-02-24T09:30:00Z') });
  });

  it('takes the period that the invoice line bills for', () => {
    const billed = line('il_1', '2026-01-20T09:29:55Z', '2026-02-20T09:29:55Z');
    given(opened(), later)
      .when(upgrade('pro', billed))
      .then(
        happened('PlanChanged', {
          anchor: billed.period.startsAt,
          period: { n: 0, ...billed.period },
        }),
        happened('PlanCreditsGranted'),
      );
    const backwards = line('il_1', '2026-02-20T00:00:00Z', '2026-01-20T00:00:00Z');
    given(opened()).when(upgrade('pro', backwards)).refused('validation_failed');
  });

  it('repays debt first', () =>
    void given(opened(), owe(130))
      .when(upgrade('pro'))
      .then(happened('PlanChanged'), happened('PlanCreditsGranted', { repaid: credits(30) }))
      .leaves({ available: 470, debt: 0 }));

  it('withdraws what was scheduled first', () =>
    void given(opened(), upgrade('pro'), atRenewal('free'))
      .when(upgrade('team'))
      .then(
        happened('PlanChangeWithdrawn', { plan: 'free' }),
        happened('PlanChanged', { plan: 'team' }),
        happened('PlanCreditsGranted'),
      ));

  it('is refused to a plan that does not cost more: down and up again must not pay', () => {
    const sale = { plan: 'same', name: 'Same', version: 1, effectiveFrom: 0, seats: 1 };
    const plans = plansOnSale(
      { ...sale, price: usd(20), credits: credits(900), prioritySupport: false },
      {
        ...sale,
        plan: 'euro',
        price: { minor: 9_000n, currency: 'eur' },
        credits: 1n,
        prioritySupport: false,
      },
    );
    const onPro = () => givenPlans(plans, opened(), upgrade('pro'));
    onPro().when(upgrade('free')).refused('plan_change_not_allowed', { from: 'pro', to: 'free' });
    onPro().when(upgrade('same')).refused('plan_change_not_allowed');
    onPro().when(upgrade('euro')).refused('plan_change_not_allowed');
  });

  it('is refused alike at once and at the renewal between two currencies', () => {
    const euro = { minor: 9_000n, currency: 'eur' };
    const terms = { version: 1, effectiveFrom: 0, credits: 1n, seats: 1, prioritySupport: false };
    const plans = plansOnSale({ ...terms, plan: 'euro', name: 'Euro', price: euro });
    const onPro = () => givenPlans(plans, opened(), upgrade('pro'));
    const details = { plan: 'pro', to: 'euro' };
    onPro().when(upgrade('euro')).refused('plan_change_not_allowed', details);
    onPro().when(atRenewal('euro')).refused('plan_change_not_allowed', details);
    // No price has no currency.
    givenPlans(plans, opened())
      .when(atRenewal('euro'))
      .then(happened('PlanChangeScheduled', { plan: 'euro' }));
  });

  it('compares with the terms that the period began with, not with those on sale now', () => {
    const dearer = { plan: 'pro', name: 'Pro', version: 2, seats: 1, prioritySupport: false };
    const effectiveFrom = time('2026-01-16T00:00:00Z');
    const plans = plansOnSale({ ...dearer, effectiveFrom, price: usd(60), credits: credits(700) });
    givenPlans(plans, opened('pro'), later).when(upgrade('team')).leaves({ plan: 'team' });
    givenPlans(plans, at('2026-01-16T00:00:00Z'), opened('pro'))
      .when(upgrade('team'))
      .refused('plan_change_not_allowed');
  });

  it('is no change to the plan that the account is on', () => {
    given(opened()).when(upgrade('free')).then();
    given(opened()).when(atRenewal('free')).then();
  });

  it('is refused for an invoice line that has paid for something already', () => {
    const il = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    given(opened(), upgrade('pro', il))
      .when(upgrade('team', il))
      .refused('source_already_used', { paid_by: 'invoice_line:il_1' });
  });

  it('is refused to a plan that nobody sells', () =>
    given(opened())
      .when(upgrade('gold'))
      .refused('plan_not_found', { on_sale: ['free', 'pro', 'team'] }));

  it('goes on when the account is suspended, not when it is closed', () => {
    given(opened(), suspend).when(upgrade('pro')).leaves({ plan: 'pro' });
    given(opened(), close).when(upgrade('pro')).refused('account_closed');
  });
});

describe('downgrading and cancelling', () => {
  const onPro = [opened(), later, upgrade('pro')];

  it('waits for the renewal', () =>
    void given(...onPro)
      .when(atRenewal('free'))
      .then(
        happened('PlanChangeScheduled', {
          from: 'pro',
          plan: 'free',
          effectiveAt: time('2026-02-20T09:30:00Z'),
        }),
      )
      .leaves({ plan: 'pro', available: 600 }));

  it('is scheduled once, however often it is asked', () =>
    void given(...onPro, atRenewal('free'))
      .when(atRenewal('free'))
      .then());

  it('gives way to another scheduled change', () =>
    void given(...onPro, atRenewal('free'))
      .when(atRenewal('team'))
      .then(
        happened('PlanChangeWithdrawn', { plan: 'free' }),
        happened('PlanChangeScheduled', { plan: 'team' }),
      ));

  it.each(['now', 'renewal'] as const)(
    'is taken back by picking the present plan (%s)',
    (when) =>
      void given(...onPro, atRenewal('free'))
        .when(send({ type: 'ChangePlan', plan: 'pro', when }), at('2026-02-21T00:00:00Z'))
        .then(
          happened('PlanChangeWithdrawn', { plan: 'free' }),
          happened('LotExpired'),
          happened('PeriodRenewed', { plan: 'pro' }),
        )
        .leaves({ plan: 'pro' }),
  );

  it('is not taken back by an invoice of the present plan that is told once more', () => {
    const il = line('il_1', '2026-01-20T09:30:00Z', '2026-02-20T09:30:00Z');
    given(opened(), later, upgrade('pro', il), atRenewal('free')).when(upgrade('pro', il)).then();
  });

  it('takes place at the renewal, with the old anchor and the free bundle of that month', () => {
    const instant = time('2026-02-20T09:30:00Z');
    given(...onPro, atRenewal('free'))
      .when(at('2026-02-21T00:00:00Z'))
      .then(
        happened('LotExpired', {}, time('2026-02-15T12:00:00Z')),
        happened(
          'PlanChanged',
          {
            from: 'pro',
            plan: 'free',
            renewedBy: 'clock',
            when: 'renewal',
            anchor: time('2026-01-20T09:30:00Z'),
          },
          instant,
        ),
        happened(
          'PeriodRenewed',
          {
            plan: 'free',
            period: { n: 1, startsAt: instant, endsAt: time('2026-03-20T09:30:00Z') },
          },
          instant,
        ),
      )
      .leaves({ plan: 'free', lots: { 'free:2026-02': 100 } });
  });

  it('can be withdrawn until then', () => {
    given(...onPro, atRenewal('free'))
      .when(withdraw, at('2026-02-21T00:00:00Z'))
      .leaves({ plan: 'pro', available: 500 });
    given(...onPro)
      .when(withdraw)
      .refused('no_scheduled_plan_change');
    given(...onPro, atRenewal('free'), at('2026-02-21T00:00:00Z'))
      .when(withdraw)
      .refused('no_scheduled_plan_change');
  });

  it('takes place at once where the period is over and its invoice was never paid', () => {
    const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    const unpaid = [opened(), upgrade('pro', january)];
    const now = time('2026-05-02T00:00:00Z');
    given(...unpaid, at('2026-05-02T00:00:00Z'))
      .when(atRenewal('free'), at('2026-05-03T00:00:00Z'))
      .then(
        happened('PlanChangeScheduled', { effectiveAt: now }),
        happened('PlanChanged', { plan: 'free', renewedBy: 'clock' }, now),
        happened(
          'PeriodRenewed',
          { period: { n: 4, startsAt: now, endsAt: time('2026-06-15T12:00:00Z') } },
          now,
        ),
      )
      .leaves({ lots: { 'free:2026-05': 100 } });
    given(...unpaid, at('2026-05-02T00:00:00Z'), atRenewal('free'))
      .when(at('2026-05-16T00:00:00Z'))
      .then(happened('PlanChanged'), happened('PeriodRenewed'))
      .leaves({ lots: { 'free:2026-05': 100 } });
  });

  it('may also move to a dearer plan at the renewal', () =>
    void given(...onPro, atRenewal('team'))
      .when(at('2026-02-20T09:30:00Z'))
      .leaves({
        plan: 'team',
        lots: { 'operator-renewal:team:2026-02-20T09:30:00.000Z': 1500 },
      }));

  it('is refused to a plan that nobody sells', () =>
    given(...onPro)
      .when(atRenewal('gold'))
      .refused('plan_not_found'));
});
