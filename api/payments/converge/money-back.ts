import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource, In, IsNull, Not, type EntityManager } from 'typeorm';
import type { Claim } from '../../../domain/account/claim.js';
import { paymentSource } from '../../../domain/account/decide/bundle.js';
import type { AccountState } from '../../../domain/account/state.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { backFindings, planBack, type RefundTerms, type Tree } from '../plan/money-back.js';
import type { FindingDraft } from '../plan/plan.js';
import { inOrder, type BackStep } from '../plan/steps.js';
import { NOTHING_BACK, type BackNow, type PaymentNow } from '../plan/tree.js';
import { Dispute } from '../records/dispute.entity.js';
import { PaymentUse } from '../records/payment-use.entity.js';
import { RefundRequest } from '../records/refund-request.entity.js';
import { Refund } from '../records/refund.entity.js';
import { readBack } from '../stripe/read-back.js';
import { readPayment } from '../stripe/read-session.js';
import type { Lease } from './account-lease.js';
import { recordFindings } from './findings.js';
import { grantedBy, termsOf } from './granted-by.js';
import { claimsOf, figuresOf, ledgerBackOf, withGrants } from './ledger-back.js';
import type { Attribution } from './mirror.js';
import { mirrorBack } from './mirror-back.js';
import { MirrorPayments } from './mirror-payments.js';

/** Payments of an account that are looked at together, newest first. */
const MAX_PAYMENTS_TOGETHER = 50;
const PAYMENTS_AT_ONCE = 8;

/** Brings the ledger to agree with refunds and disputes. */
@Injectable()
export class MoneyBack {
  constructor(
    private readonly accounts: AccountStream,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly payments: MirrorPayments,
  ) {}

  /**
   * A payment with what has gone back of it. Refunds and disputes are only asked for where the
   * charge or our rows say that there may be some, or `isAsked`: most payments have none. Throws a
   * StripeError.
   */
  async read(stripe: Stripe, payment: PaymentNow, isAsked: boolean): Promise<Tree> {
    const { paymentId, charge } = payment;
    const isNamed = charge !== null && (charge.refunded > 0n || charge.isDisputed);
    const mayBe = isAsked || isNamed || (await this.isKnown(paymentId));
    return { payment, back: mayBe ? await readBack(stripe, paymentId) : NOTHING_BACK };
  }

  /** Mirrors what has gone back of a payment, and records what a person has to look at. */
  async mirror(lease: Lease, tree: Tree, { accountId, purchaseId }: Attribution): Promise<void> {
    const { payment, back } = tree;
    const findings = backFindings(tree);
    const requests = await this.requestsOf(payment.paymentId, back);
    if (back === NOTHING_BACK && findings.length === 0) return;
    const now = this.clock.now();
    await lease.write(async (manager) => {
      await mirrorBack(manager, back, { payment, accountId, requests }, now);
      await recordFindings(manager, findings, { accountId, purchaseId }, now);
    });
  }

  /**
   * Executes what follows from refunds and disputes of a payment that granted, in canonical order
   * with those of the account's other payments: what one of them repays or takes depends on the
   * others. What the ledger refuses becomes a finding.
   */
  async settle(
    stripe: Stripe,
    lease: Lease,
    accountId: string,
    tree: Tree,
    cause: string | undefined,
  ): Promise<void> {
    if (tree.back === NOTHING_BACK) return;
    const { state } = await this.accounts.load(accountId);
    const findings: FindingDraft[] = [];
    for (const step of await this.stepsFor(stripe, state, tree, lease)) {
      const refused = await this.refusalOf(accountId, step, cause);
      if (refused) findings.push(refused);
    }
    const { state: after } = await this.accounts.load(accountId);
    const now = this.clock.now();
    await lease.write(async (manager) => {
      await keepFigures(manager, after);
      await recordFindings(manager, findings, { accountId, purchaseId: null }, now);
    });
  }

