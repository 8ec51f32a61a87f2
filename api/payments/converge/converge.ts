import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { paymentSource } from '../../../domain/account/decide/bundle.js';
import { verdictOn } from '../../../domain/account/decide/guards.js';
import type { AccountState } from '../../../domain/account/state.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { paymentFailed } from '../../mails/kinds/payment-failed.js';
import { MailOutbox } from '../../mails/outbox.js';
import { Purchase } from '../records/purchase.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { purchaseNamedBy, readSession } from '../stripe/read-session.js';
import { AdoptCard } from './adopt-card.js';
import { AccountLeases, type Lease } from './account-lease.js';
import { BILLING_ID, BillingObjects } from './billing-objects.js';
import { findObject, paymentIn, saleIn, type Found } from './find-object.js';
import { recordFindings } from './findings.js';
import { LookAtPayout } from './look-at-payout.js';
import { asClient, NOBODY } from './mirror.js';
import { MirrorPayments } from './mirror-payments.js';
import { MoneyBack } from './money-back.js';
import { SettleFindings } from './settle-findings.js';
import { PaymentUse } from '../records/payment-use.entity.js';
import { Payment } from '../records/payment.entity.js';
import {
  firstOf,
  notGrantedFinding,
  plan,
  type FindingDraft,
  type Granting,
  type Plan,
  type PurchaseTerms,
} from '../plan/plan.js';
import type { Step } from '../plan/steps.js';
import type { PaymentNow, SessionNow } from '../plan/tree.js';

/** What of a purchase is looked at, and why. */
interface Asked {
  readonly sessionId?: string | undefined;
  readonly paymentId?: string | null;
  readonly hasBack?: boolean;
  readonly cause?: string | undefined;
}

/**
 * Brings the ledger to agree with what Stripe's objects say now: fetches them, mirrors them, plans,
 * executes, and records what a person has to look at. May be asked at any time, in any order and
 * repeatedly: by webhooks, the return page, answers of the API.
 */
