import { invalidParameter } from '../../domain/errors.js';
import type { Money } from '../../domain/money.js';

/** Stripe calls invoices of less paid without charging them. */
const LEAST_CHARGED = 50n;

/** Refuses a price that is not free, and too small to be charged. */
export function requireChargeable(field: string, { minor }: Money): void {
  if (minor === 0n || minor >= LEAST_CHARGED) return;
  const reason = `expected 0, or at least ${LEAST_CHARGED}: less is not charged by card`;
  throw invalidParameter(field, reason);
}
