import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InvoiceNow } from '../../../../api/payments/plan/billing-tree.js';
import { grossOf } from '../../../../api/payments/plan/invoice-money.js';
import { planInvoice } from '../../../../api/payments/plan/invoice.js';
import { invoiceSource } from '../../../../domain/account/decide/bundle.js';
import { verdictOn } from '../../../../domain/account/decide/guards.js';
import { close, opened, START, Story } from '../../../support/domain/account.js';
import { invoiceOf, lineOf, PRICES, usd } from '../../../support/stripe/invoices.js';

const RUNS = 500;
const MONTH_MS = 30 * 86_400_000;

/** Lines of an invoice of the n-th month. */
const LINES = {
  pro: {},
  team: { priceId: 'price_team', subtotal: 4_900n },
  coupon: { discount: 400n },
  free: { discount: 2_000n },
  taxed: { taxAdded: 380n },
  trial: { subtotal: 0n },
  proration: { isProration: true, subtotal: 4n },
  foreign: { priceId: 'price_x', subtotal: 700n },
  two: { quantity: 2n, subtotal: 4_000n },
} as const;
type Kind = keyof typeof LINES;

function invoiceAt(n: number, kinds: readonly Kind[], step: number): InvoiceNow {
  const startsAt = START + n * MONTH_MS;
  const period = { startsAt, endsAt: startsAt + MONTH_MS };
  const lines = kinds.map((kind, m) => lineOf({ ...LINES[kind], lineId: `il_${n}_${m}`, period }));
  const minor = lines.reduce((sum, line) => sum + grossOf(line), 0n);
  const status = ['draft', 'open', 'paid'][step] ?? 'paid';
  const payments = [{ paymentId: `pi_${n}`, status: 'paid', paid: minor }];
  return invoiceOf({
    invoiceId: `in_${n}`,
    status,
    total: usd(minor),
    lines,
    paidAt: status === 'paid' ? startsAt : null,
    payments: status === 'paid' && minor > 0n ? payments : [],
  });
}

/** Our side: an account, and what was found. */
class Ours {
  readonly story = new Story();
  readonly findings = new Map<string, string | null>();
  readonly back = new Set<string>();

  constructor(
    isClosed: boolean,
    private readonly besides: string | null,
  ) {
    opened()(this.story);
    if (isClosed) close(this.story);
  }

  look(invoice: InvoiceNow): void {
    const { story, besides } = this;
    const planned = planInvoice(invoice, PRICES, {
      verdictOn: (lineId) => verdictOn(story.state, invoiceSource(lineId)),
      besides,
      billedPrice: null,
    });
    for (const { command } of planned.steps) story.send(command);
    for (const { class: name, objectId, theirs } of planned.findings) {
      this.findings.set(`${name} ${objectId}`, theirs);
    }
    for (const paymentId of planned.giveBack) this.back.add(paymentId);
  }

  get outcome() {
    const lots = this.story.events
      .flatMap((event) =>
        event.type === 'PlanCreditsGranted' || event.type === 'PeriodRenewed'
          ? (event.data.lot ?? [])
          : [],
      )
      .filter(({ paidBy }) => paidBy.startsWith('invoice_line:'))
      .map(({ paidBy, granted, paid }) => ({ paidBy, granted, paid }))
      .sort((a, b) => (a.paidBy < b.paidBy ? -1 : 1));
    const { plan, renewedBy, period } = this.story.state;
    return {
      lots,
      now: lots.length > 0 && { plan, renewedBy, endsAt: period.endsAt },
      findings: [...this.findings].sort(([a], [b]) => (a < b ? -1 : 1)),
      back: [...this.back].sort(),
    };
  }
}

describe('what is seen of invoices', () => {
  it('leads to the same in any order, repeated, late or never told of', () => {
    const kinds = fc.array(fc.constantFrom(...(Object.keys(LINES) as Kind[])), {
      minLength: 1,
      maxLength: 2,
    });
    fc.assert(
      fc.property(
        fc.array(kinds, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom(null, 'sub_0'),
        fc.array(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), { maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        (given, isClosed, besides, visits, order) => {
          const reached = given.map(() => 0);
          const ours = new Ours(isClosed, besides);
          for (const [which, moves] of visits) {
            const n = which % given.length;
            const step = reached[n] ?? 0;
            if (moves) reached[n] = Math.min(step + 1, 2);
            else ours.look(invoiceAt(n, given[n] ?? [], step));
          }
          // In the end each is paid and looked at, in whatever order.
          const last = given.map((lines, n) => invoiceAt(n, lines, 2));
          const keyed = last.map((each) => [order.next().value ?? 0, each] as const);
          for (const [, each] of [...keyed].sort(([a], [b]) => a - b)) ours.look(each);

          const straight = new Ours(isClosed, besides);
          for (const each of last) straight.look(each);
          expect(ours.outcome).toEqual(straight.outcome);
          if (isClosed || besides !== null) expect(ours.outcome.lots).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
