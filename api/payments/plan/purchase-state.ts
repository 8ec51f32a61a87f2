import { z } from 'zod';
import type { SessionNow } from './tree.js';

/**
 * How a purchase stands. `starting`: no checkout page yet. `processing`: paid by a method that
 * takes days. `paid`: the money is there and a person has to look at it before credits are granted.
 */
export const PURCHASE_STATES = [
  'starting',
  'open',
  'processing',
  'paid',
  'granted',
  'failed',
  'expired',
] as const;
/** A state, as the OpenAPI document names it. */
export const PurchaseState = z.enum(PURCHASE_STATES).meta({
  id: 'PackPurchaseState',
  description:
    '`starting`: no checkout page yet. `processing`: the payment takes days. `paid`: the money is ' +
    'there, and credits follow once a person has looked at it.',
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

/** States of an intent whose delayed payment did not arrive. */
const HAS_FAILED: ReadonlySet<string> = new Set(['requires_payment_method', 'canceled']);
