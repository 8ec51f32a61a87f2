import type { Charge } from '../../domain/account/charge.js';
import { policyAt, type GatePolicy } from '../../domain/catalogue/policy.js';
import type { Instant } from '../../domain/instant.js';
import { z } from 'zod';

/** The policy version that priced an action. */
export const PolicyVersion = z
  .number()
  .int()
  .nullable()
  .describe('The policy whose price of the action this is; null where something else priced it.');

/**
 * The policy version that sets this price for the action at that instant; null if it was priced by
 * a rate, or the amount differs. Policies are immutable and known before they start, so the answer
 * never changes.
 */
export function policyVersionOf(
  { action, model, credits }: Pick<Charge, 'action' | 'model' | 'credits'>,
  at: Instant,
  policies: readonly GatePolicy[],
): number | null {
  if (action === undefined || model !== undefined) return null;
  const { version, actions } = policyAt(policies, at);
  const price = actions.find((rule) => rule.action === action)?.price;
  return price === credits ? version : null;
}
