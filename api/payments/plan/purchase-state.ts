import { z } from 'zod';
import type { SessionNow } from './tree.js';

/**
 * How a purchase stands. `starting`: no checkout page yet. `processing`: paid by a method that
 * takes days. `paid`: the money is there and a person has to look at it before credits are granted.
 */
export const PurchaseState = z
  .enum(['starting', 'open', 'processing', 'paid', 'granted', 'failed', 'expired'])
  .meta({
    id: 'PackPurchaseState',
    description:
      '`starting`: no checkout page yet. `processing`: the payment takes days. `paid`: the money ' +
      'is there, and credits follow once a person has looked at it.',
  });
export type PurchaseState = z.output<typeof PurchaseState>;

/** The state that a session leads to, as long as nothing has been granted. */
export function stateOf({ status, paid, payment }: SessionNow): PurchaseState {
  if (paid !== 'unpaid') return 'paid';
  switch (status) {
    case 'open':
      return 'open';
    case 'expired':
      return 'expired';
    case 'complete':
      return payment && HAS_FAILED.has(payment.status) ? 'failed' : 'processing';
  }
}

/** Statuses of an intent whose charge was declined, or whose bank sent nothing. */
export const HAS_FAILED: ReadonlySet<string> = new Set(['requires_payment_method', 'canceled']);
