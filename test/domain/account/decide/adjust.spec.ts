import { describe, expect, it } from '@jest/globals';
import { idAt } from '../../../../domain/account/ids.js';
import { MAX_LOTS_PER_ACCOUNT } from '../../../../domain/account/decide/guards.js';
import {
  adjust,
  because,
  close,
  credits,
  debit,
  given,
  happened,
  opened,
  owe,
  pack,
  suspend,
  time,
} from '../../../support/domain/account.js';

describe('adjusting credits by hand', () => {
  it('grants a lot of its own that never expires unless told', () => {
    const lotId = idAt('lot', 'acme', 2);
    given(opened())
      .when(adjust(50))
      .then(happened('CreditsAdjusted', { credits: credits(50), repaid: 0n, lots: [], ...because }))
      .leaves({ available: 150 });
    const { told } = given(opened()).when(adjust(50, '2026-02-01T00:00:00Z'));
    const lot = told.state.book.lots.get(lotId);
    expect(lot?.grant).toMatchObject({ paid: null, expiresAt: time('2026-02-01T00:00:00Z') });
  });

  it('repays debt first', () =>
    void given(opened(), owe(130))
      .when(adjust(50))
      .then(happened('CreditsAdjusted', { repaid: credits(30) }))
      .leaves({ available: 20, debt: 0 }));

  it('goes to debt alone when that is larger, and leaves an empty lot', () =>
    void given(opened(), owe(200)).when(adjust(50)).leaves({ available: 0, debt: 50, lots: {} }));

  it('takes in the order of consumption', () =>
    void given(opened(), pack('p1'))
      .when(adjust(-120))
      .then(
        happened('CreditsAdjusted', {
          credits: credits(-120),
          repaid: 0n,
          lots: [
            { lotId: idAt('lot', 'acme', 1), credits: credits(100) },
            { lotId: idAt('lot', 'acme', 2), credits: credits(20) },
          ],
        }),
      )
      .leaves({ lots: { 'payment:p1': 180 } }));

  it('never takes below zero', () => {
    given(opened(), debit(60))
      .when(adjust(-40.5))
      .refused('insufficient_credits', { required: '40.5', available: '40', held: '0' });
    given(opened(), debit(60)).when(adjust(-40)).leaves({ available: 0, level: 'empty' });
  });

  it('is refused for amounts and ends that make no sense', () => {
    given(opened()).when(adjust(0)).refused('validation_failed');
    given(opened()).when(adjust(1_000_000_001)).refused('amount_too_large');
    given(opened()).when(adjust(-1_000_000_001)).refused('amount_too_large');
    given(opened()).when(adjust(1, '2026-01-15T12:00:00Z')).refused('validation_failed');
    given(opened()).when(adjust(-1, '2027-01-15T12:00:00Z')).refused('validation_failed');
  });

  it('goes on when the account is suspended, not when it is closed', () => {
    given(opened(), suspend).when(adjust(5)).leaves({ available: 105 });
    given(opened(), close).when(adjust(5)).refused('account_closed');
    given().when(adjust(5)).refused('account_not_found');
  });

  it('is refused beyond 10,000 lots with something in them', () => {
    const story = given(opened()).when().told;
    const tiny = adjust(0.000001);
    for (let lots = 1; lots < MAX_LOTS_PER_ACCOUNT; lots += 1) tiny(story);
    expect(() => adjust(1)(story)).toThrow('lots already');
    expect(() => pack('p1')(story)).toThrow('lots already');
    debit(100)(story);
    adjust(1)(story);
    expect(story.state.book.available).toBe(credits(1.009999));
  });
});
