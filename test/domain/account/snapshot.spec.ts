import { describe, expect, it } from '@jest/globals';
import { UNOPENED } from '../../../domain/account/state.js';
import {
  adjust,
  at,
  atRenewal,
  credits,
  debit,
  given,
  opened,
  owe,
  pack,
  refund,
  Story,
  upgrade,
} from '../../support/domain/account.js';
import { dispute, moneyBack } from '../../support/domain/money.js';
import { hold, release, settle } from '../../support/domain/holds.js';
import { consent, topUpFails } from '../../support/domain/topups.js';
import { addMember } from '../../support/domain/members.js';

const { snapshot } = new Story().decider;
const throughJson = (state: unknown): unknown => JSON.parse(JSON.stringify(state));

describe('a snapshot', () => {
  const full = given(
    opened(undefined, 'Europe/Berlin'),
    pack('p1'),
    pack('p2', 550, 25),
    debit(250),
    refund(0, 30),
    adjust(50, '2026-03-01T00:00:00Z'),
    adjust(-10),
    moneyBack('p1', 5),
    dispute('p2'),
    upgrade('pro'),
    atRenewal('free'),
    addMember('ada', 90),
    debit(7, { purpose: { outcome: 'ok', memberId: 'ada' } }),
    hold(30, { task: { model: 'm1', memberId: 'ada' } }),
    hold(5, { forMs: 60_000 }),
    hold(5),
    hold(5),
    settle(2, 6),
    release(3),
    at('2026-01-15T12:02:00Z'),
    owe(9_000),
    consent({ memberId: 'ada' }),
    topUpFails('p3'),
  ).when().told.state;

  it('is JSON from which the same state comes back', () => {
    const decoded = snapshot?.decode(throughJson(snapshot.encode(full)));
    expect(decoded).toEqual(full);
    expect(full.book.frozen).toBeGreaterThan(0n);
    expect(full.debt).toBeGreaterThan(0n);
    expect(full.refunds.size).toBe(1);
    expect(full.autoTopUp).toMatchObject({ failures: 1, threshold: credits(50) });
    expect(full.book.held).toBe(credits(30));
    expect([...full.members]).toMatchObject([{ used: credits(7), held: credits(30) }]);
    expect([full.holds.expired.size, full.holds.ended.size]).toEqual([1, 2]);
  });

  it('may be taken of an account that does not exist', () =>
    expect(snapshot?.decode(throughJson(snapshot.encode(UNOPENED)))).toEqual(UNOPENED));

  it.each([null, 7, {}, { lots: [] }])('is not %j', (json) =>
    expect(() => snapshot?.decode(json)).toThrow(),
  );

  it('does not keep lots that nobody will ask for again', () => {
    const { told } = given(opened(), debit(40)).when();
    const story = new Story();
    story.fold(told.events);
    story.now = Date.UTC(2036, 0, 1);
    story.bookDue();
    expect([...story.state.book.lots]).toHaveLength(1);
    expect(story.state.book.sources.size).toBe(120);
    expect(story.decider.weight?.(story.state)).toBeLessThan(25_000);
  });
});