  /**
   * What is to be done about a payment and, where something is, about the account's others, in
   * canonical order. Mirrors the others where a lease is held.
   */
  async stepsFor(
    stripe: Stripe,
    state: AccountState,
    tree: Tree,
    lease?: Lease,
  ): Promise<BackStep[]> {
    const steps = await this.stepsOf(state, tree);
    if (steps.length === 0) return [];
    for (const other of await this.othersOf(stripe, state.accountId, tree, lease)) {
      steps.push(...(await this.stepsOf(state, other)));
    }
    return inOrder(steps);
  }

  private async stepsOf(state: AccountState, tree: Tree): Promise<BackStep[]> {
    const { paymentId } = tree.payment;
    const uses = this.dataSource.getRepository(PaymentUse);
    const rows = await uses.findBy({ paymentId });
    if (rows.length === 0) return [];
    const requests = await this.requestsOf(paymentId, tree.back);
    const lots = rows.map((use) => grantedBy(use, requests));
    return lots.flatMap((lot) => {
      const others = lots.filter((other) => other !== lot);
      const paidBy = lot.paidBy ?? paymentSource(paymentId);
      return planBack(tree, lot, ledgerBackOf(state, paidBy), others);
    });
  }

  /** The account's other payments that granted, as they are now. */
  private async othersOf(
    stripe: Stripe,
    accountId: string,
    { payment }: Tree,
    lease: Lease | undefined,
  ): Promise<Tree[]> {
    const rows: { payment_id: string; purchase_id: string | null }[] = await this.dataSource.query(
      `SELECT p.payment_id, p.purchase_id FROM app.payments p
       WHERE p.account_id = $1 AND p.payment_id <> $2
         AND EXISTS (SELECT FROM app.payment_uses u WHERE u.payment_id = p.payment_id)
       ORDER BY p.created_at DESC, p.payment_id DESC LIMIT ${MAX_PAYMENTS_TOGETHER}`,
      [accountId, payment.paymentId],
    );
    const trees: Tree[] = [];
    for (let from = 0; from < rows.length; from += PAYMENTS_AT_ONCE) {
      const some = rows.slice(from, from + PAYMENTS_AT_ONCE);
      const read = await Promise.all(
        some.map(async ({ payment_id, purchase_id: purchaseId }) => {
          const found = await readPayment(stripe, payment_id);
          return found && { purchaseId, tree: await this.read(stripe, found, false) };
        }),
      );
      for (const one of read) {
        // Of what has nothing back, nothing follows.
        if (!one || one.tree.back === NOTHING_BACK) continue;
        const { purchaseId, tree } = one;
        trees.push(tree);
        if (!lease) continue;
        const whose = { accountId, purchaseId };
        await this.payments.mirror(lease, tree.payment, whose);
        await this.mirror(lease, tree, whose);
      }
    }
    return trees;
  }

  private async refusalOf(
    accountId: string,
    { commandId, command, objectId, actor }: BackStep,
    cause: string | undefined,
  ): Promise<FindingDraft | undefined> {
    const meta = { commandId, actor: actor ?? 'system', ...(cause !== undefined && { cause }) };
    try {
      const { state } = await this.accounts.load(accountId);
      const complete = await withGrants(this.accounts, state, command);
      await this.accounts.execute(accountId, complete, meta);
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const isRefund = 'paymentRefundId' in command;
      const found = isRefund ? 'refund_not_reflected' : 'dispute_not_reflected';
      return { class: found, objectId, ours: error.code, theirs: command.type };
    }
  }

  private async isKnown(paymentId: string): Promise<boolean> {
    const [row]: { is_known: boolean }[] = await this.dataSource.query(IS_KNOWN, [paymentId]);
    return row?.is_known === true;
  }

  private async requestsOf(
    paymentId: string,
    { refunds }: BackNow,
  ): Promise<ReadonlyMap<string, RefundTerms>> {
    const ids = refunds.flatMap(({ requestId }) => requestId ?? []);
    if (ids.length === 0) return new Map();
    const found = this.dataSource.getRepository(RefundRequest);
    const rows = await found.findBy({ requestId: In(ids), paymentId });
    return new Map(rows.map((row) => [row.requestId, termsOf(row)]));
  }
}

