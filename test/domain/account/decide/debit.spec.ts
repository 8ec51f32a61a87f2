import { describe, expect, it } from '@jest/globals';
import { NO_USAGE } from '../../../../domain/model/price.js';
import { idAt } from '../../../../domain/account/ids.js';
import {
  adjust,
  at,
  close,
  credits,
  debit,
  given,
  happened,
  opened,
  owe,
  pack,
  reinstate,
  START,
  suspend,
  time,
} from '../../../support/domain/account.js';

describe('debiting credits', () => {
  it('takes the plan before the packs', () =>
    void given(opened(), pack('p1'))
      .when(debit(120))
      .leaves({ lots: { 'payment:p1': 180 } }));

  it('takes what expires soonest first, whatever it is', () =>
    void given(opened(), adjust(30, '2026-02-01T00:00:00Z'), adjust(30, '2026-03-01T00:00:00Z'))
      .when(debit(40))
      .leaves({ available: 120, lots: { 'free:2026-01': 90, [adjustment(3)]: 30 } }));

  it('takes free credits before paid ones, and older before newer ones', () =>
    void given(opened(), pack('p1'), adjust(50), at('2026-01-16T00:00:00Z'), pack('p2'))
      .when(debit(160))
      .leaves({ lots: { 'payment:p1': 190, 'payment:p2': 200 } }));

  it('stores what each lot gave, in that order', () => {
    const { told } = given(opened(), pack('p1')).when(debit(120));
    expect(told.debit(0).data).toMatchObject({
      debitId: idAt('dbt', 'acme', 3),
      credits: credits(120),
      overdrawn: 0n,
      lots: [
        { lotId: idAt('lot', 'acme', 1), credits: credits(100) },
        { lotId: idAt('lot', 'acme', 2), credits: credits(20) },
      ],
    });
  });

  it('stores what it was for, and nothing that it was not told', () => {
    const purpose = { model: 'm1', feature: 'chat', outcome: 'failed', mode: undefined } as const;
    const usage = { ...NO_USAGE, inputTokens: 7 };
    const { told } = given(opened()).when(debit(1, { purpose, usage }));
    const { data } = told.debit(0);
    expect(data).toMatchObject({ model: 'm1', feature: 'chat', outcome: 'failed', usage });
    expect(Object.keys(data)).not.toContain('mode');
    expect(told.decider.events.encode(told.debit(0))).toMatchObject({ credits: '1' });
  });

  it('may take all there is', () =>
    void given(opened())
      .when(debit(100))
      .then(happened('CreditsDebited'), happened('BalanceLevelChanged', { to: 'empty' }))
      .leaves({ available: 0, debt: 0 }));

  it('is refused beyond the balance, which then stays as it was', () =>
    given(opened()).when(debit(100.000001)).refused('insufficient_credits', {
      required: '100.000001',
      available: '100',
      held: '0',
    }));

  it('becomes debt beyond the balance where the usage has happened already', () =>
    void given(opened())
      .when(owe(130))
      .then(happened('CreditsDebited', { overdrawn: credits(30) }))
      .leaves({ available: 0, debt: 30 }));

  it('adds to the debt, and is refused without allow_debt while there is one', () => {
    given(opened(), owe(130)).when(owe(5)).leaves({ debt: 35 });
    given(opened(), owe(130)).when(debit(0.000001)).refused('insufficient_credits');
  });

  it('is recorded at a cost of 0 too, with no lots', () => {
    const nothing = happened('CreditsDebited', { credits: 0n, lots: [], overdrawn: 0n });
    given(opened()).when(debit(0)).then(nothing).leaves({ available: 100 });
    given(opened(), owe(130)).when(debit(0)).then(nothing).leaves({ debt: 30 });
  });

  it('keeps when the usage was, and takes from the lots of now', () => {
    const longAgo = time('2019-05-01T00:00:00Z');
    given(opened())
      .when(debit(3, { occurredAt: longAgo }))
      .then(happened('CreditsDebited', {}, longAgo))
      .leaves({ available: 97 });
  });

  it('is refused for usage more than 5 seconds ahead of our clock', () => {
    given(opened())
      .when(debit(1, { occurredAt: START + 5_001 }))
      .refused('occurred_at_not_allowed');
    given(opened())
      .when(debit(1, { occurredAt: START + 5_000 }))
      .leaves({ available: 99 });
  });

  it('is refused for amounts that make no sense', () => {
    given(opened()).when(debit(-1)).refused('validation_failed');
    given(opened()).when(owe(1_000_000_001)).refused('amount_too_large');
    given(opened()).when(owe(1_000_000_000)).leaves({ debt: 999_999_900 });
  });

  it('takes nothing from a lot whose time is over, booked or not', () => {
    const story = given(opened(), adjust(50, '2026-01-20T00:00:00Z')).when().told;
    story.now = time('2026-01-20T00:00:00Z');
    const context = { now: story.now, nextRevision: story.events.length, commandId: 'late' };
    const command = {
      type: 'DebitCredits' as const,
      credits: credits(120),
      purpose: { outcome: 'ok' as const },
    };
    expect(() => story.decider.decide(story.state, command, context)).toThrow('available');
    const small = { ...command, credits: credits(60) };
    expect(story.decider.decide(story.state, small, context)).toMatchObject([
      { type: 'LotExpired', data: { forfeited: credits(50) } },
      { type: 'CreditsDebited', data: { debitId: idAt('dbt', 'acme', 4), credits: credits(60) } },
    ]);
  });

  it('will not decide on a past that would take several appends to book', () => {
    const story = given(opened()).when().told;
    const context = { now: time('2046-01-01T00:00:00Z'), nextRevision: 2, commandId: 'late' };
    const purpose = { outcome: 'ok' as const };
    const command = { type: 'DebitCredits' as const, credits: 0n, purpose };
    expect(() => story.decider.decide(story.state, command, context)).toThrow('book what is due');
  });

  it('is refused where there is no account, and on suspended and closed ones', () => {
    given().when(debit(1)).refused('account_not_found');
    given(opened(), suspend).when(debit(1)).refused('account_suspended');
    given(opened(), suspend, reinstate).when(debit(1)).leaves({ available: 99 });
    given(opened(), close).when(debit(1)).refused('account_closed');
  });
});

const adjustment = (revision: number) => `adjustment:${idAt('adj', 'acme', revision)}`;
