/** Reads balance transactions, and what every object at Stripe has. */
import type Stripe from 'stripe';
import type { Instant } from '../../../domain/instant.js';
import type { BalanceTransactionNow } from '../plan/tree.js';

const SECOND_MS = 1_000;

/** Stripe counts seconds. */
export const instantOf = (seconds: number): Instant => seconds * SECOND_MS;

/** The id of an object that may be expanded. */
export const idOf = (value: string | { readonly id: string } | null | undefined): string | null =>
  typeof value === 'object' ? (value?.id ?? null) : (value ?? null);

/** Puts a balance transaction in our types; null: it is not there, or not expanded. */
export function balanceIn(
  value: string | Stripe.BalanceTransaction | null | undefined,
): BalanceTransactionNow | null {
  return typeof value === 'object' && value !== null ? balanceOf(value) : null;
}

/** Puts a balance transaction in our types. */
export function balanceOf(entry: Stripe.BalanceTransaction): BalanceTransactionNow {
  return {
    id: entry.id,
    type: entry.type,
    reportingCategory: entry.reporting_category,
    amount: { minor: BigInt(entry.amount), currency: entry.currency },
    fee: BigInt(entry.fee),
    net: BigInt(entry.net),
    feeDetails: entry.fee_details.map(({ type, amount, currency }) => ({
      type,
      amount: String(amount),
      currency,
    })),
    exchangeRate: entry.exchange_rate === null ? null : String(entry.exchange_rate),
    sourceId: idOf(entry.source),
    status: entry.status,
    createdAt: instantOf(entry.created),
    availableAt: instantOf(entry.available_on),
  };
}
