import { describe, expect, it } from '@jest/globals';
import { idAt } from '../../../../domain/account/ids.js';
import { MAX_REFUNDED_DEBITS } from '../../../../domain/account/state.js';
import {
  adjust,
  at,
  because,
  close,
  credits,
  debit,
  given,
  happened,
  opened,
  owe,
  pack,
  refund,
  Story,
  suspend,
  time,
} from '../../../support/domain/account.js';
import { moneyBack } from '../../../support/domain/money.js';

const lot = (revision: number, index = 0) => idAt('lot', 'acme', revision, index);

describe('refunding a debit', () => {
  it('gives back to the lots it came from', () =>
    void given(opened(), pack('p1'), debit(120))
      .when(refund(0))
      .then(happened('DebitRefunded', { credits: credits(120), repaid: 0n, lost: 0n, newLots: [] }))
      .leaves({ available: 300, lots: { 'free:2026-01': 100, 'payment:p1': 200 } }));

  it('gives back in the reverse order of consumption', () =>
    void given(opened(), pack('p1'), debit(120))
      .when(refund(0, 30))
      .leaves({ lots: { 'free:2026-01': 10, 'payment:p1': 200 } }));

  it('goes on where the refund before it stopped', () =>
    void given(opened(), pack('p1'), debit(120), refund(0, 15), debit(40), refund(0, 20))
      .when()
      .leaves({ lots: { 'free:2026-01': 15, 'payment:p1': 160 } }));

  it('never gives back more than the debit, in however many parts', () => {
    const spent = [opened(), debit(50), refund(0, 30)];
    given(...spent)
      .when(refund(0, 20.000001))
      .refused('refund_exceeds_debit', { debited: '50', refundable: '20' });
    given(...spent)
      .when(refund(0))
      .leaves({ available: 100 });
    given(...spent, refund(0))
      .when(refund(0))
      .refused('refund_exceeds_debit', { refundable: '0', reason: 'refunded_already' });
    given(...spent)
      .when(refund(0, 0))
      .refused('validation_failed');
    given(...spent)
      .when(refund(0, -1))
      .refused('validation_failed');
  });

  it('repays debt first', () =>
    void given(opened(), debit(60), owe(70))
      .when(refund(0))
      .then(happened('DebitRefunded', { repaid: credits(30) }))
      .leaves({ available: 30, debt: 0, lots: { 'free:2026-01': 30 } }));

  it('repays the debt that the debit itself made', () =>
    void given(opened(), owe(130)).when(refund(0)).leaves({ available: 100, debt: 0 }));

  it('gives what a later grant has repaid of it as a promo lot without end', () =>
    void given(opened(), owe(130), adjust(50))
      .when(refund(0))
      .then(
        happened('DebitRefunded', {
          repaid: 0n,
          lots: [{ lotId: lot(1), credits: credits(100) }],
          expired: [],
          lost: 0n,
        }),
      )
      .leaves({ available: 150, lots: { 'free:2026-01': 100, ...promo(6, 30), ...adjusted(20) } }));

  it('replaces a lot that has ended since by one promo lot of 30 days', () => {
    given(opened(), pack('p1'), debit(120), at('2026-02-16T00:00:00Z'))
      .when(refund(0))
      .then(
        happened('DebitRefunded', {
          lots: [{ lotId: lot(2), credits: credits(20) }],
          expired: [{ lotId: lot(1), credits: credits(100) }],
          newLots: [
            {
              lotId: lot(5),
              source: 'promo',
              granted: credits(100),
              paid: null,
              paidBy: `refund:${idAt('rfd', 'acme', 5)}`,
              effectiveAt: time('2026-02-16T00:00:00Z'),
              expiresAt: time('2026-03-18T00:00:00Z'),
            },
          ],
        }),
      )
      .leaves({ available: 400 });
  });

  it('returns nothing to a lot that was clawed back', () =>
    void given(opened(), pack('p1'), debit(150), moneyBack('p1', 10))
      .when(refund(0))
      .then(
        happened('DebitRefunded', {
          lost: credits(50),
          lots: [{ lotId: lot(1), credits: credits(100) }],
        }),
      )
      .leaves({ available: 100, lots: { 'free:2026-01': 100 } }));

  it('returns to a lot whose payment went back in part only what is still paid for', () =>
    void given(opened(), pack('p1'), debit(250), moneyBack('p1', 5))
      .when(refund(0))
      .then(happened('DebitRefunded', { lost: credits(50), expired: [] }))
      .leaves({ lots: { 'free:2026-01': 100, 'payment:p1': 100 } }));

  it('repeats what the debit was for and when, for whoever counts usage', () => {
    const occurredAt = time('2026-01-10T00:00:00Z');
    const purpose = { model: 'm1', action: 'ai_change', outcome: 'failed' } as const;
    given(opened(), debit(5, { purpose, occurredAt }))
      .when(refund(0))
      .then(happened('DebitRefunded', { debit: { occurredAt, ...purpose }, ...because }));
  });

  it('goes on when the account is suspended or closed', () => {
    given(opened(), debit(5), suspend).when(refund(0)).leaves({ available: 100 });
    given(opened(), debit(5), close, at('2027-01-01T00:00:00Z'))
      .when(refund(0))
      .leaves({ available: 100, lots: { 'free:2026-01': 100 } });
  });

  it('is refused for a debit of nothing, of another account, or under another id', () => {
    given(opened(), debit(0)).when(refund(0)).refused('refund_exceeds_debit');
    const story = given(opened(), debit(5)).when().told;
    const fact = story.debit(0);
    const other = { ...fact, data: { ...fact.data, accountId: 'other' } };
    const command = { type: 'RefundDebit', debitId: fact.data.debitId, reason: because } as const;
    expect(() => story.send({ ...command, debit: other })).toThrow(
      'does not exist on this account',
    );
    const odd = { ...command, debitId: idAt('dbt', 'acme', 9) };
    expect(() => story.send({ ...odd, debit: fact })).toThrow('does not exist on this account');
    expect(() => story.send({ ...command, debit: fact })).not.toThrow();
  });

  it('remembers the newest 10,000 refunded debits, and refuses older ones rather than guess', () => {
    const story = new Story();
    opened()(story);
    const [first, second] = [0, 1].map(() => {
      debit(1)(story);
      return story.events.length - 1;
    });
    const one = { type: 'DebitCredits', credits: 1n, purpose: { outcome: 'ok' } } as const;
    for (let n = 0; n < MAX_REFUNDED_DEBITS; n += 1) {
      story.send(one);
      const fact = story.events.at(-1);
      if (fact?.type !== 'CreditsDebited') throw new Error('no debit');
      const { debitId } = fact.data;
      story.send({ type: 'RefundDebit', debitId, debit: fact, credits: 1n, reason: because });
    }
    // Full: refunding the first debit drops the oldest refunded one, which is itself.
    refund(0, 0.5)(story);
    expect(story.state.refundFloor).toBe(first);
    expect(() => refund(0, 0.5)(story)).toThrow('use an adjustment');
    refund(1, 0.5)(story);
    expect(story.state.refundFloor).toBe(second);
    expect(story.state.refunds.size).toBe(MAX_REFUNDED_DEBITS);
  });
});

const adjusted = (amount: number) => ({ [`adjustment:${idAt('adj', 'acme', 4)}`]: amount });
const promo = (revision: number, amount: number) => ({
  [`refund:${idAt('rfd', 'acme', revision)}`]: amount,
});
