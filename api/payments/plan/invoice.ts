/** What brings the ledger to agree with an invoice. Pure. */
import type { RecordPlanPayment } from '../../../domain/account/commands.js';
import type { PaymentVerdict } from '../../../domain/account/decide/guards.js';
import type { Credits } from '../../../domain/credits.js';
import type { Money } from '../../../domain/money.js';
import type { InvoiceNow, LineNow } from './billing-tree.js';
import { grossOf, netOf, usesOf, type LineUse } from './invoice-money.js';
import type { FindingDraft } from './plan.js';

/** A price at Stripe that is ours: of one version of a plan, and what that version grants. */
export interface SoldPrice {
  readonly plan: string;
  readonly version: number;
  readonly credits: Credits;
  readonly price: Money;
}

/** What the ledger has of lines, and who they are for. */
export interface LineLedger {
  /** Whether a line has granted, grants, or is to be refunded. */
  verdictOn(lineId: string): PaymentVerdict;
  /** The subscription that stays, where the invoice is of one too many; null: it is not. */
  readonly besides: string | null;
  /** The price that the invoice's subscription bills by now; null: it has none, or has ended. */
  readonly billedPrice: string | null;
}

/** A command of an invoice line, whose id is the command's. */
export interface LineStep {
  readonly commandId: string;
  readonly command: RecordPlanPayment;
}

/** What became of a line. `unpaid`: nothing yet. */
export const LINE_VERDICTS = [
  'unpaid',
  'granted',
  'trial',
  'proration',
  'foreign',
  'quantity',
  'amount',
  'currency',
  'surplus',
  'refused',
] as const;
/** See `LINE_VERDICTS`. */
export type LineVerdict = (typeof LINE_VERDICTS)[number];

/** A line as it stands once the steps are done. */
export interface JudgedLine {
  readonly line: LineNow;
  readonly verdict: LineVerdict;
  readonly sold: SoldPrice | null;
  /** What its lot was paid with by any means, with tax and without. */
  readonly gross: bigint;
  readonly net: bigint;
}

/** What is to be done about an invoice. */
export interface InvoicePlan {
  readonly steps: readonly LineStep[];
  readonly findings: readonly FindingDraft[];
  readonly lines: readonly JudgedLine[];
  /** What each payment pays for, of all lines. */
  readonly uses: readonly LineUse[];
  /** Payments that bought nothing and go back by themselves. */
  readonly giveBack: readonly string[];
}

/**
 * Plans for an invoice: each paid line of a price of ours grants its bundle, once, by the terms of
 * the version that was sold, whatever discount was taken off and by whatever means it was paid.
 * Parts of periods, other prices, quantities and amounts grant nothing and are findings; a trial is
 * neither. The same invoice and ledger lead to the same plan, however often it is asked for.
 */
export function planInvoice(
  invoice: InvoiceNow,
  prices: ReadonlyMap<string, SoldPrice>,
  ledger: LineLedger,
): InvoicePlan {
  const lines = invoice.lines.map((line) => judged(line, invoice, prices, ledger));
  const steps = lines.flatMap((each) => stepOf(each, invoice, ledger));
  const paid = invoice.payments.filter((payment) => payment.paid > 0n);
  const isBack = lines.some(({ verdict }) => verdict === 'surplus' || verdict === 'refused');
  return {
    steps,
    lines,
    uses: usesOf(invoice),
    findings: [
      ...lines.flatMap((each) => lineFindings(each, invoice, ledger)),
      ...prorationFindings(lines, invoice),
      ...surplusFindings(lines, invoice, ledger),
      ...outsideFindings(invoice),
    ],
    giveBack: isBack ? paid.map(({ paymentId }) => paymentId) : [],
  };
}

function judged(
  line: LineNow,
  invoice: InvoiceNow,
  prices: ReadonlyMap<string, SoldPrice>,
  ledger: LineLedger,
): JudgedLine {
  const sold = (line.priceId === null ? undefined : prices.get(line.priceId)) ?? null;
  const figures = { line, sold, gross: grossOf(line), net: netOf(line) };
  return { ...figures, verdict: verdictOf(line, sold, invoice, ledger) };
}

