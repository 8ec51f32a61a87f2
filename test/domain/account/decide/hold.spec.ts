import { describe, expect, it } from '@jest/globals';
import { MAX_OPEN_HOLDS } from '../../../../domain/account/decide/hold.js';
import { idAt } from '../../../../domain/account/ids.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../domain/instant.js';
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
  START,
  suspend,
  time,
} from '../../../support/domain/account.js';
import { decideDispute, dispute, moneyBack } from '../../../support/domain/money.js';
import { thrownBy } from '../../../support/domain/given.js';
import { extend, hold, release, settle } from '../../../support/domain/holds.js';

const PLAN = idAt('lot', 'acme', 1);
const PACK = idAt('lot', 'acme', 2);
const GRANT = idAt('lot', 'acme', 4);
const of = (lotId: string, amount: number) => ({ lotId, credits: credits(amount) });

describe('placing a hold', () => {
  it('reserves in order of consumption, for five minutes unless told', () => {
    given(opened(), pack('p1'))
      .when(hold(120))
      .then(
        happened('HoldPlaced', {
          credits: credits(120),
          lots: [of(PLAN, 100), of(PACK, 20)],
          expiresAt: START + 5 * MINUTE_MS,
        }),
      )
      .leaves({ available: 180, held: 120, debt: 0, level: 'ok' });
    given(opened())
      .when(hold(1, { forMs: DAY_MS }))
      .then(happened('HoldPlaced', { expiresAt: START + DAY_MS }));
  });

  it('fifty times for 1 on a balance of 10 is done ten times', () => {
    const { told } = given(opened(), debit(90)).when();
    const refusals = Array.from({ length: 50 }, () => thrownBy(() => hold(1)(told)));
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(10);
    expect(told.state.book).toMatchObject({ available: 0n, held: credits(10) });
  });

  it('keeps from others what it has reserved', () => {
    const held = [opened(), hold(80)];
    const short = { available: '20', held: '80' };
    given(...held)
      .when(debit(21))
      .refused('insufficient_credits', { required: '21', ...short });
    given(...held)
      .when(hold(21))
      .refused('insufficient_credits', short);
    given(...held)
      .when(debit(20), owe(3))
      .leaves({ available: 0, held: 80, debt: 3 });
  });

  it('may be for nothing, and keeps what it is for', () => {
    const task = { model: 'm1', action: 'ai_change', mode: 'plan' };
    const { told } = given(opened(), hold(0, { task })).when();
    expect([...told.state.holds.open]).toMatchObject([{ task, rateVersion: null, lots: [] }]);
  });

  it('is refused for less than nothing, or for too long or too short a time', () => {
    given(opened()).when(hold(-1)).refused('validation_failed');
    given(opened())
      .when(hold(1, { forMs: DAY_MS + 1 }))
      .refused('validation_failed');
    given(opened())
      .when(hold(1, { forMs: 999 }))
      .refused('validation_failed');
  });

  it('is refused on suspended and closed accounts, and where there is none', () => {
    given(opened(), suspend).when(hold(1)).refused('account_suspended');
    given(opened(), close).when(hold(1)).refused('account_closed');
    given().when(hold(1)).refused('account_not_found');
  });

  it('is refused beyond a thousand', () => {
    const { told } = given(opened()).when();
    for (let n = 0; n < MAX_OPEN_HOLDS; n += 1) hold(0.001)(told);
    expect(thrownBy(() => hold(0.001)(told))).toMatchObject({ code: 'too_many_holds' });
    expect(told.decider.weight?.(told.state)).toBeLessThan(1_000_000);
    release(500)(told);
    hold(0.001)(told);
    // All of them expire in one moment, and one command may find them all.
    told.now += HOUR_MS;
    const context = { now: told.now, nextRevision: told.events.length, commandId: 'late' };
    const command = { type: 'PlaceHold', credits: credits(100), task: {} } as const;
    const events = told.decider.decide(told.state, command, context);
    expect(events).toHaveLength(MAX_OPEN_HOLDS + 1);
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(['HoldReleased', 'HoldPlaced']),
    );
  });
});

describe('extending a hold', () => {
  it('reserves more', () =>
    void given(opened(), pack('p1'), hold(90))
      .when(extend(0, 30))
      .then(
        happened('HoldExtended', {
          credits: credits(30),
          lots: [of(PLAN, 10), of(PACK, 20)],
          expiresAt: START + 5 * MINUTE_MS,
        }),
      )
      .leaves({ available: 180, held: 120 }));

  it('reserves for longer, at most 24 hours after it was placed, never for shorter', () => {
    const { told } = given(opened(), hold(1)).when();
    const endsAt = () => [...told.state.holds.open][0]?.expiresAt;
    extend(0, 0, HOUR_MS)(told);
    expect(endsAt()).toBe(START + HOUR_MS);
    told.now += 30 * MINUTE_MS;
    extend(0, 0, MINUTE_MS)(told);
    expect(told.events.filter(({ type }) => type === 'HoldExtended')).toHaveLength(1);
    extend(0, 0, DAY_MS)(told);
    expect(endsAt()).toBe(START + DAY_MS);
  });

  it('is refused beyond what is available; the hold then stays as it was', () => {
    const { told } = given(opened(), hold(90)).when();
    expect(thrownBy(() => extend(0, 11)(told))).toMatchObject({ code: 'insufficient_credits' });
    expect(told.state.book.held).toBe(credits(90));
  });

  it('is refused once the hold has ended, by its time too, and on suspended accounts', () => {
    given(opened(), hold(1), settle(0, 1))
      .when(extend(0, 1))
      .refused('hold_not_open', { hold_status: 'settled' });
    given(opened(), hold(1), at('2026-01-15T12:05:00Z'))
      .when(extend(0, 1))
      .refused('hold_not_open', { hold_status: 'expired' });
    given(opened(), hold(1), suspend).when(extend(0, 1)).refused('account_suspended');
  });
});

