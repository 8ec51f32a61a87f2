import { describe, expect, it } from '@jest/globals';
import { idAt } from '../../../../domain/account/ids.js';
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
  upgrade,
} from '../../../support/domain/account.js';
import { dispute, moneyBack } from '../../../support/domain/money.js';

const LOT = idAt('lot', 'acme', 2);
const taken = (amount: number) => [{ lotId: LOT, credits: credits(amount) }];

describe('recording that a payment was refunded', () => {
  it('takes back what is unspent of what it bought, and writes the spent part off', () =>
    void given(opened(), pack('p1'), debit(130))
      .when(moneyBack('p1', 10))
      .then(
        happened('PaymentRefunded', {
          paymentId: 'p1',
          paidBy: 'payment:p1',
          lotId: LOT,
          whole: true,
          clawedBack: taken(170),
          clawedBackFrozen: [],
          writtenOff: credits(30),
          debt: 0n,
          repaid: [],
        }),
      )
      .leaves({ available: 0, debt: 0 }));

  it('makes the spent part debt where it is told to', () =>
    void given(opened(), pack('p1'), debit(130))
      .when(moneyBack('p1', 10, { policy: 'debt' }))
      .then(happened('PaymentRefunded', { writtenOff: 0n, debt: credits(30), repaid: [] }))
      .leaves({ available: 0, debt: 30 }));

  it('keeps why somebody here asked for it', () =>
    void given(opened(), pack('p1'))
      .when(moneyBack('p1', 10, { reason: { reasonCode: 'billing_error', ticket: 'ZD-4711' } }))
      .then(happened('PaymentRefunded', { reasonCode: 'billing_error', ticket: 'ZD-4711' })));

  it('lets other lots repay that debt at once: debt and credits never stand together', () =>
    void given(opened(), pack('p1'), debit(130), adjust(50))
      .when(moneyBack('p1', 10, { policy: 'debt' }))
      .then(
        happened('PaymentRefunded', {
          debt: credits(30),
          repaid: [{ lotId: idAt('lot', 'acme', 4), credits: credits(30) }],
        }),
      )
      .leaves({ available: 20, debt: 0 }));

  it('takes a share for a part, rounded down, and over all parts exactly the whole', () => {
    const third = [opened(), pack('p1', 100, 9.99), moneyBack('p1', 3.33)];
    given(...third)
      .when()
      .leaves({ available: 166.666667 });
    given(...third, moneyBack('p1', 3.33), moneyBack('p1', 3.33))
      .when()
      .leaves({ available: 100 });
    const odd = [opened(), pack('p1', 1, 9.99), moneyBack('p1', 0.01)];
    given(...odd)
      .when()
      .leaves({ available: 100.998999 });
  });

  it('takes what is unspent of each part, and writes the rest of it off', () => {
    const spent = [opened(), pack('p1'), debit(250)];
    given(...spent)
      .when(moneyBack('p1', 4))
      .then(happened('PaymentRefunded', { clawedBack: taken(50), writtenOff: credits(30) }))
      .leaves({ available: 0 });
    given(...spent, moneyBack('p1', 4))
      .when(moneyBack('p1', 6))
      .then(happened('PaymentRefunded', { clawedBack: [], writtenOff: credits(120) }));
  });

  it('gives in four uneven parts exactly the whole', () => {
    const parts = [8.33, 8.33, 8.33, 0.01].map((dollars) => moneyBack('m', dollars));
    [466.74, 283.48, 100.22, 100].forEach((available, n) => {
      given(opened(), pack('m', 550, 25))
        .when(...parts.slice(0, n + 1))
        .leaves({ available });
    });
  });

  it('takes the unspent part before it counts the spent one', () =>
    void given(opened(), pack('p1'), debit(150))
      .when(moneyBack('p1', 5))
      .then(happened('PaymentRefunded', { whole: false, clawedBack: taken(100), writtenOff: 0n }))
      .leaves({ available: 50 }));

  it('counts over all its parts what was written off before', () =>
    void given(opened(), pack('p1'), debit(250), moneyBack('p1', 5), refund(0, 60))
      .when(moneyBack('p1', 5))
      .then(
        happened('PaymentRefunded', {
          whole: true,
          clawedBack: taken(60),
          writtenOff: credits(40),
        }),
      )
      .leaves({ available: 0, debt: 0 }));

  it('does not charge what was adjusted away or has expired as if it were spent', () => {
    given(opened(), debit(100), pack('p1'), adjust(-50))
      .when(moneyBack('p1', 10, { policy: 'debt' }))
      .then(happened('PaymentRefunded', { debt: 0n, writtenOff: 0n }))
      .leaves({ available: 0, debt: 0 });
    const billed = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    const expired = [opened(), debit(100), upgrade('pro', billed), debit(200)];
    given(...expired, at('2026-02-20T00:00:00Z'))
      .when(moneyBack('pi_1', 20, { paidBy: 'invoice_line:il_1', policy: 'debt' }))
      .then(happened('PaymentRefunded', { clawedBack: [], debt: credits(200), writtenOff: 0n }))
      .leaves({ debt: 200 });
  });

  it('takes from the plan lot that an invoice line bought, and only from that', () => {
    const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    const february = line('il_2', '2026-02-15T12:00:00Z', '2026-03-15T12:00:00Z');
    given(
      opened(),
      upgrade('pro', january),
      pack('p1'),
      at('2026-02-16T00:00:00Z'),
      renew(february),
    )
      .when(moneyBack('pi_2', 20, { paidBy: 'invoice_line:il_2' }))
      .leaves({ lots: { 'payment:p1': 200 } });
    given(
      opened(),
      upgrade('pro', january),
      pack('p1'),
      at('2026-02-16T00:00:00Z'),
      renew(february),
    )
      .when(moneyBack('pi_1', 20, { paidBy: 'invoice_line:il_1' }))
      .leaves({ lots: { 'payment:p1': 200, 'invoice_line:il_2': 500 } });
  });

  it('takes from what a dispute has frozen when nothing else is left', () =>
    void given(opened(), pack('p1'), dispute('p1'))
      .when(moneyBack('p1', 10))
      .then(happened('PaymentRefunded', { clawedBack: [], clawedBackFrozen: taken(200) }))
      .leaves({ available: 100, frozen: 0 }));

  it('never gives a lot back what its payment no longer covers', () =>
    void given(opened(), pack('p1'), debit(150), moneyBack('p1', 10), refund(0))
      .when()
      .leaves({ available: 100, lots: { 'free:2026-01': 100 } }));

  it('is refused for an unknown payment, another currency, and more than was paid', () => {
    given(opened()).when(moneyBack('p9', 1)).refused('payment_not_found', { payment_id: 'p9' });
    given(opened())
      .when(moneyBack('x', 1, { paidBy: 'free:2026-01' }))
      .refused('payment_not_found');
    given(opened(), pack('p1')).when(moneyBack('p1', 10.01)).refused('validation_failed');
    given(opened(), pack('p1'), moneyBack('p1', 4))
      .when(moneyBack('p1', 7))
      .refused('validation_failed');
    given(opened(), pack('p1')).when(moneyBack('p1', 0)).refused('validation_failed');
    const { told } = given(opened(), pack('p1')).when();
    const amount = { minor: 1_000n, currency: 'eur' };
    const euros = {
      type: 'RecordPaymentRefund',
      paymentRefundId: 're',
      paymentId: 'p1',
      amount,
    } as const;
    expect(() => told.send(euros)).toThrow('expected usd');
  });

  it('is recorded also on a closed account and beside an older debt', () => {
    given(opened(), pack('p1'), close).when(moneyBack('p1', 10)).leaves({ available: 100 });
    given(opened(), pack('p1'), owe(350))
      .when(moneyBack('p1', 10, { policy: 'debt' }))
      .leaves({ available: 0, debt: 250 });
  });
});
