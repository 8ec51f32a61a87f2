import { describe, expect, it } from '@jest/globals';
import { MAX_ENDED_HOLDS } from '../../../../domain/account/hold-book.js';
import { idAt } from '../../../../domain/account/ids.js';
import { NO_USAGE } from '../../../../domain/model/price.js';
import {
  adjust,
  at,
  close,
  credits,
  debit,
  given,
  happened,
  line,
  opened,
  owe,
  pack,
  refund,
  renew,
  START,
  suspend,
  upgrade,
} from '../../../support/domain/account.js';
import { thrownBy } from '../../../support/domain/given.js';
import { hold, release, settle } from '../../../support/domain/holds.js';

const PLAN = idAt('lot', 'acme', 1);
const PACK = idAt('lot', 'acme', 2);
const of = (lotId: string, amount: number) => ({ lotId, credits: credits(amount) });

describe('settling a hold', () => {
  it('for less gives back the rest', () =>
    void given(opened(), pack('p1'), hold(120))
      .when(settle(0, 30))
      .then(
        happened('HoldSettled', {
          credits: credits(30),
          used: [of(PLAN, 30)],
          taken: [],
          overdrawn: 0n,
          released: [of(PLAN, 70), of(PACK, 20)],
          forfeited: [],
          repaid: [],
        }),
      )
      .leaves({ available: 270, held: 0 }));

  it('for as much, or for nothing, leaves nothing held', () => {
    given(opened(), hold(40)).when(settle(0, 40)).leaves({ available: 60, held: 0 });
    given(opened(), hold(40)).when(settle(0, 0)).leaves({ available: 100, held: 0 });
  });

  it('for more takes what is available, and what is missing becomes debt', () =>
    void given(opened(), hold(40))
      .when(settle(0, 130))
      .then(
        happened('HoldSettled', {
          used: [of(PLAN, 40)],
          taken: [of(PLAN, 60)],
          overdrawn: credits(30),
        }),
      )
      .leaves({ available: 0, held: 0, debt: 30 }));

  it('says how it was really done, where that is another way than it was begun', () => {
    const task = { model: 'swift', mode: 'plan', complexity: 'high', feature: 'editor' };
    given(opened(), hold(40, { task }))
      .when(settle(0, 30, { model: 'deep', mode: 'edit', outcome: 'aborted' }))
      .then(
        happened('HoldSettled', {
          model: 'deep',
          mode: 'edit',
          complexity: 'high',
          feature: 'editor',
          outcome: 'aborted',
        }),
      );
  });

  it('never touches what another hold has reserved', () =>
    void given(opened(), hold(40), hold(50))
      .when(settle(0, 60))
      .leaves({ available: 0, held: 50, debt: 10 }));

  it('after the renewal takes from the old plan, and what it leaves there is forfeited', () =>
    void given(opened(), at('2026-02-15T11:58:00Z'), hold(80), at('2026-02-15T12:01:00Z'))
      .when(settle(0, 30))
      .then(happened('HoldSettled', { used: [of(PLAN, 30)], forfeited: [of(PLAN, 50)] }))
      .leaves({ available: 100, held: 0, lots: { 'free:2026-02': 100 } }));

  it('uses first what has ended, since it would be forfeited', () => {
    const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    const february = line('il_2', '2026-02-15T12:00:00Z', '2026-03-15T12:00:00Z');
    const late = [opened(), debit(100), upgrade('pro', january), at('2026-02-15T11:59:00Z')];
    given(...late, adjust(10, '2026-02-16T00:00:00Z'), hold(40), renew(february))
      .when(settle(0, 32))
      .then(
        happened('HoldSettled', {
          used: [of(idAt('lot', 'acme', 5), 30), of(idAt('lot', 'acme', 7), 2)],
          released: [of(idAt('lot', 'acme', 7), 8)],
          forfeited: [],
        }),
      );
  });

  it('repays debt first with what it gives back', () =>
    void given(opened(), hold(80), owe(50))
      .when(settle(0, 20))
      .then(happened('HoldSettled', { released: [of(PLAN, 60)], repaid: [of(PLAN, 30)] }))
      .leaves({ available: 30, debt: 0 }));

  it('is a debit: it can be refunded, whole or in part', () => {
    given(opened(), pack('p1'), hold(90), settle(0, 130))
      .when(refund(0, 50))
      .then(
        happened('DebitRefunded', {
          debitId: idAt('dbt', 'acme', 4),
          lots: [of(PACK, 30), of(PLAN, 20)],
        }),
      );
    given(opened(), hold(90), settle(0, 130)).when(refund(0)).leaves({ available: 100, debt: 0 });
  });

  it('says what it was for, how it ended, and how it was priced', () => {
    const price = { model: 'm1', rateVersion: 3, parts: [], multipliers: [] };
    const task = { model: 'm1', mode: 'plan', action: 'ai_change', memberId: 'ada' };
    const usage = { ...NO_USAGE, outputTokens: 7 };
    const held = [opened(), hold(9, { task, price, estimate: usage })];
    given(...held)
      .when(settle(0, 4, { outcome: 'aborted', usage, price }))
      .then(happened('HoldSettled', { ...task, outcome: 'aborted', usage, price }, START));
    given(...held)
      .when(settle(0, 4, { price: { ...price, rateVersion: 4 } }))
      .refused('validation_failed');
    const other = { ...price, model: 'm2', rateVersion: 8 };
    given(...held)
      .when(settle(0, 4, { model: 'm2', price: other }))
      .then(happened('HoldSettled', { ...task, model: 'm2', price: other }));
  });

  it('goes on when the account is suspended or closed', () => {
    given(opened(), hold(9), suspend).when(settle(0, 4)).leaves({ available: 96 });
    given(opened(), hold(9), close).when(settle(0, 4)).leaves({ available: 96 });
  });

  it('is refused for less than nothing', () =>
    given(opened(), hold(9)).when(settle(0, -1)).refused('validation_failed'));
});