function verdictOf(
  line: LineNow,
  sold: SoldPrice | null,
  { status, total }: InvoiceNow,
  { verdictOn, besides }: LineLedger,
): LineVerdict {
  const known = verdictOn(line.lineId);
  if (known === 'granted') return 'granted';
  if (status !== 'paid') return 'unpaid';
  if (line.isProration) return 'proration';
  if (!sold) return 'foreign';
  if (line.quantity !== 1n) return 'quantity';
  if (total.currency !== sold.price.currency) return 'currency';
  // A trial is a line of our price that costs nothing before any discount.
  if (line.subtotal === 0n && sold.price.minor > 0n) return 'trial';
  if (line.subtotal !== sold.price.minor) return 'amount';
  if (besides !== null) return 'surplus';
  return known === 'refund' ? 'refused' : 'granted';
}

function stepOf(
  { line, verdict, sold, net }: JudgedLine,
  { total: { currency }, paidAt, createdAt }: InvoiceNow,
  { verdictOn, billedPrice }: LineLedger,
): LineStep[] {
  const { lineId, priceId, period } = line;
  if (verdict !== 'granted' || !sold || verdictOn(lineId) === 'granted') return [];
  const { plan, version: planVersion, credits } = sold;
  const command = {
    type: 'RecordPlanPayment',
    lineId,
    plan,
    planVersion,
    credits,
    paid: { minor: net, currency },
    period,
    paidAt: paidAt ?? createdAt,
    isCurrent: priceId !== null && priceId === billedPrice,
  } as const;
  return [{ commandId: lineId, command }];
}

/** Why a paid line grants nothing, with what we sell and what was paid for. */
function lineFindings(
  { line, verdict, sold }: JudgedLine,
  invoice: InvoiceNow,
  { verdictOn }: LineLedger,
): FindingDraft[] {
  const { lineId: objectId, priceId, subtotal, quantity } = line;
  const { status, total } = invoice;
  const { currency } = total;
  const theirs = `${subtotal} ${currency}`;
  const ours = sold && `${sold.price.minor} ${sold.price.currency}`;
  switch (verdict) {
    case 'foreign':
      return [
        { class: 'foreign_line', objectId, ours: null, theirs: `${theirs} ${priceId ?? ''}` },
      ];
    case 'quantity':
      return [{ class: 'quantity', objectId, ours: '1', theirs: String(quantity ?? 'none') }];
    case 'currency':
      return [
        { class: 'currency', objectId, ours: sold?.price.currency ?? null, theirs: currency },
      ];
    case 'amount':
      return [{ class: 'amount', objectId, ours, theirs }];
    case 'refused':
      return [lineNotGranted(objectId, invoice, 'the account is closed')];
    case 'granted':
      if (status === 'paid' || verdictOn(objectId) !== 'granted') return [];
      return [{ class: 'granted_not_paid', objectId, ours: 'granted', theirs: status }];
    case 'unpaid':
    case 'trial':
    case 'proration':
    case 'surplus':
      return [];
  }
}

/** A paid line that the account refused: about its payment, where there is one. */
export function lineNotGranted(
  lineId: string,
  { payments, total }: InvoiceNow,
  why: string,
): FindingDraft {
  const objectId = payments.find(({ paid }) => paid > 0n)?.paymentId ?? lineId;
  const theirs = `${total.minor} ${total.currency}`;
  return { class: 'paid_not_granted', objectId, ours: why, theirs };
}

/** One for all parts of periods of an invoice, with what they come to, which may be below zero. */
function prorationFindings(
  lines: readonly JudgedLine[],
  { invoiceId: objectId, total: { currency } }: InvoiceNow,
): FindingDraft[] {
  const parts = lines.filter(({ verdict }) => verdict === 'proration');
  if (parts.length === 0) return [];
  const sum = parts.reduce((total, { line }) => total + line.subtotal, 0n);
  return [{ class: 'proration', objectId, ours: null, theirs: `${sum} ${currency}` }];
}

/** An account subscribed twice: the older subscription stays, and the newer is given back. */
function surplusFindings(
  lines: readonly JudgedLine[],
  { subscriptionId, invoiceId }: InvoiceNow,
  { besides }: LineLedger,
): FindingDraft[] {
  if (!lines.some(({ verdict }) => verdict === 'surplus')) return [];
  const objectId = subscriptionId ?? invoiceId;
  return [{ class: 'subscribed_twice', objectId, ours: besides, theirs: objectId }];
}

/** Somebody has noted at Stripe that the money came by other means: nobody can see it there. */
function outsideFindings({ invoiceId, status, paidOffStripe, total }: InvoiceNow): FindingDraft[] {
  if (status !== 'paid' || paidOffStripe === 0n) return [];
  const { minor, currency } = total;
  const theirs = `${paidOffStripe} ${currency}`;
  return [{ class: 'outside_stripe', objectId: invoiceId, ours: `${minor} ${currency}`, theirs }];
}
