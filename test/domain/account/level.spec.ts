import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { levelAfter, percentLeft } from '../../../domain/account/level.js';
import { DomainError } from '../../../domain/errors.js';
import {
  adjust,
  at,
  credits,
  debit,
  given,
  happened,
  opened,
  owe,
  pack,
  refund,
  Story,
  upgrade,
} from '../../support/domain/account.js';
import { moneyBack } from '../../support/domain/money.js';
import {
  actions,
  commandOf,
  pauseBefore,
  zones,
  type Action,
} from '../../support/domain/account-actions.js';
import { runs } from '../../support/domain/arbitraries.js';
import { changingPlans } from '../../support/domain/plans.js';

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

  it('has at most 100 percent, though something is held of a lot that has ended', () => {
    expect(percentLeft(figures(100, 100, 100))).toBe(100);
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

/** The rule told anew: low at a fifth, ok again above a quarter, in between as it was. */
function judged(before: string, { book, debt }: Story['state']): string {
  const left = book.available + book.held;
  if (debt > 0n) return 'overdrawn';
  if (left === 0n) return 'empty';
  if (5n * left <= book.reference) return 'low';
  if (4n * left > book.reference) return 'ok';
  return before === 'ok' ? 'ok' : 'low';
}

describe('levels in random stories', () => {
  const causes = new Set<string>();

  /** Holds every event of a story to the rule, and gives the level that is left. */
  function follow(story: Story): string {
    const shadow = new Story(changingPlans);
    let level = 'ok';
    let cause = '';
    for (const event of story.events) {
      if (event.type === 'BalanceLevelChanged') {
        // Once a crossing: from what was told last, to what the figures say now.
        expect(event.data.from).toBe(level);
        expect(event.data.to).not.toBe(level);
        expect(event.data.to).toBe(judged(level, shadow.state));
        level = event.data.to;
        causes.add(cause);
      }
      cause = event.type;
      shadow.fold([event]);
    }
    return level;
  }

  function live(zone: string, script: readonly Action[]): Story {
    const story = new Story(changingPlans);
    opened(undefined, zone)(story);
    for (const action of script) {
      story.now += pauseBefore(story, action);
      const command = commandOf(story, action);
      try {
        if (command) story.send(command);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
      // Nothing that was crossed is left unsaid.
      expect(story.state.level).toBe(judged(story.state.level, story.state));
    }
    return story;
  }

  it('are told once a crossing, whatever crosses them', () => {
    fc.assert(
      fc.property(zones, actions, (zone, script) => {
        const story = live(zone, script);
        expect(follow(story)).toBe(story.state.level);
      }),
      runs(500),
    );
  });

  afterAll(() => {
    const met = [
      'CreditsDebited',
      'HoldSettled',
      'DebitRefunded',
      'PeriodRenewed',
      'PackPurchased',
    ];
    expect(met.filter((type) => !causes.has(type))).toEqual([]);
    // What is held counts as left: a hold by itself crosses nothing.
    expect([...causes].filter((type) => /^Hold(Placed|Extended)$/.test(type))).toEqual([]);
  });
});