describe('settling a hold that has expired', () => {
  const expired = [opened(), hold(40), at('2026-01-15T13:00:00Z')];

  it('is a debit of usage that has happened', () => {
    given(...expired)
      .when(settle(0, 30))
      .then(
        happened('HoldSettled', {
          used: [],
          taken: [of(PLAN, 30)],
          released: [],
          overdrawn: 0n,
          debitId: idAt('dbt', 'acme', 4),
        }),
      )
      .leaves({ available: 70 });
    given(...expired, debit(100))
      .when(settle(0, 30))
      .leaves({ available: 0, debt: 30 });
  });

  it('happens once', () =>
    given(...expired, settle(0, 30))
      .when(settle(0, 30))
      .refused('hold_not_open', { hold_status: 'settled' }));

  it('is by the rate that the hold keeps', () => {
    const price = { model: 'm1', rateVersion: 3, parts: [], multipliers: [] };
    given(opened(), hold(9, { task: { model: 'm1' }, price }), at('2026-01-15T13:00:00Z'))
      .when(settle(0, 4, { price: { ...price, rateVersion: 4 } }))
      .refused('validation_failed');
  });
});

describe('releasing a hold', () => {
  it('gives back all that it had reserved', () =>
    void given(opened(), hold(40))
      .when(release(0))
      .then(happened('HoldReleased', { reason: 'released', released: [of(PLAN, 40)] }))
      .leaves({ available: 100, held: 0 }));

  it('goes on when the account is suspended or closed', () => {
    given(opened(), hold(9), suspend).when(release(0)).leaves({ available: 100 });
    given(opened(), hold(9), close).when(release(0)).leaves({ available: 100 });
  });
});

describe('a hold that has ended', () => {
  it.each([
    ['settled', settle(0, 1)],
    ['released', release(0)],
    ['expired', at('2026-01-15T13:00:00Z')],
  ] as const)('says that it was %s', (status, end) => {
    given(opened(), hold(9), end)
      .when(release(0))
      .refused('hold_not_open', { hold_id: idAt('hld', 'acme', 2), hold_status: status });
    if (status === 'expired') return;
    given(opened(), hold(9), end)
      .when(settle(0, 1))
      .refused('hold_not_open', { hold_status: status });
  });

  it('is remembered among a thousand; of older ones it is known only that they ended', () => {
    const { told } = given(opened()).when();
    for (let n = 0; n <= MAX_ENDED_HOLDS; n += 1) {
      hold(0)(told);
      release(n)(told);
    }
    const refusal = (n: number) => thrownBy(() => settle(n, 1)(told));
    expect(refusal(0)).toMatchObject({ code: 'hold_not_open', details: { hold_status: 'ended' } });
    expect(refusal(1)).toMatchObject({
      code: 'hold_not_open',
      details: { hold_status: 'released' },
    });
    expect(told.state.holds.ended.size).toBe(MAX_ENDED_HOLDS);
  });

  it('is not one that never was', () => {
    const unknown = [
      'hld_0',
      idAt('hld', 'acme', 9),
      idAt('hld', 'other', 2),
      idAt('dbt', 'acme', 2),
    ];
    for (const holdId of unknown) {
      const { told } = given(opened(), hold(1), release(0)).when();
      expect(thrownBy(() => told.send({ type: 'ReleaseHold', holdId }))).toMatchObject({
        code: 'hold_not_found',
      });
    }
  });
});
