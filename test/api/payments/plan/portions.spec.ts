import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ledgerBackOf } from '../../../../api/payments/converge/ledger-back.js';
import { planInvoice } from '../../../../api/payments/plan/invoice.js';
import { grossOf } from '../../../../api/payments/plan/invoice-money.js';
import { planBack, type Granted } from '../../../../api/payments/plan/money-back.js';
import { inOrder } from '../../../../api/payments/plan/steps.js';
import type { PaymentNow, RefundNow } from '../../../../api/payments/plan/tree.js';
import { invoiceSource } from '../../../../domain/account/decide/bundle.js';
import { verdictOn } from '../../../../domain/account/decide/guards.js';
import { opened, Story } from '../../../support/domain/account.js';
import { invoiceOf, lineOf, PRICES, usd } from '../../../support/stripe/invoices.js';

const paymentOf = (received: bigint): PaymentNow => ({
  paymentId: 'pi_1',
  status: 'succeeded',
  amount: usd(received),
  received,
  customerId: 'cus_1',
  failureCode: null,
  charge: null,
  createdAt: 0,
});
const refundOf = (n: number, minor: bigint): RefundNow => ({
  refundId: `re_${n}`,
  chargeId: null,
  amount: usd(minor),
  status: 'succeeded',
  failureReason: null,
  requestId: null,
  balance: null,
  failure: null,
  createdAt: n,
});

/** An account whose invoice was paid, and what its payment paid for. */
function paidFor(lines: readonly Parameters<typeof lineOf>[0][], paid?: bigint) {
  const story = new Story();
  opened()(story);
  const full = lines.map((line, n) =>
    lineOf({
      lineId: `il_${n}`,
      period: { startsAt: story.now, endsAt: story.now + 2_592_000_000 },
      ...line,
    }),
  );
  const total = full.reduce((sum, line) => sum + grossOf(line), 0n);
  const received = paid ?? total;
  const payments = [{ paymentId: 'pi_1', status: 'paid', paid: received }];
  const invoice = invoiceOf({ lines: full, total: usd(total), payments, paidAt: story.now });
  const planned = planInvoice(invoice, PRICES, {
    verdictOn: (lineId) => verdictOn(story.state, invoiceSource(lineId)),
    besides: null,
    billedPrice: null,
  });
  for (const { command } of planned.steps) story.send(command);
  const grants = planned.uses.flatMap((use): Granted[] => {
    const judged = planned.lines.find(({ line }) => line.lineId === use.lineId);
    if (judged?.verdict !== 'granted') return [];
    const paidBy = invoiceSource(use.lineId);
    const gross = usd(judged.gross);
    return [{ paymentId: 'pi_1', paidBy, gross, part: use.gross, requests: new Map() }];
  });
  /** As converge does with the refunds that Stripe has. */
  const refund = (...refunds: RefundNow[]) => {
    const tree = {
      payment: paymentOf(received),
      back: { refunds, disputes: [], warnings: [] },
    };
    const steps = grants.flatMap((lot) =>
      planBack(
        tree,
        lot,
        ledgerBackOf(story.state, lot.paidBy ?? ''),
        grants.filter((other) => other !== lot),
      ),
    );
    for (const { command } of inOrder(steps)) story.send(command);
    return steps.map(({ commandId }) => commandId);
  };
  return { story, refund, received };
}

describe('money back of a payment of an invoice', () => {
  it('takes the share of what was paid in all: a half of it, where a balance paid the rest', () => {
    const { story, refund } = paidFor([{}], 1_000n);
    expect(refund(refundOf(1, 1_000n))).toEqual(['re_1:invoice_line:il_0']);
    expect(story.remaining()['invoice_line:il_0']).toBe('250');
  });

  it('takes the share of what was paid after a discount', () => {
    const { story, refund } = paidFor([{ discount: 400n }]);
    refund(refundOf(1, 800n));
    expect(story.remaining()['invoice_line:il_0']).toBe('250');
  });

  it('takes all of it once all is refunded, tax included', () => {
    const { story, refund } = paidFor([{ taxAdded: 380n }]);
    refund(refundOf(1, 2_380n));
    expect(story.remaining()['invoice_line:il_0']).toBeUndefined();
  });

  it('takes the share of a charge that paid an older debt, too, and all of it with the whole', () => {
    const { story, refund } = paidFor([{}], 2_700n);
    refund(refundOf(1, 1_350n));
    expect(story.remaining()['invoice_line:il_0']).toBe('250');
    refund(refundOf(1, 1_350n), refundOf(2, 1_350n));
    expect(story.remaining()['invoice_line:il_0']).toBeUndefined();
  });

  it('falls to several lots by what each cost, and to what granted nothing', () => {
    const foreign = { priceId: 'price_x', subtotal: 3_100n };
    const team = { priceId: 'price_team', subtotal: 4_900n };
    const { story, refund } = paidFor([{}, team, foreign]);
    expect(refund(refundOf(1, 5_000n))).toHaveLength(2);
    const left = story.remaining();
    expect(left['invoice_line:il_0']).toBe('250');
    expect(left['invoice_line:il_1']).toBe('750');
  });

  it('takes each lot exactly, by any number of refunds that are learnt at any time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 997n }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat({ max: 6 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        (weights, looks, count) => {
          const lines = Array.from({ length: count }, (_, n) => ({ discount: BigInt(n * 333) }));
          const { story, refund, received } = paidFor(lines);
          const sum = weights.reduce((total, weight) => total + weight, 0n);
          let left = received;
          const refunds = weights.map((weight, n) => {
            const isLast = n === weights.length - 1;
            const minor = isLast ? left : (received * weight) / sum;
            left -= minor;
            return refundOf(n, minor);
          });
          const some = refunds.filter(({ amount }) => amount.minor > 0n);
          for (const known of [...looks].sort()) refund(...some.slice(0, known));
          refund(...some);
          expect(refund(...some)).toEqual([]);
          const lots = Object.keys(story.remaining()).filter((id) => id.startsWith('invoice'));
          expect(lots).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
