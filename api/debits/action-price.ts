import type { Charge } from '../../domain/account/charge.js';
import { policyAt, type GatePolicy } from '../../domain/catalogue/policy.js';
import type { Instant } from '../../domain/instant.js';
import { z } from 'zod';

/** Says by which policy an action alone was priced. */
export const PolicyVersion = z.number().int().nullable().meta({
  description: 'The policy whose price of the action this is; null where something else priced it.',
});

/**
 * The version of the policy that asked this much for the action at that instant; null for what was
 * priced by a rate, and where the amount is another. Policies are never edited and are known before
 * they start, so the answer is the same for ever.
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
