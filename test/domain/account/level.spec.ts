import { describe, expect, it } from '@jest/globals';
import { levelAfter, percentLeft } from '../../../domain/account/level.js';
import {
  adjust,
  at,
  credits,
  debit,
  given,
  happened,
  moneyBack,
  opened,
  owe,
  pack,
  refund,
  upgrade,
} from '../../support/account.js';

const figures = (available: number, reference = 100, held = 0, debt = 0) => ({
  available: credits(available),
  held: credits(held),
  debt: credits(debt),
  reference: credits(reference),
});
const changed = (from: string, to: string, percent: number | null) => ({
  type: 'BalanceLevelChanged',
  data: { from, to, percentLeft: percent },
});

describe('the level of a balance', () => {
  it.each([
    ['ok', 20.01, 'ok'],
    ['ok', 20, 'low'],
    ['low', 25, 'low'],
    ['low', 25.01, 'ok'],
    ['empty', 22, 'low'],
    ['overdrawn', 22, 'low'],
    ['empty', 26, 'ok'],
    ['low', 0, 'empty'],
  ] as const)('was %s: with %d %% left it is %s', (before, left, after) =>
    expect(levelAfter(before, figures(left))).toBe(after),
  );

  it('counts what is held as left', () => {
    expect(levelAfter('ok', figures(0, 100, 30))).toBe('ok');
    expect(percentLeft(figures(10, 100, 30))).toBe(40);
  });

  it('is overdrawn with debt, whatever else', () =>
    expect(levelAfter('ok', figures(0, 100, 50, 1))).toBe('overdrawn'));

  it('has percent with two decimals, rounded down, and none without a reference', () => {
    expect(percentLeft(figures(1, 3))).toBe(33.33);
    expect(percentLeft(figures(2, 3))).toBe(66.66);
    expect(percentLeft(figures(99.999999))).toBe(99.99);
    expect(percentLeft(figures(0, 0))).toBe(null);
  });
});

describe('a change of level', () => {
  it('is told in the same append as its cause, once per crossing', () => {
    given(opened())
      .when(debit(79), debit(1), debit(1), debit(19), owe(1))
      .then(
        happened('CreditsDebited'),
        happened('CreditsDebited'),
        changed('ok', 'low', 20),
        happened('CreditsDebited'),
        happened('CreditsDebited'),
        changed('low', 'empty', 0),
        happened('CreditsDebited'),
        changed('empty', 'overdrawn', 0),
      );
    given(opened())
      .when(owe(101))
      .then(happened('CreditsDebited'), changed('ok', 'overdrawn', 0));
  });

  it('is told again only after the balance was above 25 %', () =>
    void given(opened(), debit(80))
      .when(refund(0, 5), debit(5), refund(0, 6), debit(6))
      .then(
        happened('DebitRefunded'),
        happened('CreditsDebited'),
        happened('DebitRefunded'),
        changed('low', 'ok', 26),
        happened('CreditsDebited'),
        changed('ok', 'low', 20),
      ));

  it('comes with whatever changes the balance', () => {
    given(opened(), debit(90))
      .when(pack('p1'))
      .then(happened('PackPurchased'), changed('low', 'ok', 70));
    given(opened(), debit(90))
      .when(adjust(-10))
      .then(happened('CreditsAdjusted'), changed('low', 'empty', 0));
    given(opened(), debit(90))
      .when(upgrade('pro'))
      .then(happened('PlanChanged'), happened('PlanCreditsGranted'), changed('low', 'ok', 100));
    given(opened(), debit(100), pack('p1'))
      .when(moneyBack('p1', 10))
      .then(happened('PaymentRefunded'), changed('ok', 'empty', 0));
  });

  it('stands at the instant of what time caused', () => {
    const renewal = at('2026-02-15T12:00:00Z');
    const { told } = given(opened(), debit(90))
      .when(at('2026-03-01T00:00:00Z'))
      .then(happened('PeriodRenewed'), changed('low', 'ok', 100));
    const renewed = given(opened(), renewal).when().told.now;
    expect(told.events.at(-1)?.occurredAt).toBe(renewed);
  });
});

describe('the reference of the percentage', () => {
  it('is what was granted in this period, or held when it began', () => {
    given(opened(), pack('p1')).when(debit(150)).leaves({ reference: 300 });
    given(opened(), pack('p1'), debit(150))
      .when(at('2026-02-15T12:00:00Z'))
      .leaves({ available: 250, reference: 250 });
  });

  it('counts what went to debt at once as granted', () =>
    void given(opened(), owe(150))
      .when(at('2026-02-15T12:00:00Z'))
      .leaves({ available: 50, reference: 100 }));

  it('begins anew with an upgrade, where the old lot counts with what it has left', () =>
    void given(opened(), debit(70))
      .when(upgrade('pro'))
      .leaves({ available: 530, reference: 530 }));

  it('leaves out a lot that has ended', () =>
    void given(opened(), adjust(60, '2026-01-20T00:00:00Z'), debit(20))
      .when(at('2026-01-20T00:00:00Z'))
      .leaves({ available: 100, reference: 100 }));
});