/** Keeps beside each refund and dispute of an account what it takes in the ledger now. */
async function keepFigures(manager: EntityManager, state: AccountState): Promise<void> {
  const { accountId } = state;
  const refunds = await manager.find(Refund, { where: { accountId }, select: REFUND_KEY });
  const disputes = await manager.find(Dispute, { where: { accountId }, select: DISPUTE_KEY });
  const paymentIds = [...refunds, ...disputes].map(({ paymentId }) => paymentId);
  const sources = await sourcesOf(manager, [...new Set(paymentIds)]);
  const claimsOn = (paymentId: string, kind: Claim['kind'], id: string) =>
    (sources.get(paymentId) ?? [paymentSource(paymentId)]).flatMap((paidBy) =>
      claimsOf(state, paidBy).filter((claim) => claim.kind === kind && claim.claimId === id),
    );
  await keep(manager, KEEP_REFUNDS, [
    refunds.map(({ refundId }) => refundId),
    refunds.map(({ refundId, paymentId }) => claimsOn(paymentId, 'refund', refundId)),
  ]);
  const open = new Set(state.disputes.map(({ disputeId }) => disputeId));
  const lost = disputes.map(({ disputeId, paymentId }) =>
    claimsOn(paymentId, 'dispute', disputeId),
  );
  await keep(
    manager,
    KEEP_DISPUTES,
    [disputes.map(({ disputeId }) => disputeId), lost],
    disputes.map(({ disputeId }, n) =>
      open.has(disputeId) ? 'open' : lost[n]?.length ? 'lost' : 'none',
    ),
  );
}

const IS_KNOWN = `SELECT EXISTS (SELECT FROM app.refunds WHERE payment_id = $1)
  OR EXISTS (SELECT FROM app.disputes WHERE payment_id = $1)
  OR EXISTS (SELECT FROM app.fraud_warnings WHERE payment_id = $1) AS is_known`;
const REFUND_KEY = { refundId: true, paymentId: true } as const;
const DISPUTE_KEY = { disputeId: true, paymentId: true } as const;
const FIGURES = 'clawed_back = f.clawed_back, written_off = f.written_off, debt = f.debt';
const GIVEN = 'unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]';
const KEEP_REFUNDS = `UPDATE app.refunds r SET ${FIGURES}
  FROM ${GIVEN}) AS f(id, clawed_back, written_off, debt)
  WHERE r.refund_id = f.id AND (r.clawed_back, r.written_off, r.debt)
    IS DISTINCT FROM (f.clawed_back, f.written_off, f.debt)`;
const KEEP_DISPUTES = `UPDATE app.disputes d SET ${FIGURES}, in_ledger = f.in_ledger
  FROM ${GIVEN}, $5::text[]) AS f(id, clawed_back, written_off, debt, in_ledger)
  WHERE d.dispute_id = f.id AND (d.clawed_back, d.written_off, d.debt, d.in_ledger)
    IS DISTINCT FROM (f.clawed_back, f.written_off, f.debt, f.in_ledger)`;

/** Writes the figures of claims beside their ids, in one statement. */
async function keep(
  manager: EntityManager,
  sql: string,
  [ids, claims]: readonly [ids: readonly string[], claims: readonly (readonly Claim[])[]],
  ...more: readonly (readonly string[])[]
): Promise<void> {
  if (ids.length === 0) return;
  const figures = claims.map(figuresOf);
  await manager.query(sql, [
    ids,
    figures.map(({ clawedBack }) => clawedBack),
    figures.map(({ writtenOff }) => writtenOff),
    figures.map(({ debt }) => debt),
    ...more,
  ]);
}

/** Sources of the lots that these payments paid for, where they are not the payment. */
async function sourcesOf(
  manager: EntityManager,
  paymentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await manager.find(PaymentUse, {
    where: { paymentId: In(paymentIds), lineId: Not(IsNull()) },
    select: { paymentId: true, paidBy: true },
  });
  const sources = new Map<string, string[]>();
  for (const { paymentId, paidBy } of rows) {
    sources.set(paymentId, [...(sources.get(paymentId) ?? []), paidBy]);
  }
  return sources;
}
