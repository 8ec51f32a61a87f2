import { describe, expect, it } from '@jest/globals';
import { MAX_DUE_EVENTS } from '../../../../domain/account/decide/book-due.js';
import { idAt } from '../../../../domain/account/ids.js';
import { nextDueAt } from '../../../../domain/account/state.js';
import {
  adjust,
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
  pack,
  suspend,
  time,
  type Story,
  upgrade,
  usd,
} from '../../../support/domain/account.js';
import { plansOnSale } from '../../../support/domain/plans.js';

const RENEWAL = time('2026-02-15T12:00:00Z');
const MAY = time('2026-05-15T12:00:00Z');

describe('what time alone causes', () => {
  it('renews the free plan: the old lot is forfeited, a new one begins', () =>
    void given(opened(), debit(40))
      .when(at('2026-02-20T00:00:00Z'))
      .then(
        happened(
          'PeriodRenewed',
          {
            plan: 'free',
            planVersion: 1,
            period: { n: 1, startsAt: RENEWAL, endsAt: time('2026-03-15T12:00:00Z') },
            forfeited: [{ lotId: idAt('lot', 'acme', 1), credits: credits(60) }],
            repaid: 0n,
          },
          RENEWAL,
        ),
      )
      .leaves({ available: 100, lots: { 'free:2026-02': 100 } }));

  it('names the lots that a renewal ends also when they are empty', () =>
    void given(opened(), debit(100))
      .when(at('2026-02-20T00:00:00Z'))
      .then(
        happened('PeriodRenewed', { forfeited: [{ lotId: idAt('lot', 'acme', 1), credits: 0n }] }),
      ));

  it('repays debt with the new bundle first', () =>
    void given(opened(), owe(130))
      .when(at('2026-02-20T00:00:00Z'))
      .then(happened('PeriodRenewed', { repaid: credits(30) }))
      .leaves({ available: 70, debt: 0 }));

  it('renews an operator’s plan, each period from a source of its own', () =>
    void given(opened('pro'))
      .when(at('2026-03-20T00:00:00Z'))
      .then(happened('PeriodRenewed'), happened('PeriodRenewed'))
      .leaves({ lots: { 'operator-renewal:pro:2026-03-15T12:00:00.000Z': 500 } }));

  it('renews with the version of the plan that holds when the period begins', () => {
    const more = { plan: 'free', name: 'Free', version: 2, seats: 1, prioritySupport: false };
    const plans = plansOnSale({
      ...more,
      effectiveFrom: RENEWAL,
      price: usd(0),
      credits: credits(120),
    });
    givenPlans(plans, opened())
      .when(at('2026-02-20T00:00:00Z'))
      .then(happened('PeriodRenewed', { planVersion: 2 }))
      .leaves({ available: 120 });
  });

  it('gives no second free bundle in one month', () => {
    // A period shorter than a month, as an invoice line may bill.
    const short = line('il_1', '2026-01-15T12:00:00Z', '2026-01-31T12:00:00Z');
    const { told } = given(opened(), upgrade('pro', short), atRenewal('free'))
      .when(at('2026-02-01T00:00:00Z'))
      .then(happened('PlanChanged'), happened('PeriodRenewed', { repaid: 0n }))
      .leaves({ plan: 'free', lots: { 'free:2026-01': 100 } });
    expect(told.events.at(-1)?.data).not.toHaveProperty('lot');
  });

  it.each([
    ['in that month, to the next', '2026-03-08T09:00:00Z', '2026-04-15T12:00:00Z'],
    ['in the next month, to there', '2026-03-20T09:00:00Z', '2026-04-15T12:00:00Z'],
  ])('lets what is free after a lapse last until a bundle comes again: %s', (_, lapse, renews) => {
    const billed = upgrade('pro', line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z'));
    const lapsed = [opened(), billed, at(lapse), atRenewal('free')];
    given(...lapsed)
      .when(at('2026-03-31T00:00:00Z'))
      .then(
        happened('PlanChanged', { plan: 'free', when: 'renewal' }),
        happened('PeriodRenewed', {
          period: { n: 2, startsAt: time(lapse), endsAt: time(renews) },
        }),
      )
      .leaves({ available: 100, lots: { 'free:2026-03': 100 } });
    given(...lapsed)
      .when(at('2026-05-16T00:00:00Z'))
      .then(
        happened('PlanChanged'),
        happened('PeriodRenewed'),
        happened('PeriodRenewed', { period: { n: 3, startsAt: time(renews), endsAt: MAY } }),
        happened('PeriodRenewed', {}, MAY),
      )
      .leaves({ available: 100, lots: { 'free:2026-05': 100 } });
  });

  it('expires lots at their own instants, oldest first, and the renewal before what ends with it', () =>
    void given(
      opened(),
      adjust(10, '2026-03-01T00:00:00Z'),
      adjust(20, '2026-02-01T00:00:00Z'),
      adjust(30, '2026-02-15T12:00:00Z'),
    )
      .when(at('2026-03-02T00:00:00Z'))
      .then(
        happened('LotExpired', { forfeited: credits(20) }, time('2026-02-01T00:00:00Z')),
        happened('PeriodRenewed', {}, RENEWAL),
        happened('LotExpired', { forfeited: credits(30) }, RENEWAL),
        happened('LotExpired', { forfeited: credits(10) }, time('2026-03-01T00:00:00Z')),
      ));

  it('ends empty lots too, so that each lot has one end', () =>
    void given(opened(), adjust(20, '2026-02-01T00:00:00Z'), debit(20))
      .when(at('2026-02-02T00:00:00Z'))
      .then(happened('LotExpired', { forfeited: 0n })));

  it('leaves packs alone', () =>
    void given(opened(), pack('p1')).when(at('2036-02-02T00:00:00Z')).leaves({ available: 300 }));

  it('says when it will next have something to do', () => {
    const dueOf = (story: Story) => nextDueAt(story.state);
    expect(dueOf(given().when().told)).toBe(null);
    expect(dueOf(given(opened()).when().told)).toBe(RENEWAL);
    expect(dueOf(given(opened(), adjust(1, '2026-02-01T00:00:00Z')).when().told)).toBe(
      time('2026-02-01T00:00:00Z'),
    );
    const billed = upgrade('pro', line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z'));
    const onInvoice = given(opened(), debit(100), billed, at('2026-02-16T00:00:00Z')).when().told;
    // No renewal by the clock: what comes next is the end of the grace.
    expect(dueOf(onInvoice)).toBe(time('2026-02-19T12:00:00Z'));
    const lapsed = given(opened(), billed, at('2026-03-01T00:00:00Z')).when().told;
    expect(dueOf(lapsed)).toBe(null);
  });

  it('gives at most 120 events a call, and goes on where it stopped', () => {
    const story = given(opened()).when().told;
    story.now = time('2046-01-01T00:00:00Z');
    const first = story.decider.due?.(story.state, { now: story.now, nextRevision: 2 }) ?? [];
    expect(first.length).toBeLessThanOrEqual(MAX_DUE_EVENTS);
    expect(first.length).toBeGreaterThan(MAX_DUE_EVENTS - 3);
    story.bookDue();
    expect(story.events.filter(({ type }) => type === 'PeriodRenewed')).toHaveLength(239);
    expect(story.state.period.startsAt).toBe(time('2045-12-15T12:00:00Z'));
  });

  it('is nothing when asked again', () => {
    const story = given(opened()).when(at('2027-01-01T00:00:00Z')).told;
    const context = { now: story.now, nextRevision: story.events.length };
    expect(story.decider.due?.(story.state, context)).toEqual([]);
  });

  it('goes on while the account is suspended, and stops when it is closed', () => {
    given(opened(), suspend).when(at('2026-02-20T00:00:00Z')).then(happened('PeriodRenewed'));
    given(opened(), close).when(at('2027-02-20T00:00:00Z')).then().leaves({ available: 100 });
  });
});
