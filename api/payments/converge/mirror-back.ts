/** Writes refunds, disputes, early fraud warnings and payouts into our tables. */
import type { EntityManager } from 'typeorm';
import type { Instant } from '../../../domain/instant.js';
import { movedIn } from '../plan/disputes.js';
import type { RefundTerms } from '../plan/money-back.js';
import { FOUND_POLICY } from '../plan/refunds.js';
import type {
  BackNow,
  DisputeNow,
  PaymentNow,
  PayoutNow,
  RefundNow,
  WarningNow,
} from '../plan/tree.js';
import { Dispute } from '../records/dispute.entity.js';
import { FraudWarning } from '../records/fraud-warning.entity.js';
import { Payout } from '../records/payout.entity.js';
import { RefundRequest } from '../records/refund-request.entity.js';
import { Refund } from '../records/refund.entity.js';
import { mirrorBalances } from './mirror.js';

/** Whose a refund or dispute is. */
export interface BackOwner {
  readonly payment: PaymentNow;
  /** Null: no purchase of ours explains it. */
  readonly accountId: string | null;
  readonly requests: ReadonlyMap<string, RefundTerms>;
}

/** Mirrors what has gone back of a payment, with the balance transactions behind it. */
export async function mirrorBack(
  manager: EntityManager,
  { refunds, disputes, warnings }: BackNow,
  owner: BackOwner,
  now: Instant,
): Promise<void> {
  for (const refund of refunds) await mirrorRefund(manager, refund, owner, now);
  for (const dispute of disputes) await mirrorDispute(manager, dispute, owner, now);
  for (const warning of warnings) await mirrorWarning(manager, warning, owner);
}

async function mirrorRefund(
  manager: EntityManager,
  refund: RefundNow,
  { payment, accountId, requests }: BackOwner,
  now: Instant,
): Promise<void> {
  const { refundId, chargeId, amount, status, failureReason, balance, failure } = refund;
  await mirrorBalances(
    manager,
    [balance, failure].flatMap((entry) => entry ?? []),
  );
  const terms = refund.requestId === null ? undefined : requests.get(refund.requestId);
  const requestId = terms ? refund.requestId : null;
  const row = {
    refundId,
    paymentId: payment.paymentId,
    accountId,
    requestId,
    chargeId,
    amount: amount.minor,
    currency: amount.currency,
    status,
    failureReason,
    policy: terms?.policy ?? FOUND_POLICY,
    balanceTransactionId: balance?.id ?? null,
    failureBalanceTransactionId: failure?.id ?? null,
    createdAt: new Date(refund.createdAt),
  };
  await manager.getRepository(Refund).upsert(row, ['refundId']);
  await seen(manager, refundId, status, now);
  // Whoever asked may have died before the answer came.
  if (requestId !== null) {
    await manager.update(RefundRequest, { requestId }, { refundId, state: 'submitted' });
  }
}

async function mirrorDispute(
  manager: EntityManager,
  dispute: DisputeNow,
  { payment, accountId }: BackOwner,
  now: Instant,
): Promise<void> {
  const { disputeId, chargeId, amount, reason, status, isChargeRefundable, balances } = dispute;
  await mirrorBalances(manager, balances);
  const { evidenceDueAt: dueAt } = dispute;
  const row = {
    disputeId,
    paymentId: payment.paymentId,
    accountId,
    chargeId,
    amount: amount.minor,
    currency: amount.currency,
    reason,
    status,
    isChargeRefundable,
    withdrawn: movedIn(balances, 'withdrawn'),
    reinstated: movedIn(balances, 'reinstated'),
    evidenceDueAt: dueAt === null ? null : new Date(dueAt),
    createdAt: new Date(dispute.createdAt),
  };
  await manager.getRepository(Dispute).upsert(row, ['disputeId']);
  await seen(manager, disputeId, status, now);
}

async function mirrorWarning(
  manager: EntityManager,
  { createdAt, ...warning }: WarningNow,
  { payment: { paymentId }, accountId }: BackOwner,
): Promise<void> {
  const row = { ...warning, paymentId, accountId, createdAt: new Date(createdAt) };
  await manager.getRepository(FraudWarning).upsert(row, ['warningId']);
}

/** Mirrors a payout. */
export async function mirrorPayout(
  manager: EntityManager,
  { amount, balanceId, failureBalanceId, arrivesAt, createdAt, ...payout }: PayoutNow,
  now: Instant,
): Promise<void> {
  const row = {
    ...payout,
    amount: amount.minor,
    currency: amount.currency,
    balanceTransactionId: balanceId,
    failureBalanceTransactionId: failureBalanceId,
    arrivesAt: new Date(arrivesAt),
    createdAt: new Date(createdAt),
  };
  await manager.getRepository(Payout).upsert(row, ['payoutId']);
  await seen(manager, payout.payoutId, payout.status, now);
}

/** Appends to the history of an object, unless its status is what it was. */
async function seen(
  manager: EntityManager,
  objectId: string,
  status: string,
  now: Instant,
): Promise<void> {
  await manager.query(
    `INSERT INTO app.stripe_statuses (object_id, n, status, seen_at)
     SELECT $1, coalesce(max(n), 0) + 1, $2, $3 FROM app.stripe_statuses WHERE object_id = $1
     HAVING (array_agg(status ORDER BY n DESC))[1] IS DISTINCT FROM $2`,
    [objectId, status, new Date(now)],
  );
}
