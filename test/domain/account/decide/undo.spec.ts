import { describe, it } from '@jest/globals';
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
  renew,
  upgrade,
  usd,
} from '../../../support/domain/account.js';
import { hold } from '../../../support/domain/holds.js';
import {
  decideDispute,
  dispute,
  disputePart,
  moneyBack,
  refundFails,
  winAppeal,
} from '../../../support/domain/money.js';

const medium = pack('m', 550, 25);
const small = pack('s');
const LOT = idAt('lot', 'acme', 2);
const YOUNGEST = idAt('hld', 'acme', 7);
const of = (amount: number, lotId = LOT) => [{ lotId, credits: credits(amount) }];
const first = { paymentRefundId: 'first' };
const second = { paymentRefundId: 'second' };

describe('a refund that fails later', () => {
  it('gives back exactly what it took, and the lot is live and refundable again', () =>
    void given(opened(), medium, moneyBack('m', 25))
      .when(refundFails('m'))
      .then(
        happened('PaymentRefundUndone', {
          status: 'live',
          returned: of(550),
          writtenOff: 0n,
          cancelledDebt: 0n,
        }),
      )
      .leaves({ available: 650, debt: 0, reference: 650, level: 'ok' }));

  it('leaves what was bought and spent in between as it is', () =>
    void given(opened(), medium, moneyBack('m', 25), small, debit(150))
      .when(refundFails('m'))
      .leaves({ available: 700, lots: { 'payment:m': 550, 'payment:s': 150 } }));

  it('can be followed by another refund of the whole', () =>
    void given(opened(), medium, moneyBack('m', 25), refundFails('m'))
      .when(moneyBack('m', 25, second))
      .leaves({ available: 100 }));

  it('no longer writes off what was spent', () =>
    void given(opened(), small, debit(250), moneyBack('s', 10))
      .when(refundFails('s'))
      .then(happened('PaymentRefundUndone', { returned: of(50), writtenOff: credits(150) }))
      .leaves({ available: 50 }));

  it('cancels its debt, whether it is still owed or was paid by other lots at once', () => {
    const asDebt = moneyBack('s', 10, { policy: 'debt' });
    given(opened(), small, debit(250), asDebt)
      .when(refundFails('s'))
      .then(happened('PaymentRefundUndone', { cancelledDebt: credits(150), lots: [] }))
      .leaves({ available: 50, debt: 0 });
    given(opened(), small, debit(250), adjust(100), asDebt)
      .when(refundFails('s'))
      .then(
        happened('PaymentRefundUndone', {
          cancelledDebt: credits(50),
          lots: of(100, idAt('lot', 'acme', 5)),
          newLots: [],
        }),
      )
      .leaves({ available: 150, debt: 0, lots: { 'payment:s': 50, [ADJUSTED]: 100 } });
  });

  it('gives debt that a grant has repaid since back as a lot without expiry', () =>
    void given(opened(), small, debit(250), moneyBack('s', 10, { policy: 'debt' }), adjust(200))
      .when(refundFails('s'))
      .then(happened('PaymentRefundUndone', { cancelledDebt: 0n }))
      .leaves({ available: 250, lots: { 'payment:s': 50, [GIVEN]: 50, [UNDONE]: 150 } }));

  it('lets what comes back repay debt that was made since', () =>
    void given(opened(), medium, moneyBack('m', 25), owe(130))
      .when(refundFails('m'))
      .then(happened('PaymentRefundUndone', { returned: of(550), repaid: of(30) }))
      .leaves({ available: 520, debt: 0 }));

  it('gives open holds back what they lost, and ended ones’ to the lot', () => {
    const held = [opened(), debit(100), small, hold(150), moneyBack('s', 10)];
    given(...held)
      .when(refundFails('s'))
      .leaves({ available: 50, held: 150 });
    given(...held, at('2026-01-15T13:00:00Z'))
      .when(refundFails('s'))
      .leaves({ available: 200, held: 0 });
  });

  it('lets a later refund have cut the youngest hold alone', () => {
    const holds = [opened(), debit(100), small, hold(150), hold(50)];
    const fails = refundFails('s', 'first');
    given(...holds, moneyBack('s', 2, first), moneyBack('s', 1, second), fails)
      .when(refundFails('s', 'second'))
      .then(
        happened('PaymentRefundUndone', {
          heldAgain: [{ holdId: YOUNGEST, credits: credits(20) }],
        }),
      )
      .leaves({ available: 0, held: 200 });
  });

  it('lets later refunds have taken what it no longer takes', () =>
    void given(opened(), medium, debit(500), moneyBack('m', 10, first), moneyBack('m', 5, second))
      .when(refundFails('m', 'first'))
      .then(
        happened('PaymentRefundUndone', {
          returned: of(40),
          writtenOff: credits(180),
          claims: [
            {
              kind: 'refund',
              claimId: 'second',
              net: usd(5),
              unspent: credits(110),
              lost: 0n,
              held: [],
              writtenOff: 0n,
              debt: 0n,
              repaid: [],
            },
          ],
        }),
      )
      .leaves({ available: 40 }));

  it('comes back frozen where the payment is disputed', () =>
    void given(opened(), medium, debit(450), moneyBack('m', 15), disputePart('m', 10))
      .when(refundFails('m'))
      .then(happened('PaymentRefundUndone', { returned: of(200), frozen: of(200) }))
      .leaves({ available: 0, frozen: 200 }));

  it('gives back no time: the lot has ended meanwhile', () => {
    const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    const paidBy = 'invoice_line:il_1';
    given(opened(), upgrade('pro', january), moneyBack('pi', 20, { paidBy }))
      .when(at('2026-03-01T00:00:00Z'), refundFails('pi', undefined, { paidBy }))
      .then(
        happened('LotExpired'),
        happened('PaymentRefundUndone', { status: 'expired', returned: [] }),
      )
      .leaves({ available: 0 });
  });

  it('does not revive a lot that a renewal has replaced, before the refund or after it', () => {
    const january = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');
    const february = line('il_2', '2026-02-15T12:00:00Z', '2026-03-15T12:00:00Z');
    const paidBy = 'invoice_line:il_1';
    const back = moneyBack('pi', 20, { paidBy });
    const failed = refundFails('pi', undefined, { paidBy });
    const renewed = [at('2026-02-15T13:00:00Z'), renew(february)];
    for (const past of [
      [back, ...renewed],
      [...renewed, back],
    ]) {
      given(opened(), upgrade('pro', january), ...past)
        .when(failed)
        .leaves({ lots: { 'invoice_line:il_2': 500 } });
    }
  });

  it('leaves to a lost dispute about the whole what it no longer takes', () => {
    const both = [opened(), small, debit(150), dispute('s'), moneyBack('s', 10)];
    given(...both, decideDispute('lost'))
      .when(refundFails('s'))
      .then(
        happened('PaymentRefundUndone', {
          status: null,
          returned: [],
          writtenOff: credits(50),
          cancelledDebt: credits(-50),
        }),
      )
      .leaves({ available: 0, debt: 50 });
    given(...both, decideDispute('won'))
      .when(refundFails('s'))
      .leaves({ available: 150, debt: 0 });
  });

  it('is undone once, and only where it was recorded', () => {
    given(opened(), medium, moneyBack('m', 25), refundFails('m'))
      .when(refundFails('m'))
      .refused('payment_refund_not_found', { payment_refund_id: 'refund-of-m' });
    given(opened()).when(refundFails('m')).refused('payment_not_found');
  });

  it('is undone on a closed account too', () =>
    void given(opened(), medium, moneyBack('m', 25), close)
      .when(refundFails('m'))
      .leaves({ available: 650 }));
});

