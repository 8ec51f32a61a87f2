import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InvoiceNow, LineNow } from '../../../../api/payments/plan/billing-tree.js';
import { grossOf, usesOf } from '../../../../api/payments/plan/invoice-money.js';
import { planInvoice, type LineLedger } from '../../../../api/payments/plan/invoice.js';
import { sharesOf } from '../../../../api/payments/plan/shares.js';
import type { PaymentVerdict } from '../../../../domain/account/decide/guards.js';
import { invoiceOf, lineOf, PRICES, usd } from '../../../support/stripe/invoices.js';

const planFor = (
  line: Partial<LineNow> = {},
  invoice: Partial<InvoiceNow> = {},
  verdict: PaymentVerdict = 'grant',
  more: Partial<LineLedger> = {},
) => {
  const lines = [lineOf(line)];
  const total = usd(grossOf(lineOf(line)));
  return planInvoice(invoiceOf({ lines, total, ...invoice }), PRICES, {
    verdictOn: () => verdict,
    besides: null,
    billedPrice: null,
    ...more,
  });
};
const found = ({ findings }: ReturnType<typeof planFor>) =>
  findings.map(({ class: name, ours, theirs }) => [name, ours, theirs]);
const verdicts = ({ lines }: ReturnType<typeof planFor>) => lines.map(({ verdict }) => verdict);

describe('a paid line of a price of ours', () => {
  it('is current while its subscription bills that price', () => {
    const isCurrent = (billedPrice: string | null) =>
      planFor({}, {}, 'grant', { billedPrice }).steps.map(({ command }) => command.isCurrent);
    const { priceId } = lineOf({});
    expect([priceId, 'price_other', null].map(isCurrent)).toEqual([[true], [false], [false]]);
  });

  it('grants what that version sells, by a command with the id of the line', () => {
    expect(planFor()).toMatchObject({
      steps: [
        {
          commandId: 'il_1',
          command: {
            type: 'RecordPlanPayment',
            lineId: 'il_1',
            plan: 'pro',
            planVersion: 1,
            credits: 500_000_000n,
            paid: usd(2_000n),
            period: { startsAt: 1_000, endsAt: 2_000 },
            paidAt: 1_500,
          },
        },
      ],
      findings: [],
      uses: [{ paymentId: 'pi_1', lineId: 'il_1', gross: 2_000n, tax: 0n }],
      giveBack: [],
    });
  });

  it('grants once', () => {
    const planned = planFor({}, {}, 'granted');
    expect([planned.steps, planned.findings, verdicts(planned)]).toEqual([[], [], ['granted']]);
  });

  it.each(['draft', 'open', 'uncollectible', 'void'])('grants nothing while it is %s', (status) => {
    const planned = planFor({}, { status, payments: [] });
    expect([planned.steps, planned.findings, verdicts(planned)]).toEqual([[], [], ['unpaid']]);
  });

  it.each<[string, Partial<LineNow>, bigint]>([
    ['a coupon of 20 %', { discount: 400n }, 1_600n],
    ['tax on top', { taxAdded: 380n }, 2_000n],
    ['tax within', { taxIncluded: 319n }, 1_681n],
    ['a coupon and tax on top', { discount: 400n, taxAdded: 304n }, 1_600n],
    ['a coupon of 100 %', { discount: 2_000n }, 0n],
  ])('grants the whole bundle with %s, paid for with what is left of the price', (_, line, net) => {
    const { steps, findings } = planFor(line);
    expect(steps).toMatchObject([{ command: { credits: 500_000_000n, paid: usd(net) } }]);
    expect(findings).toEqual([]);
  });

  it("counts what a customer's balance paid, which is no use of a payment", () => {
    const payments = [{ paymentId: 'pi_1', status: 'paid', paid: 1_000n }];
    const { steps, uses } = planFor({ taxAdded: 380n }, { balanceApplied: 1_380n, payments });
    expect(steps).toMatchObject([{ command: { paid: usd(2_000n) } }]);
    expect(uses).toEqual([{ paymentId: 'pi_1', lineId: 'il_1', gross: 1_000n, tax: 160n }]);
  });

  it('is paid for with no more than it costs, where a charge paid an older debt, too', () => {
    const payments = [{ paymentId: 'pi_1', status: 'paid', paid: 2_700n }];
    const { steps, uses } = planFor({}, { due: 2_700n, payments });
    expect(steps).toMatchObject([{ command: { paid: usd(2_000n) } }]);
    expect(uses).toEqual([{ paymentId: 'pi_1', lineId: 'il_1', gross: 2_000n, tax: 0n }]);
  });

  it('grants what was paid by other means, and somebody looks for the money', () => {
    const planned = planFor({}, { paidOffStripe: 2_000n, payments: [] });
    expect(planned.steps).toHaveLength(1);
    expect(found(planned)).toEqual([['outside_stripe', '2000 usd', '2000 usd']]);
    expect(planned.uses).toEqual([]);
  });

  it('of a closed account grants nothing and goes back', () => {
    const planned = planFor({}, {}, 'refund');
    expect(planned).toMatchObject({ steps: [], giveBack: ['pi_1'] });
    expect(found(planned)).toEqual([['paid_not_granted', 'the account is closed', '2000 usd']]);
    expect(planned.findings[0]?.objectId).toBe('pi_1');
  });

  it('of a second subscription grants nothing and goes back, whatever becomes of the account', () => {
    for (const verdict of ['grant', 'refund'] as const) {
      const planned = planFor({}, {}, verdict, { besides: 'sub_0' });
      expect(planned).toMatchObject({ steps: [], giveBack: ['pi_1'] });
      expect(found(planned)).toEqual([['subscribed_twice', 'sub_0', 'sub_1']]);
    }
  });

  it('that has granted, and whose invoice is not paid, is for a person', () => {
    const planned = planFor({}, { status: 'void' }, 'granted');
    expect(found(planned)).toEqual([['granted_not_paid', 'granted', 'void']]);
  });
});

