import { describe, expect, it } from '@jest/globals';
import { topUpDue } from '../../../../domain/account/state.js';
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
  reinstate,
  send,
  suspend,
  usd,
  type Step,
} from '../../../support/domain/account.js';
import { hold, release, settle } from '../../../support/domain/holds.js';
import { dispute } from '../../../support/domain/money.js';
import {
  consent,
  topUpFails,
  toppedUp,
  withdrawConsent,
  WORDS,
} from '../../../support/domain/topups.js';

/** Whether a top-up is due after these steps of an account with 100 credits. */
const due = (...steps: Step[]): boolean => topUpDue(given(opened(), ...steps).when().told.state);

describe('a consent to automatic top-ups', () => {
  it('is kept word for word, with its terms and who gave it', () => {
    const terms = { threshold: credits(50), pack: 'small', price: usd(10), monthlyCap: usd(30) };
    given(opened())
      .when(consent({ memberId: 'ada' }))
      .then(happened('AutoTopUpConfigured', { ...terms, consent: WORDS, memberId: 'ada' }));
  });

  it('is recorded each time it is given, whether or not its terms change', () => {
    given(opened(), consent()).when(consent()).then(happened('AutoTopUpConfigured'));
    const { state } = given(opened(), consent(), consent({ threshold: credits(20) })).when().told;
    expect(state.autoTopUp).toMatchObject({ threshold: credits(20), consentVersion: 'en-1' });
  });

  it('ends when it is taken back, which somebody on the staff gives a reason for', () => {
    given(opened(), consent())
      .when(withdrawConsent)
      .then(happened('AutoTopUpTurnedOff', { why: 'withdrawn' }));
    given(opened(), consent())
      .when(send({ type: 'TurnOffAutoTopUp', reason: because }))
      .then(happened('AutoTopUpTurnedOff', { why: 'withdrawn', ...because }));
    given(opened()).when(withdrawConsent).then();
    given(opened(), consent(), withdrawConsent).when(withdrawConsent).then();
  });

  it('ends with the account', () => {
    expect(given(opened(), consent(), close).when().told.state.autoTopUp).toBeNull();
    expect(due(consent(), debit(60), close)).toBe(false);
    given(opened(), close).when(consent()).refused('account_closed');
    given().when(consent()).refused('account_not_found');
  });

  it.each([
    ['threshold', { threshold: 0n }],
    ['credits', { credits: 0n }],
    ['price.minor', { price: usd(0) }],
    ['monthly_cap.minor', { monthlyCap: usd(9.99) }],
    ['monthly_cap.minor', { monthlyCap: usd(100_000_000_001) }],
    ['monthly_cap.currency', { monthlyCap: { minor: 3000n, currency: 'eur' } }],
    ['consent.version', { consent: { ...WORDS, version: '' } }],
    ['consent.text', { consent: { ...WORDS, text: ' ' } }],
    ['consent.text', { consent: { ...WORDS, text: 'x'.repeat(4_001) } }],
  ])('is refused with %s out of bounds', (name, terms) => {
    given(opened())
      .when(consent(terms))
      .refused('validation_failed', { invalid_parameters: [{ name }] });
  });
});

describe('a top-up is due', () => {
  it('once a debit leaves less than the threshold', () => {
    expect(due(consent(), debit(50))).toBe(false);
    expect(due(consent(), debit(50.000001))).toBe(true);
    expect(due(consent(), owe(300))).toBe(true);
  });

  it('where consent is given below the threshold', () => {
    expect(due(debit(60))).toBe(false);
    expect(due(debit(60), consent())).toBe(true);
    expect(due(debit(50), consent())).toBe(false);
    expect(due(debit(60), consent(), withdrawConsent)).toBe(false);
  });

  it('once a hold is settled, not while it only reserves', () => {
    expect(due(consent(), hold(60))).toBe(false);
    expect(due(consent(), hold(60), settle(0, 60))).toBe(true);
    expect(due(consent(), hold(60), release(0))).toBe(false);
  });

  it('by a charge alone, whatever else takes credits', () => {
    expect(due(consent(), adjust(-60))).toBe(false);
    expect(due(consent(), adjust(-60), debit(0))).toBe(false);
    expect(due(consent(), adjust(-60), debit(1))).toBe(true);
    expect(due(debit(90), pack('p1'), consent(), dispute('p1'))).toBe(false);
  });

  it('until other credits lift the account, and not again before it is charged again', () => {
    const lifted = [consent(), debit(60), adjust(10)];
    expect(due(...lifted)).toBe(false);
    expect(due(...lifted, adjust(-10))).toBe(false);
    expect(due(...lifted, debit(10))).toBe(true);
  });

  it('for an open account, not for a suspended one', () => {
    expect(due(consent(), debit(60), suspend)).toBe(false);
    expect(due(consent(), debit(60), suspend, reinstate)).toBe(true);
  });
});

