import { describe, expect, it } from '@jest/globals';
import {
  at,
  atRenewal,
  close,
  credits,
  debit,
  given,
  happened,
  opened,
  owe,
  pack,
  suspend,
  upgrade,
  usd,
} from '../../../support/domain/account.js';
import { moneyBack } from '../../../support/domain/money.js';

describe('recording a pack purchase', () => {
  it('grants a lot that never expires, keyed by the payment', () =>
    void given(opened())
      .when(pack('p1'))
      .then(happened('PackPurchased', { paymentId: 'p1', pack: 'small', repaid: 0n }))
      .leaves({ available: 300, lots: { 'free:2026-01': 100, 'payment:p1': 200 } }));

  it('happens once for one payment, spent or refunded meanwhile', () => {
    given(opened(), pack('p1')).when(pack('p1')).then();
    given(opened(), pack('p1'), debit(300)).when(pack('p1')).then();
    given(opened(), pack('p1'), moneyBack('p1', 10)).when(pack('p1')).then();
    given(opened(), pack('p1'), close).when(pack('p1')).then();
  });

  it('is refused when the payment has bought something else', () => {
    given(opened(), pack('p1')).when(pack('p1', 550)).refused('source_already_used');
    given(opened(), pack('p1'))
      .when(pack('p1', 200, 11))
      .refused('source_already_used', { paid_by: 'payment:p1' });
  });

  it('repays debt first', () =>
    void given(opened(), owe(130))
      .when(pack('p1'))
      .then(happened('PackPurchased', { repaid: credits(30) }))
      .leaves({ available: 170, debt: 0, lots: { 'payment:p1': 170 } }));

  it('survives renewals, upgrades, downgrades and cancellation', () =>
    void given(opened(), pack('p1'), upgrade('pro'), atRenewal('free'))
      .when(at('2026-06-01T00:00:00Z'))
      .leaves({ plan: 'free', lots: { 'free:2026-05': 100, 'payment:p1': 200 } }));

  it('survives the refund of another payment', () =>
    void given(opened(), pack('p1'), pack('p2', 550, 25))
      .when(moneyBack('p2', 25))
      .leaves({ lots: { 'free:2026-01': 100, 'payment:p1': 200 } }));

  it('goes on when the account is suspended, not when it is closed', () => {
    given(opened(), suspend).when(pack('p1')).leaves({ available: 300 });
    given(opened(), close).when(pack('p1')).refused('account_closed');
  });

  it('keeps what was paid', () => {
    const { told } = given(opened()).when(pack('p1'));
    const [, bought] = [...told.state.book.lots];
    expect(bought?.grant).toMatchObject({ source: 'pack', paid: usd(10), expiresAt: null });
  });
});
