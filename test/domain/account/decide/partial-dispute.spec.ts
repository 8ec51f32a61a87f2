import { describe, it } from '@jest/globals';
import { idAt } from '../../../../domain/account/ids.js';
import {
  adjust,
  credits,
  debit,
  given,
  happened,
  opened,
  pack,
  refund,
  send,
  usd,
} from '../../../support/domain/account.js';
import { hold, release } from '../../../support/domain/holds.js';
import { decideDispute, disputePart, dispute, moneyBack } from '../../../support/domain/money.js';

const medium = pack('m', 550, 25);
const small = pack('s');
const LOT = idAt('lot', 'acme', 2);
const of = (amount: number) => [{ lotId: LOT, credits: credits(amount) }];

describe('a dispute about a part of a payment', () => {
  const disputed = [opened(), medium, disputePart('m', 10)];

  it('freezes the same share of what it bought, and carries its money', () =>
    void given(opened(), medium)
      .when(disputePart('m', 10))
      .then(happened('DisputeOpened', { amount: usd(10), net: usd(10), frozen: of(220) }))
      .leaves({ available: 430, frozen: 220 }));

  it('when won, thaws exactly that; when lost, takes it and leaves the lot live', () => {
    given(...disputed)
      .when(decideDispute('won'))
      .leaves({ available: 650, frozen: 0 });
    given(...disputed)
      .when(decideDispute('lost'))
      .then(happened('DisputeClosed', { amount: usd(10), whole: false, clawedBack: of(220) }))
      .leaves({ available: 430, frozen: 0, lots: { 'free:2026-01': 100, 'payment:m': 330 } });
  });

  it('has taken its part of the payment: what is left of it can be refunded', () => {
    const lost = [...disputed, decideDispute('lost')];
    given(...lost)
      .when(moneyBack('m', 15))
      .then(happened('PaymentRefunded', { whole: true, clawedBack: of(330) }));
    given(...lost)
      .when(moneyBack('m', 20))
      .then(happened('PaymentRefunded', { whole: true, clawedBack: of(330), net: usd(15) }));
  });

  it('freezes what comes back only up to what is disputed', () => {
    given(opened(), medium, debit(600), disputePart('m', 10))
      .when(refund(0))
      .then(happened('DebitRefunded', { frozen: of(170) }))
      .leaves({ available: 430, frozen: 220 });
    given(opened(), medium, hold(650), disputePart('m', 10))
      .when(release(0))
      .then(
        happened('HoldReleased', {
          released: [{ lotId: idAt('lot', 'acme', 1), credits: credits(100) }, ...of(550)],
          frozen: of(220),
        }),
      )
      .leaves({ available: 430, frozen: 220, held: 0 });
  });

  it('adds to another one about the same payment', () =>
    void given(...disputed, disputePart('m', 15, 'second'))
      .when(decideDispute('won'))
      .leaves({ available: 320, frozen: 330 }));

  it('counts tax: the share is that of all that was paid', () => {
    const gross = usd(29.75);
    const amount = usd(11.9);
    given(opened(), medium)
      .when(send({ type: 'OpenDispute', disputeId: 'd', paymentId: 'm', amount, gross }))
      .then(happened('DisputeOpened', { amount, gross, net: usd(10), frozen: of(220) }));
    given(opened(), medium)
      .when(moneyBack('m', 29.75, { gross }))
      .then(happened('PaymentRefunded', { whole: true, net: usd(25), clawedBack: of(550) }));
    given(opened(), medium, moneyBack('m', 5, { gross }))
      .when(moneyBack('m', 5, { gross: usd(26) }))
      .refused('validation_failed');
    given(opened(), medium)
      .when(moneyBack('m', 5, { gross: usd(24) }))
      .refused('validation_failed');
  });
});

describe('a dispute about what was partly spent', () => {
  const spent = [opened(), medium, debit(500)];

  it('freezes the rest; won: thaws it; lost: takes it, and the spent part is debt', () => {
    given(...spent)
      .when(dispute('m'))
      .leaves({ available: 0, frozen: 150 });
    given(...spent, dispute('m'))
      .when(decideDispute('won'))
      .leaves({ available: 150, frozen: 0 });
    given(...spent, dispute('m'))
      .when(decideDispute('lost'))
      .then(happened('DisputeClosed', { clawedBack: of(150), debt: credits(400) }))
      .leaves({ available: 0, debt: 400, level: 'overdrawn' });
    given(...spent, dispute('m'), decideDispute('lost'))
      .when(small)
      .leaves({ available: 0, debt: 200 });
  });

  it('lets other packs pay the debt of a lost one at once, and freezes none of them', () => {
    given(...spent, small)
      .when(dispute('m'))
      .leaves({ available: 200, frozen: 150, lots: { 'payment:m': 150, 'payment:s': 200 } });
    given(...spent, small, dispute('m'))
      .when(decideDispute('won'))
      .leaves({ available: 350 });
    given(...spent, small, dispute('m'))
      .when(decideDispute('lost'))
      .leaves({ available: 0, debt: 200 });
  });

  it('never touches another lot where its spent part is written off', () =>
    void given(...spent, small, adjust(10), dispute('m'))
      .when(decideDispute('lost', 'dispute', 'written_off'))
      .then(happened('DisputeClosed', { writtenOff: credits(400), debt: 0n, repaid: [] }))
      .leaves({ available: 210, debt: 0, frozen: 0 }));
});
