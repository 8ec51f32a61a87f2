/** Writes what Stripe has into our tables. */
import type { EntityManager } from 'typeorm';
import { BalanceTransaction } from '../records/balance-transaction.entity.js';
import type { Instant } from '../../../domain/instant.js';
import { storeMessages, type DueDelivery, type Queryable } from '../../webhook-sending/outbox.js';
import { Payment } from '../records/payment.entity.js';
import { paymentMessages } from './payment-messages.js';
import type { BalanceTransactionNow, PaymentNow } from '../plan/tree.js';

/** What a payment is for; nulls: no purchase of ours explains it. */
export interface Attribution {
  readonly accountId: string | null;
  readonly purchaseId: string | null;
}

/** What a payment is for, with its invoice where that is known. */
export interface PaidFor extends Attribution {
  readonly invoiceId?: string;
}

/** Of no purchase of ours, or not known yet of which. */
export const NOBODY: Attribution = { accountId: null, purchaseId: null };

/**
 * Mirrors a payment, its charge and its balance transaction, and stores the webhooks about what is
 * new of it. Returns their deliveries.
 */
export async function mirrorPayment(
  manager: EntityManager,
  payment: PaymentNow,
  { accountId, purchaseId, invoiceId }: PaidFor,
  now: Instant,
): Promise<DueDelivery[]> {
  const { charge, paymentId } = payment;
  const before = await manager.findOneBy(Payment, { paymentId });
  const balance = charge?.balance ?? null;
  await mirrorBalances(manager, balance ? [balance] : []);
  const row = {
    paymentId,
    accountId,
    purchaseId,
    // What is known already stays.
    ...(invoiceId !== undefined && { invoiceId }),
    customerId: payment.customerId,
    status: payment.status,
    amount: payment.amount.minor,
    received: payment.received,
    refunded: charge?.refunded ?? 0n,
    currency: payment.amount.currency,
    chargeId: charge?.chargeId ?? null,
    balanceTransactionId: balance?.id ?? null,
    receiptUrl: charge?.receiptUrl ?? null,
    failureCode: payment.failureCode,
    createdAt: new Date(payment.createdAt),
  };
  await manager.getRepository(Payment).upsert(row, ['paymentId']);
  if (accountId === null) return [];
  const messages = paymentMessages(before, payment, { accountId, purchaseId }, now);
  return storeMessages(asClient(manager), messages, { except: null }, now);
}

/** A transaction of TypeORM, for statements that are written for the driver. */
export const asClient = (manager: EntityManager): Queryable => ({
  query: async (text, values) => ({ rows: await manager.query(text, values) }),
});

const MAX_ROWS_PER_STATEMENT = 500;

/** Mirrors balance transactions; `payoutId` where it is known which payout holds them. */
export async function mirrorBalances(
  manager: EntityManager,
  entries: readonly BalanceTransactionNow[],
  payoutId?: string,
): Promise<void> {
  const rows = entries.map(({ amount, createdAt, availableAt, feeDetails, ...entry }) => ({
    ...entry,
    amount: amount.minor,
    currency: amount.currency,
    feeDetails: [...feeDetails],
    createdAt: new Date(createdAt),
    availableAt: new Date(availableAt),
    ...(payoutId !== undefined && { payoutId }),
  }));
  const kept = manager.getRepository(BalanceTransaction);
  for (let from = 0; from < rows.length; from += MAX_ROWS_PER_STATEMENT) {
    await kept.upsert(rows.slice(from, from + MAX_ROWS_PER_STATEMENT), ['id']);
  }
}