describe('a top-up that is paid', () => {
  it('grants its pack and says so in the same append', () => {
    given(opened(), consent(), debit(60))
      .when(toppedUp('p1'))
      .then(
        happened('PackPurchased', { purchaseId: 'p1' }),
        happened('AutoTopUpSucceeded', { purchaseId: 'p1', paymentId: 'pi-p1' }),
      )
      .leaves({ available: 240 });
    given(opened(), consent(), debit(60), toppedUp('p1')).when(toppedUp('p1')).then();
  });

  it('answers every charge before it, even where it does not reach the threshold', () => {
    expect(due(consent(), owe(500), toppedUp('p1'))).toBe(false);
    expect(due(consent(), owe(500), toppedUp('p1'), owe(1))).toBe(true);
  });

  it('grants also after the consent has ended', () => {
    given(opened(), consent(), debit(60), withdrawConsent)
      .when(toppedUp('p1'))
      .then(happened('PackPurchased'), happened('AutoTopUpSucceeded'))
      .leaves({ available: 240 });
  });
});

describe('a top-up that fails', () => {
  const below = [opened(), consent(), at('2026-01-15T13:00:00Z'), debit(60)];

  it('says why, and is tried again after a charge at least an hour later', () => {
    given(...below)
      .when(topUpFails('p1', 'insufficient_funds'))
      .then(happened('AutoTopUpFailed', { code: 'insufficient_funds', inARow: 1 }));
    const failed = [...below.slice(1), topUpFails('p1')];
    expect(due(...failed)).toBe(false);
    expect(due(...failed, at('2026-01-15T13:59:59Z'), debit(1))).toBe(false);
    expect(due(...failed, at('2026-01-15T14:00:00Z'))).toBe(false);
    expect(due(...failed, at('2026-01-15T14:00:00Z'), debit(1))).toBe(true);
  });

  it('counts usage that is reported late by when it occurred', () => {
    const failed = [...below.slice(1), topUpFails('p1'), at('2026-01-15T15:00:00Z')];
    const occurredAt = Date.UTC(2026, 0, 15, 13, 59);
    expect(due(...failed, debit(1, { occurredAt }))).toBe(false);
  });

  it('ends them the third time in a row, with the reason', () => {
    given(...below, topUpFails('p1'), topUpFails('p2'))
      .when(topUpFails('p3', 'expired_card'))
      .then(
        happened('AutoTopUpFailed', { inARow: 3 }),
        happened('AutoTopUpTurnedOff', { why: 'failures', code: 'expired_card' }),
      );
    const off = [...below.slice(1), topUpFails('p1'), topUpFails('p2'), topUpFails('p3')];
    expect(due(...off, at('2026-01-16T13:00:00Z'), debit(1))).toBe(false);
    expect(due(...off, consent())).toBe(true);
  });

  it('is the first again after one that was paid, and after another consent', () => {
    const twice = [...below, topUpFails('p1'), topUpFails('p2')];
    const first = happened('AutoTopUpFailed', { inARow: 1 });
    given(...twice, toppedUp('p3'))
      .when(topUpFails('p4'))
      .then(first);
    given(...twice, consent())
      .when(topUpFails('p4'))
      .then(first);
  });

  it('is nothing to the ledger once the consent has ended', () => {
    given(...below, withdrawConsent)
      .when(topUpFails('p1'))
      .then();
    given(...below, close)
      .when(topUpFails('p1'))
      .then();
    given(opened()).when(topUpFails('p1')).then();
  });
});