describe('a hold whose time is over', () => {
  const EXPIRY = time('2026-01-15T12:05:00Z');

  it('is released at its own instant, by whoever comes next', () => {
    given(opened(), hold(80))
      .when(at('2026-01-16T00:00:00Z'))
      .then(happened('HoldReleased', { reason: 'expired', released: [of(PLAN, 80)] }, EXPIRY))
      .leaves({ available: 100, held: 0 });
    given(opened(), hold(80), at('2026-01-15T12:04:59.999Z')).when().leaves({ held: 80 });
  });

  it('is over when a command is decided, whether that was booked or not', () => {
    const { told } = given(opened(), hold(80)).when();
    const purpose = { outcome: 'ok' as const };
    const command = { type: 'DebitCredits', credits: credits(100), purpose } as const;
    const context = { now: EXPIRY, nextRevision: told.events.length, commandId: 'next' };
    expect(told.decider.decide(told.state, command, context).map(({ type }) => type)).toEqual([
      'HoldReleased',
      'CreditsDebited',
      'BalanceLevelChanged',
    ]);
  });

  it('comes after the lots that end with it, and the renewal', () =>
    void given(opened(), at('2026-02-15T11:55:00Z'), hold(80))
      .when(extend(0, 0, 5 * MINUTE_MS), at('2026-02-15T12:00:00Z'))
      .then(
        happened('PeriodRenewed', { forfeited: [of(PLAN, 20)] }),
        happened('HoldReleased', { released: [], forfeited: [of(PLAN, 80)] }),
      )
      .leaves({ available: 100, held: 0 }));

  it('gives nothing back to a lot that ends with it, and so repays no debt', () =>
    void given(opened(), debit(100), adjust(50, '2026-01-15T12:05:00Z'), hold(50), owe(20))
      .when(at('2026-01-16T00:00:00Z'))
      .then(
        happened('LotExpired', { forfeited: 0n }),
        happened('HoldReleased', { released: [], repaid: [], forfeited: [of(GRANT, 50)] }),
      )
      .leaves({ available: 0, held: 0, debt: 20 }));

  it('repays debt first with what it gives back', () =>
    void given(opened(), hold(80), owe(50))
      .when(at('2026-01-16T00:00:00Z'))
      .then(happened('HoldReleased', { released: [of(PLAN, 80)], repaid: [of(PLAN, 30)] }))
      .leaves({ available: 50, debt: 0 }));

  it('stays open on a closed account, where time has stopped', () =>
    void given(opened(), hold(80), close, at('2026-02-01T00:00:00Z'))
      .when(settle(0, 30))
      .leaves({ available: 70, held: 0 }));
});

describe('a hold on what a payment bought', () => {
  const held = [opened(), debit(100), pack('p1'), hold(150)];

  it('loses it when the payment goes back: what is used then is owed', () =>
    void given(...held)
      .when(moneyBack('p1', 10), settle(0, 40))
      .then(
        happened('PaymentRefunded', {
          whole: true,
          clawedBack: [of(idAt('lot', 'acme', 4), 50)],
          clawedBackHeld: [{ holdId: idAt('hld', 'acme', 6), credits: credits(150) }],
          writtenOff: 0n,
        }),
        happened('HoldSettled', { used: [], overdrawn: credits(40) }),
      )
      .leaves({ held: 0, debt: 40 }));

  it('loses it before an older one does', () => {
    const cut = [{ holdId: idAt('hld', 'acme', 7), credits: credits(80) }];
    given(opened(), debit(100), pack('p1'), hold(100), hold(80))
      .when(moneyBack('p1', 5))
      .then(happened('PaymentRefunded', { clawedBackHeld: cut }))
      .leaves({ available: 0, held: 100 });
  });

  it('loses no more of it than went back', () =>
    void given(...held)
      .when(moneyBack('p1', 5))
      .leaves({ available: 0, held: 100, debt: 0 }));

  it('goes on while it is disputed, and loses it when the dispute is lost', () => {
    given(...held, dispute('p1'))
      .when(settle(0, 100))
      .then(happened('HoldSettled', { released: [of(idAt('lot', 'acme', 4), 50)] }))
      .leaves({ available: 0, frozen: 100, held: 0 });
    given(...held, dispute('p1'))
      .when(decideDispute('lost'))
      .then(
        happened('DisputeClosed', {
          clawedBack: [of(idAt('lot', 'acme', 4), 50)],
          clawedBackHeld: [{ holdId: idAt('hld', 'acme', 6), credits: credits(150) }],
          debt: 0n,
        }),
      )
      .leaves({ available: 0, frozen: 0, held: 0 });
  });
});
