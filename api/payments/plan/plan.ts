/** What brings the ledger to agree with a checkout session. Pure. */
import type { PaymentVerdict } from '../../../domain/account/decide/guards.js';
import type { Credits } from '../../../domain/credits.js';
import type { Instant } from '../../../domain/instant.js';
import type { Money } from '../../../domain/money.js';
import type { FindingClass } from './finding-classes.js';
import { stateOf, type PurchaseState } from './purchase-state.js';
import type { Step } from './steps.js';
import type { PaymentNow, SessionNow } from './tree.js';

/** What was bought, as our row has it. */
export interface PurchaseTerms {
  readonly purchaseId: string;
  readonly accountId: string;
  readonly pack: string;
  readonly packVersion: number;
  readonly credits: Credits;
  readonly price: Money;
  /** Begun by Scrip, with the consent of the account. */
  readonly isTopUp?: boolean;
  /** The session that the buyer was last sent to. */
  readonly sessionId: string | null;
  readonly state: PurchaseState;
  /** The payments that have granted it. */
  readonly grantedBy: readonly Granting[];
}

/** A payment that grants. */
export interface Granting {
  readonly paymentId: string;
  readonly createdAt: Instant;
}

/** What the ledger has. */
export interface LedgerNow {
  /** Whether a payment has granted, grants, or is to be refunded. */
  verdictOn(paymentId: string): PaymentVerdict;
}

/** Something that a person has to look at. */
export interface FindingDraft {
  readonly class: FindingClass;
  /** The object at Stripe that it is about; a class is found once for each. */
  readonly objectId: string;
  /** What we expected, and what Stripe has. */
  readonly ours: string | null;
  readonly theirs: string | null;
}

/** What a payment paid for a lot. */
export interface LotPaid {
  readonly paymentId: string;
  readonly gross: Money;
  readonly tax: bigint;
}

/** What is to be done, in order. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly findings: readonly FindingDraft[];
  /** What the payment pays for, once the steps are done; null: for nothing. */
  readonly use: LotPaid | null;
  /** The purchase's state once the steps are done. */
  readonly state: PurchaseState;
  /** The first payment that grants it, once the steps are done; null: none does. */
  readonly paymentId: string | null;
}

/**
 * Plans for a session: a paid one of our price grants, once for each payment; whatever else is
 * wrong is a finding, until a person has granted it. The same session and ledger lead to the same
 * plan, whoever asks and however often.
 */
export function plan(session: SessionNow, purchase: PurchaseTerms, ledger: LedgerNow): Plan {
  const { payment } = session;
  const paymentId = firstOf(purchase.grantedBy);
  const unchanged = { steps: [], findings: [], use: null, paymentId } as const;
  if (session.paid === 'unpaid') {
    const findings = payment ? grantedNotPaid(payment, ledger) : [];
    return { ...unchanged, findings, state: unpaidState(session, purchase) };
  }
  const isGranted = payment !== null && ledger.verdictOn(payment.paymentId) === 'granted';
  const wrong = isGranted ? undefined : wrongWith(session, purchase);
  if (!payment || wrong) {
    const findings = [wrong ?? amountFinding(session, purchase)];
    return { ...unchanged, findings, state: orGranted(purchase, 'paid') };
  }
  return planPaid(session, payment, purchase, ledger);
}

function planPaid(
  session: SessionNow,
  payment: PaymentNow,
  purchase: PurchaseTerms,
  ledger: LedgerNow,
): Plan {
  const { paymentId, createdAt } = payment;
  const verdict = ledger.verdictOn(paymentId);
  const findings = otherAccount(session, purchase);
  if (verdict === 'refund') {
    const notGranted = notGrantedFinding(paymentId, purchase, 'the account is closed');
    const state = orGranted(purchase, 'paid');
    const first = firstOf(purchase.grantedBy);
    return { steps: [], findings: [...findings, notGranted], use: null, state, paymentId: first };
  }
  const granting = [...purchase.grantedBy, { paymentId, createdAt }];
  return {
    steps: verdict === 'grant' ? [grantOf(paymentId, purchase)] : [],
    findings: [...findings, ...laterPayments(granting, purchase)],
    use: { paymentId, gross: receivedOf(payment), tax: session.tax },
    state: 'granted',
    paymentId: firstOf(granting),
  };
}

