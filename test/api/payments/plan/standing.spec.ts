import { describe, expect, it } from '@jest/globals';
import {
  backOf,
  standingOf,
  whyNotRefundable,
} from '../../../../api/payments/reads/payment-back.js';

const dispute = (status: string, gone: number, isRefundable = false) => ({
  status,
  is_charge_refundable: isRefundable,
  gone: String(gone),
  fee: '1500',
  net: String(-gone - 1_500),
});
const paid = (received: bigint, refunded = 0n) => ({ received, refunded });
const back = (...disputes: ReturnType<typeof dispute>[]) =>
  backOf({ refunds_net: null, disputes: disputes.length === 0 ? null : disputes });

describe('how a payment stands', () => {
  it.each([
    ['unpaid', paid(0n), back()],
    ['paid', paid(10n), back()],
    ['partly_refunded', paid(10n, 9n), back()],
    ['refunded', paid(10n, 10n), back()],
    ['disputed', paid(10n), back(dispute('needs_response', 10))],
    ['disputed', paid(10n), back(dispute('under_review', 0))],
    ['disputed', paid(10n, 5n), back(dispute('won', 3))],
    ['lost', paid(10n, 5n), back(dispute('needs_response', 1), dispute('lost', 4))],
    ['lost', paid(10n), back(dispute('appeal_under_review', 10))],
    ['paid', paid(10n), back(dispute('won', 0, true), dispute('warning_closed', 0, true))],
    ['partly_refunded', paid(10n, 1n), back(dispute('won', 0, true))],
  ])('is %s: %j', (standing, money, of) => {
    expect(standingOf(money, of)).toBe(standing);
  });
});

describe('whether it can be refunded', () => {
  it('is said for the first reason for which a refund would be refused', () => {
    const lost = back(dispute('lost', 10));
    expect(whyNotRefundable(paid(10n, 10n), false, lost)).toBe('no_account');
    expect(whyNotRefundable(paid(0n), true, lost)).toBe('nothing_paid');
    expect(whyNotRefundable(paid(10n, 10n), true, lost)).toBe('disputed');
    expect(whyNotRefundable(paid(10n, 10n), true, back())).toBe('all_back');
    expect(whyNotRefundable(paid(10n, 9n), true, back())).toBeNull();
  });
});

describe('what went back', () => {
  it('adds up refunds, and disputes with their fees', () => {
    const disputes = [dispute('lost', 1_000), dispute('won', 0)];
    expect(backOf({ refunds_net: '-400', disputes })).toMatchObject({
      disputed: 1_000n,
      disputeFee: 3_000n,
      net: -4_400n,
    });
    expect(backOf({ refunds_net: null, disputes: null }).net).toBe(0n);
  });
});
