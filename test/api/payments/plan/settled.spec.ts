import { describe, expect, it } from '@jest/globals';
import {
  settleableOf,
  settlementOf,
  type Outcome,
  type Standing,
} from '../../../../api/payments/plan/settled.js';
import type { PaymentNow, RefundNow } from '../../../../api/payments/plan/tree.js';

const usd = (minor: bigint) => ({ minor, currency: 'usd' });
const PAYMENT: PaymentNow = {
  paymentId: 'pi_1',
  status: 'succeeded',
  amount: usd(2_500n),
  received: 2_500n,
  customerId: null,
  failureCode: null,
  charge: null,
  createdAt: 0,
};
const refund = (refundId: string, minor: bigint, status = 'pending', createdAt = 1): RefundNow => ({
  refundId,
  chargeId: null,
  amount: usd(minor),
  status,
  failureReason: null,
  requestId: null,
  balance: null,
  failure: null,
  createdAt,
});
const NOTHING: Outcome = { granted: null, payment: PAYMENT, refunds: [] };
const back = (...refunds: RefundNow[]): Outcome => ({ ...NOTHING, refunds });
const granted = (approvalId: string | null): Outcome => ({ ...NOTHING, granted: { approvalId } });
const entry = (did: string, more: { actor?: string; reason?: string; link?: string } = {}) => ({
  actor: 'system',
  reason: null,
  link: null,
  did,
  ...more,
});
const OPEN: Standing = { isResolved: false, entries: [] };
const resolved = (...entries: Standing['entries']): Standing => ({ isResolved: true, entries });
const ASKED = entry('asked', { actor: 'staff:stf_1', link: 'apr_1' });

describe('a finding about money that was paid and not granted', () => {
  it.each<[string, Outcome]>([
    ['nothing has happened', NOTHING],
    ['a part has gone back', back(refund('re_1', 1_000n))],
    ['its refund has failed', back(refund('re_1', 2_500n, 'failed'))],
    ['its refund waits for the payer', back(refund('re_1', 2_500n, 'requires_action'))],
  ])('stays while %s', (_, outcome) => {
    expect(settlementOf(OPEN, outcome)).toBeUndefined();
    expect(settlementOf({ ...OPEN, entries: [ASKED] }, outcome)).toBeUndefined();
  });

  it('is resolved by the approval that has granted it', () => {
    const settlement = { did: 'resolved', reason: 'granted', link: 'apr_1' };
    expect(settlementOf({ ...OPEN, entries: [ASKED] }, granted('apr_1'))).toEqual(settlement);
  });

  it('has cleared itself where the payment has granted without one', () => {
    const settlement = { did: 'resolved', reason: 'settled', link: null };
    expect(settlementOf(OPEN, granted(null))).toEqual(settlement);
  });

  it('is resolved by the newest of the refunds that give all of it back', () => {
    const refunds = [refund('re_2', 1_500n, 'pending', 9), refund('re_1', 1_000n, 'succeeded', 3)];
    const settlement = { did: 'resolved', reason: 'refunded', link: 're_2' };
    expect(settlementOf(OPEN, back(...refunds))).toEqual(settlement);
    expect(settlementOf(OPEN, back(...refunds.toReversed()))).toEqual(settlement);
  });

  it('is open again once one of its refunds has failed, and resolved by the next', () => {
    const first = entry('resolved', { reason: 'refunded', link: 're_2' });
    const failed = [refund('re_1', 1_000n, 'failed'), refund('re_2', 1_500n, 'succeeded', 2)];
    const reopened = { did: 'reopened', link: 're_2' };
    expect(settlementOf(resolved(first), back(...failed))).toEqual(reopened);
    const open = { isResolved: false, entries: [first, entry('reopened', { link: 're_2' })] };
    expect(settlementOf(open, back(...failed))).toBeUndefined();
    const again = back(...failed, refund('re_3', 1_000n, 'pending', 3));
    expect(settlementOf(open, again)).toMatchObject({ did: 'resolved', link: 're_3' });
  });

  it('is settled once: whoever resolves or re-opens it by hand has the last word', () => {
    const own = entry('resolved', { reason: 'granted', link: 'apr_1' });
    const byHand = (did: string) => entry(did, { actor: 'staff:stf_1', reason: 'refunded' });
    expect(settlementOf(resolved(own), granted('apr_1'))).toBeUndefined();
    const reopened = { isResolved: false, entries: [own, byHand('reopened')] };
    expect(settlementOf(reopened, granted('apr_1'))).toBeUndefined();
    expect(settlementOf(resolved(byHand('resolved')), NOTHING)).toBeUndefined();
    expect(settlementOf(resolved(byHand('resolved')), granted(null))).toBeUndefined();
  });
});

describe('what a payment settles', () => {
  const sold = { paymentId: 'pi_1', saleId: 'in_1', lineIds: ['il_1'], isOnly: true };
  const of = (more: Partial<typeof sold>, objectId: string) =>
    settleableOf({ ...sold, ...more }).find((each) => each.objectId === objectId);

  it('is the findings of the only line it is for, by either grant or by its refund', () => {
    const sources = ['payment:pi_1', 'invoice_line:il_1'];
    for (const objectId of ['pi_1', 'in_1', 'il_1']) {
      expect(of({}, objectId)).toEqual({ objectId, sources, isByRefund: true });
    }
  });

  it('is not those of one line of several, or paid by several: only its own grant is', () => {
    for (const more of [{ lineIds: ['il_1', 'il_2'] }, { isOnly: false }]) {
      const alone = { objectId: 'il_1', sources: ['invoice_line:il_1'], isByRefund: false };
      expect(of(more, 'il_1')).toEqual(alone);
      expect(of(more, 'pi_1')).toMatchObject({ sources: ['payment:pi_1'], isByRefund: true });
    }
  });
});
