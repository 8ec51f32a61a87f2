import { describe, expect, it } from '@jest/globals';
import { paymentMessages } from '../../../../api/payments/converge/payment-messages.js';
import {
  backFindings,
  planBack,
  type LedgerBack,
} from '../../../../api/payments/plan/money-back.js';
import type {
  BalanceTransactionNow,
  DisputeNow,
  PaymentNow,
  RefundNow,
} from '../../../../api/payments/plan/tree.js';

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
const moved = (amount: bigint, createdAt: number, currency = 'usd'): BalanceTransactionNow => ({
  id: `txn_${createdAt}`,
  type: 'adjustment',
  reportingCategory: 'dispute',
  amount: { minor: amount, currency },
  fee: 0n,
  net: amount,
  feeDetails: [],
  exchangeRate: null,
  sourceId: null,
  status: 'available',
  createdAt,
  availableAt: createdAt,
});
const refund = (more: Partial<RefundNow>): RefundNow => ({
  refundId: 're_1',
  chargeId: null,
  amount: usd(1_000n),
  status: 'succeeded',
  failureReason: null,
  requestId: null,
  balance: moved(-1_000n, 7),
  failure: null,
  createdAt: 5,
  ...more,
});
const dispute = (more: Partial<DisputeNow>): DisputeNow => ({
  disputeId: 'du_1',
  chargeId: null,
  amount: usd(1_000n),
  reason: 'fraudulent',
  status: 'needs_response',
  isChargeRefundable: false,
  evidenceDueAt: null,
  balances: [moved(-1_000n, 7)],
  createdAt: 5,
  ...more,
});
const tree = (back: { refunds?: RefundNow[]; disputes?: DisputeNow[] }) => ({
  payment: PAYMENT,
  back: { refunds: [], disputes: [], warnings: [], ...back },
});
const ledger = (more: Partial<Record<keyof LedgerBack, string>> = {}): LedgerBack => {
  const of = (name: keyof LedgerBack) => new Set(more[name] === undefined ? [] : [more[name]]);
  return { refunded: of('refunded'), disputed: of('disputed'), lost: of('lost') };
};
const reason = { reasonCode: 'billing_error', ticket: 'ZD-4711' } as const;
const requests = new Map([['rfq_1', { policy: 'debt' as const, actor: 'staff:ann', reason }]]);
const plan = (back: Parameters<typeof tree>[0], has = ledger()) =>
  planBack(tree(back), { paymentId: 'pi_1', gross: usd(2_500n), requests }, has);
const kinds = (steps: ReturnType<typeof plan>) => steps.map(({ command }) => command.type);

describe('a refund', () => {
  it('found in Stripe is written off; one that was asked for goes by its request', () => {
    expect(plan({ refunds: [refund({})] })).toEqual([
      {
        commandId: 're_1',
        objectId: 're_1',
        paymentId: 'pi_1',
        actor: null,
        at: 7,
        command: {
          type: 'RecordPaymentRefund',
          paymentId: 'pi_1',
          paymentRefundId: 're_1',
          amount: usd(1_000n),
          gross: usd(2_500n),
          policy: 'written_off',
        },
      },
    ]);
    const [asked] = plan({ refunds: [refund({ requestId: 'rfq_1' })] });
    expect(asked).toMatchObject({ actor: 'staff:ann', command: { policy: 'debt', reason } });
    const [unknown] = plan({ refunds: [refund({ requestId: 'rfq_other' })] });
    expect(unknown).toMatchObject({ actor: null, command: { policy: 'written_off' } });
  });

  it.each([
    ['pending', false, ['RecordPaymentRefund']],
    ['succeeded', true, []],
    ['requires_action', false, []],
    ['failed', false, []],
    ['failed', true, ['UndoPaymentRefund']],
    ['canceled', true, ['UndoPaymentRefund']],
  ])('that is %s, and in the ledger: %s, leads to %j', (status, isIn, expected) => {
    const has = ledger(isIn ? { refunded: 're_1' } : {});
    expect(kinds(plan({ refunds: [refund({ status })] }, has))).toEqual(expected);
  });
});