/** What has arrived, which a session may have wrong. */
export const receivedOf = ({ received, amount }: PaymentNow): Money => ({
  ...amount,
  minor: received,
});

/** Credits were granted for a payment, and Stripe does not call it succeeded any more. */
function grantedNotPaid({ paymentId, status }: PaymentNow, ledger: LedgerNow): FindingDraft[] {
  if (status === 'succeeded' || ledger.verdictOn(paymentId) !== 'granted') return [];
  return [{ class: 'granted_not_paid', objectId: paymentId, ours: 'granted', theirs: status }];
}

/** A paid purchase that the account refused. */
export const notGrantedFinding = (
  paymentId: string,
  { price }: PurchaseTerms,
  why: string,
): FindingDraft => ({
  class: 'paid_not_granted',
  objectId: paymentId,
  ours: why,
  theirs: textOf(price),
});

function grantOf(paymentId: string, purchase: PurchaseTerms): Step {
  const { purchaseId, pack, packVersion, credits, price: paid, isTopUp } = purchase;
  const type = 'RecordPackPurchase' as const;
  const bought = { type, purchaseId, paymentId, pack, packVersion, credits, paid };
  return { commandId: paymentId, command: isTopUp ? { ...bought, isTopUp } : bought };
}

/** Why a paid session does not grant: its price is not ours. */
function wrongWith(session: SessionNow, purchase: PurchaseTerms): FindingDraft | undefined {
  const { total, tax, sessionId: objectId } = session;
  const { price } = purchase;
  if (total.currency !== price.currency) {
    return { class: 'currency', objectId, ours: price.currency, theirs: total.currency };
  }
  return total.minor - tax === price.minor ? undefined : amountFinding(session, purchase);
}

const amountFinding = (
  { total, tax, sessionId: objectId }: SessionNow,
  { price }: PurchaseTerms,
): FindingDraft => ({
  class: 'amount',
  objectId,
  ours: textOf(price),
  theirs: textOf({ ...total, minor: total.minor - tax }),
});

/** A purchase paid twice: both payments grant, and somebody asks the buyer about the later. */
function laterPayments(
  granting: readonly Granting[],
  { purchaseId: ours }: PurchaseTerms,
): FindingDraft[] {
  const first = firstOf(granting);
  const later = new Set(granting.map(({ paymentId }) => paymentId).filter((id) => id !== first));
  return [...later].map((id) => ({ class: 'duplicate', objectId: id, ours, theirs: id }));
}

/** The first payment, the same in whatever order they were seen; null: there is none. */
export function firstOf(granting: readonly Granting[]): string | null {
  const [first] = [...granting].sort(
    (a, b) => a.createdAt - b.createdAt || (a.paymentId < b.paymentId ? -1 : 1),
  );
  return first?.paymentId ?? null;
}

function otherAccount(
  { accountId: named, sessionId: objectId }: SessionNow,
  { accountId }: PurchaseTerms,
): FindingDraft[] {
  if (named === null || named === accountId) return [];
  return [{ class: 'wrong_account', objectId, ours: accountId, theirs: named }];
}

/**
 * An earlier session of a purchase says nothing about it while nobody has paid; nor does a later
 * one, once somebody has.
 */
function unpaidState(session: SessionNow, purchase: PurchaseTerms): PurchaseState {
  if (purchase.state === 'paid') return 'paid';
  const isCurrent = purchase.sessionId === null || purchase.sessionId === session.sessionId;
  return isCurrent ? orGranted(purchase, stateOf(session)) : purchase.state;
}

const orGranted = ({ state }: PurchaseTerms, otherwise: PurchaseState): PurchaseState =>
  state === 'granted' ? state : otherwise;

const textOf = ({ minor, currency }: Money): string => `${minor} ${currency}`;