@Injectable()
export class Converge {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly leases: AccountLeases,
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly payments: MirrorPayments,
    private readonly moneyBack: MoneyBack,
    private readonly findings: SettleFindings,
    private readonly payouts: LookAtPayout,
    private readonly mails: MailOutbox,
    private readonly cards: AdoptCard,
    private readonly billing: BillingObjects,
  ) {}

  /**
   * Looks at an object. Returns the account that it is about; null: none. Throws a StripeError,
   * AccountBusy, or what the stores throw.
   */
  async look(objectId: string, cause?: string): Promise<string | null> {
    const stripe = await this.stripe.need();
    if (objectId.startsWith('po_')) {
      await this.payouts.look(stripe, objectId);
      return null;
    }
    if (BILLING_ID.test(objectId)) {
      return this.billing.look(stripe, objectId, { hasBack: false, cause });
    }
    const found = await findObject(stripe, objectId);
    if (!found) return null;
    const { hasBack } = found;
    const purchase = await this.purchaseOf(stripe, found);
    if (!purchase) {
      const owner = await this.cards.adopt(stripe, found.sessionId);
      if (owner !== undefined) return owner;
      const billed = await this.billing.behind(stripe, found);
      const accountId = billed && (await this.billing.look(stripe, billed, { hasBack, cause }));
      if (accountId) return accountId;
      await this.unattributed(stripe, objectId, found);
      return null;
    }
    await this.leases.hold(purchase.accountId, (lease) =>
      this.lookWithin(lease, purchase.purchaseId, { ...found, cause }),
    );
    return purchase.accountId;
  }

  /**
   * The same by whoever holds the account's lease. Looks at the purchase's session by default; at a
   * payment by itself where no session made it.
   */
  async lookWithin(lease: Lease, purchaseId: string, asked: Asked = {}): Promise<void> {
    const { hasBack = false, cause } = asked;
    const stripe = await this.stripe.need();
    const purchases = this.dataSource.getRepository(Purchase);
    const purchase = await purchases.findOneByOrFail({ purchaseId });
    const { paymentId = null, sessionId = paymentId === null ? purchase.sessionId : null } = asked;
    const session = await saleIn(stripe, { paymentId, sessionId: sessionId ?? undefined });
    if (!session) return;
    const { accountId } = purchase;
    const { payment } = session;
    if (payment) await this.payments.mirror(lease, payment, { accountId, purchaseId });
    const { terms, planned } = await this.planFor(purchase, session);
    if (planned.steps.length > 0) await this.markPaid(lease, purchase);
    const done = await this.execute(planned, terms, cause);
    await this.keep(lease, purchase, done);
    if (!payment) return;
    const tree = await this.moneyBack.read(stripe, payment, hasBack);
    await this.moneyBack.mirror(lease, tree, { accountId, purchaseId });
    await this.moneyBack.settle(stripe, lease, accountId, tree, cause);
    const sold = { saleId: session.sessionId, lineIds: [], isOnly: true };
    await this.findings.of(lease, accountId, sold, tree);
  }

  /** The buyer reads that the money is there, even while the ledger cannot be written. */
  private async markPaid(lease: Lease, { purchaseId, state }: Purchase): Promise<void> {
    if (state === 'granted' || state === 'paid') return;
    const changedAt = new Date(this.clock.now());
    await lease.write((manager) =>
      manager.update(Purchase, { purchaseId }, { state: 'paid', changedAt }),
    );
  }

  /** Executes the steps in order; what the account refuses becomes a finding. */
  private async execute(
    planned: Plan,
    terms: PurchaseTerms,
    cause: string | undefined,
  ): Promise<Plan> {
    for (const step of planned.steps) {
      const refused = await this.refusalOf(step, terms, cause);
      if (!refused) continue;
      const findings = [...planned.findings, refused];
      const state = terms.state === 'granted' ? 'granted' : 'paid';
      const paymentId = firstOf(terms.grantedBy);
      return { ...planned, findings, use: null, state, paymentId };
    }
    return planned;
  }

  private async refusalOf(
    { commandId, command }: Step,
    terms: PurchaseTerms,
    cause: string | undefined,
  ): Promise<FindingDraft | undefined> {
    // No input hash: a status read again must not make a repetition a mismatch.
    const meta = { commandId, actor: 'system', ...(cause !== undefined && { cause }) };
    try {
      await this.accounts.execute(terms.accountId, command, meta);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return notGrantedFinding(command.paymentId, terms, error.code);
    }
  }

  /** Keeps what came of it: the purchase's state, what the payment paid for, findings. */
  private async keep(
    lease: Lease,
    { purchaseId, accountId, state: before, isTopUp, sessionId }: Purchase,
    { state, use, findings, paymentId }: Plan,
  ): Promise<void> {
    const now = this.clock.now();
    const due = await lease.write(async (manager) => {
      const moved = state !== before && { changedAt: new Date(now) };
      await manager.update(Purchase, { purchaseId }, { state, paymentId, ...moved });
      if (use) {
        const { gross, tax } = use;
        const row = {
          paymentId: use.paymentId,
          paidBy: paymentSource(use.paymentId),
          accountId,
          purchaseId,
          gross: gross.minor,
          net: gross.minor - tax,
          tax,
          currency: gross.currency,
        };
        await manager.getRepository(PaymentUse).upsert(row, ['paymentId', 'paidBy']);
      }
      await recordFindings(manager, findings, { accountId, purchaseId }, now);
      // Of a charge of our own, which has no page, the ledger's event tells.
      const isOwnCharge = isTopUp && sessionId === null;
      if (state !== 'failed' || before === 'failed' || isOwnCharge) return [];
      const mail = paymentFailed.draft(accountId, purchaseId, { purchase_id: purchaseId, at: now });
      return this.mails.store(asClient(manager), [mail], now);
    });
    await this.mails.enqueue(due);
  }

  /** What follows for a purchase from its session, and from what the account has now. */
  async planFor(
    purchase: Purchase,
    session: SessionNow,
  ): Promise<{
    readonly terms: PurchaseTerms;
    readonly planned: Plan;
    readonly state: AccountState;
  }> {
    const { state } = await this.accounts.load(purchase.accountId);
    const terms = termsOf(purchase, await this.grantedBy(purchase.purchaseId));
    const planned = plan(session, terms, {
      verdictOn: (paymentId) => verdictOn(state, paymentSource(paymentId)),
    });
    return { terms, planned, state };
  }

  /** The payments that have granted a purchase. */
  private async grantedBy(purchaseId: string): Promise<Granting[]> {
    const rows = await this.dataSource
      .createQueryBuilder(PaymentUse, 'use')
      .innerJoin(Payment, 'paid', 'paid.paymentId = use.paymentId')
      .select('use.paymentId', 'paymentId')
      .addSelect('paid.createdAt', 'createdAt')
      .where('use.purchaseId = :purchaseId', { purchaseId })
      .getRawMany<{ paymentId: string; createdAt: Date }>();
    return rows.map(({ paymentId, createdAt }) => ({ paymentId, createdAt: createdAt.getTime() }));
  }

  /**
   * The purchase that an object's session names, or the payment that an automatic top-up made. Only
   * our key makes either, and the row has the price.
   */
  async purchaseOf(stripe: Stripe, { sessionId, paymentId }: Found): Promise<Purchase | null> {
    const purchases = this.dataSource.getRepository(Purchase);
    if (sessionId === undefined) {
      const named = paymentId === null ? null : await purchaseNamedBy(stripe, paymentId);
      return named === null ? null : purchases.findOneBy({ purchaseId: named, isTopUp: true });
    }
    const current = await purchases.findOneBy({ sessionId });
    if (current) return current;
    const session = await readSession(stripe, sessionId);
    const purchaseId = session?.purchaseId ?? null;
    return purchaseId === null ? null : purchases.findOneBy({ purchaseId });
  }

  /** Money that no purchase of ours explains: made in Stripe's dashboard, say. */
  private async unattributed(stripe: Stripe, objectId: string, found: Found): Promise<void> {
    const { paymentId, sessionId, hasBack } = found;
    await this.leases.hold(paymentId ?? sessionId ?? objectId, async (lease) => {
      const payment = await paymentIn(stripe, { paymentId, sessionId });
      const findings = unattributedFindings(objectId, found, payment);
      if (findings.length === 0) return;
      if (payment) {
        await this.payments.mirror(lease, payment, NOBODY);
        const tree = await this.moneyBack.read(stripe, payment, hasBack);
        await this.moneyBack.mirror(lease, tree, NOBODY);
      }
      await lease.write((manager) => recordFindings(manager, findings, NOBODY, this.clock.now()));
    });
  }
}

/**
 * Money that no purchase of ours explains: a payment, once it has succeeded, or what went back of a
 * charge that was made by older means.
 */
export function unattributedFindings(
  objectId: string,
  { paymentId: behind, hasBack }: Found,
  payment: PaymentNow | undefined,
): FindingDraft[] {
  if (behind === null && hasBack) return [unattributed(objectId, null)];
  if (payment?.status !== 'succeeded') return [];
  const { paymentId, amount } = payment;
  return [unattributed(paymentId, `${amount.minor} ${amount.currency}`)];
}

const unattributed = (objectId: string, theirs: string | null): FindingDraft => ({
  class: 'unattributed',
  objectId,
  ours: null,
  theirs,
});

/** What a purchase is of, for a plan. */
const termsOf = (row: Purchase, grantedBy: readonly Granting[]): PurchaseTerms => {
  const { purchaseId, accountId, pack, packVersion, credits, sessionId, state, isTopUp } = row;
  const price = { minor: row.price, currency: row.currency };
  const bought = { purchaseId, accountId, pack, packVersion, credits, price };
  return { ...bought, sessionId, state, isTopUp, grantedBy };
};