describe('a dispute', () => {
  const back = [moved(-1_000n, 7), moved(1_000n, 9)];
  it.each<[string, Partial<DisputeNow>, ReturnType<typeof ledger>, string[]]>([
    ['asked about', { status: 'warning_needs_response', balances: [] }, ledger(), []],
    ['prevented', { status: 'prevented', balances: [] }, ledger(), []],
    ['that has no money yet', { balances: [] }, ledger(), []],
    ['with money', {}, ledger(), ['OpenDispute']],
    ['that is open', {}, ledger({ disputed: 'du_1' }), []],
    ['won unseen', { status: 'won', balances: back }, ledger(), []],
    ['won', { status: 'won', balances: back }, ledger({ disputed: 'du_1' }), ['CloseDispute']],
    ['lost unseen', { status: 'lost' }, ledger(), ['OpenDispute', 'CloseDispute']],
    ['lost', { status: 'lost' }, ledger({ disputed: 'du_1' }), ['CloseDispute']],
    ['under appeal', { status: 'appeal_under_review' }, ledger({ lost: 'du_1' }), []],
    [
      'won by appeal',
      { status: 'won', balances: back },
      ledger({ lost: 'du_1' }),
      ['ReinstateDispute'],
    ],
  ])('%s leads to the commands that are missing', (_, more, has, expected) => {
    expect(kinds(plan({ disputes: [dispute(more)] }, has))).toEqual(expected);
  });

  it('is over what was withdrawn, or its own amount where the balance has another currency', () => {
    const amountOf = (balances: BalanceTransactionNow[]) =>
      plan({ disputes: [dispute({ balances })] }).map(({ command }) => command)[0];
    expect(amountOf([moved(-400n, 7)])).toMatchObject({ amount: usd(400n) });
    expect(amountOf([moved(-400n, 7, 'eur')])).toMatchObject({ amount: usd(1_000n) });
  });

  it('that was won with less than was withdrawn is for a person', () => {
    const balances = [moved(-1_000n, 7), moved(600n, 9)];
    expect(backFindings(tree({ disputes: [dispute({ status: 'won', balances })] }))).toEqual([
      { class: 'dispute_not_reflected', objectId: 'du_1', ours: '1000 usd', theirs: '600 usd' },
    ]);
  });
});

describe('a balance transaction', () => {
  it('whose net is not its amount less its fee is for a person', () => {
    const balance = { ...moved(-1_000n, 7), fee: 15n };
    expect(backFindings(tree({ refunds: [refund({ balance })] }))).toEqual([
      { class: 'fee', objectId: 'txn_7', ours: '-1015 usd', theirs: '-1000 usd' },
    ]);
  });
});

describe('the webhooks of a payment', () => {
  const about = { accountId: 'acme', purchaseId: 'pur_1' };
  const typesOf = (...given: Parameters<typeof paymentMessages>) =>
    paymentMessages(...given).map(({ type }) => type);
  const before = { status: 'processing', chargeId: null, failureCode: null };

  it('say once that it has succeeded', () => {
    expect(typesOf(null, PAYMENT, about, 0)).toEqual(['payment.succeeded']);
    expect(typesOf(before, PAYMENT, about, 0)).toEqual(['payment.succeeded']);
    expect(typesOf({ ...before, status: 'succeeded' }, PAYMENT, about, 0)).toEqual([]);
    const [first, again] = [0, 1].map((now) => paymentMessages(null, PAYMENT, about, now)[0]?.id);
    expect(first).toBe(again);
  });

  it('say of each charge once that it has failed', () => {
    const charge = { chargeId: 'ch_1', receiptUrl: null, refunded: 0n, isDisputed: false };
    const declined = {
      ...PAYMENT,
      status: 'requires_payment_method',
      failureCode: 'insufficient_funds',
      charge: { ...charge, balance: null },
    };
    const known = { status: declined.status, chargeId: 'ch_1', failureCode: 'insufficient_funds' };
    expect(typesOf(before, declined, about, 0)).toEqual(['payment.failed']);
    expect(typesOf(known, declined, about, 0)).toEqual([]);
    expect(typesOf({ ...known, chargeId: 'ch_0' }, declined, about, 0)).toEqual(['payment.failed']);
  });
});