describe('a paid line that is not a whole period of our price', () => {
  it('of a trial grants nothing, and nobody has to look', () => {
    const planned = planFor({ subtotal: 0n }, { payments: [] });
    expect([planned.steps, planned.findings, verdicts(planned)]).toEqual([[], [], ['trial']]);
  });

  it.each<[string, Partial<LineNow>, Partial<InvoiceNow>, string, string | null, string]>([
    ['a part of a period', { isProration: true, subtotal: 4n }, {}, 'proration', null, '4 usd'],
    ['time given back', { isProration: true, subtotal: -4n }, {}, 'proration', null, '-4 usd'],
    ['another price', { priceId: 'price_x' }, {}, 'foreign_line', null, '2000 usd price_x'],
    ['no price', { priceId: null }, {}, 'foreign_line', null, '2000 usd '],
    ['two of it', { quantity: 2n, subtotal: 4_000n }, {}, 'quantity', '1', '2'],
    ['none of it', { quantity: 0n, subtotal: 0n }, {}, 'quantity', '1', '0'],
    ['another amount', { subtotal: 1_999n }, {}, 'amount', '2000 usd', '1999 usd'],
    [
      'another currency',
      {},
      { total: { minor: 2_000n, currency: 'eur' } },
      'currency',
      'usd',
      'eur',
    ],
  ])(
    'of %s grants nothing: a finding with both figures',
    (_, line, invoice, name, ours, theirs) => {
      const planned = planFor(line, invoice);
      expect([planned.steps, planned.giveBack]).toEqual([[], []]);
      expect(found(planned)).toEqual([[name, ours, theirs]]);
    },
  );
});

describe('an invoice for parts of a period', () => {
  it('is one finding, with what they come to, of one price given back and another taken', () => {
    const lines = [
      lineOf({ lineId: 'il_1', isProration: true, subtotal: -1_000n }),
      lineOf({ lineId: 'il_2', isProration: true, subtotal: 2_450n }),
    ];
    const { findings, steps } = planFor({}, { lines, total: usd(1_450n) });
    expect([findings, steps]).toEqual([
      [{ class: 'proration', objectId: 'in_1', ours: null, theirs: '1450 usd' }],
      [],
    ]);
  });
});

describe('the money of an invoice', () => {
  const minor = fc.bigInt({ min: 0n, max: 100_000n });

  it('falls to its lines whole, and never more than a line costs and was paid', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(minor, minor, minor), { minLength: 1, maxLength: 5 }),
        fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 4 }),
        minor,
        (costs, parts, rest) => {
          const lines = costs.map(([subtotal, taxIncluded, taxAdded], n) =>
            lineOf({
              lineId: `il_${n}`,
              subtotal,
              taxIncluded: taxIncluded < subtotal ? taxIncluded : subtotal,
              taxAdded,
            }),
          );
          const total = lines.reduce((sum, line) => sum + grossOf(line), 0n);
          // By several payments, and a customer's balance.
          const [, ...shares] = sharesOf(total, [rest, ...parts]);
          const payments = shares.map((paid, n) => ({
            paymentId: `pi_${n}`,
            status: 'paid',
            paid,
          }));
          const uses = usesOf(invoiceOf({ lines, payments, total: usd(total) }));
          const sumOf = (of: (use: (typeof uses)[number]) => boolean, figure: 'gross' | 'tax') =>
            uses.filter(of).reduce((sum, use) => sum + use[figure], 0n);
          for (const { paymentId, paid } of payments) {
            expect(sumOf((use) => use.paymentId === paymentId, 'gross')).toBe(paid);
          }
          for (const line of lines) {
            const tax = sumOf((use) => use.lineId === line.lineId, 'tax');
            expect(tax <= line.taxIncluded + line.taxAdded).toBe(true);
          }
          for (const use of uses) expect(use.tax >= 0n).toBe(true);
        },
      ),
    );
  });

  it('is divided whole, by one more for the largest remainders', () => {
    expect(sharesOf(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    expect(sharesOf(5n, [1n, 2n, 0n])).toEqual([2n, 3n, 0n]);
    expect(sharesOf(5n, [0n, -3n])).toEqual([0n, 0n]);
    fc.assert(
      fc.property(minor, fc.array(minor, { minLength: 1, maxLength: 8 }), (whole, weights) => {
        const shares = sharesOf(whole, weights);
        const sum = weights.reduce((total, weight) => total + weight, 0n);
        const given = shares.reduce((total, share) => total + share, 0n);
        expect(given).toBe(sum === 0n ? 0n : whole);
        for (const [n, share] of shares.entries()) {
          const exact = sum === 0n ? 0n : (whole * (weights[n] ?? 0n)) / sum;
          expect(share === exact || share === exact + 1n).toBe(true);
        }
      }),
    );
  });
});