const GIVEN = `adjustment:${idAt('adj', 'acme', 7)}`;
const ADJUSTED = `adjustment:${idAt('adj', 'acme', 5)}`;
const UNDONE = 'undone:refund-of-s';

describe('an appeal that wins a lost dispute', () => {
  it('gives the same credits back', () => {
    given(opened(), medium, dispute('m'), decideDispute('lost'))
      .when(winAppeal('m'))
      .then(happened('DisputeReinstated', { status: 'live', returned: of(550) }))
      .leaves({ available: 650, frozen: 0 });
    given(opened(), medium, disputePart('m', 10), decideDispute('lost'))
      .when(winAppeal('m'))
      .leaves({ available: 650 });
  });

  it('cancels the debt of what had been spent, and gives other lots back what they paid', () =>
    void given(opened(), medium, debit(500), small, dispute('m'), decideDispute('lost'))
      .when(winAppeal('m'))
      .leaves({ available: 350, debt: 0, lots: { 'payment:m': 150, 'payment:s': 200 } }));

  it('is refused where the dispute was not lost', () => {
    given(opened(), medium, dispute('m'))
      .when(winAppeal('m'))
      .refused('dispute_not_lost', { dispute_id: 'dispute' });
    given(opened(), medium, dispute('m'), decideDispute('won'))
      .when(winAppeal('m'))
      .refused('dispute_not_lost');
  });
});
