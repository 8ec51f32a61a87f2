import { limitRefusal } from '../account/decide/member.js';
import { requireOpened } from '../account/decide/guards.js';
import type { AccountState } from '../account/state.js';
import type { Credits } from '../credits.js';
import type { Instant } from '../instant.js';
import { ruleOf, type GatePolicy } from '../catalogue/policy.js';

/** An action that an account is about to take. */
export interface GateQuestion {
  readonly action: string;
  /** Expected cost by model, if known. */
  readonly estimate?: Credits | undefined;
  readonly memberId?: string | undefined;
}

/** Why the gate allows or denies an action. */
export type GateReason =
  | 'enough_credits'
  | 'needs_no_credits'
  | 'insufficient_credits'
  | 'account_suspended'
  | 'account_closed'
  | 'member_limit_reached'
  | 'member_not_found';

/** The decision, its reason and its figures. */
export interface GateAnswer {
  readonly allowed: boolean;
  readonly reason: GateReason;
  readonly policyVersion: number;
  /** The estimate, or the action's price; null: unknown. */
  readonly cost: Credits | null;
  readonly available: Credits;
}

/**
 * Decides whether an action is allowed, from the account and the policy at an instant alone, so
 * that old answers can be reproduced. Actions such as serving and publishing never depend on the
 * balance. `account` must have booked what is due. Refuses `account_not_found` and
 * `action_not_found`.
 */
export function passGate(
  policy: GatePolicy,
  account: AccountState,
  question: GateQuestion,
  now: Instant,
): GateAnswer {
  requireOpened(account);
  const rule = ruleOf(policy, question.action);
  const { estimate, memberId } = question;
  const cost = rule.needsCredits ? (estimate ?? rule.price ?? null) : 0n;
  // Without an estimate, at least something must be left.
  const least = estimate ?? (rule.price || 1n);
  const reason = rule.needsCredits ? reasonOf(account, memberId, least, now) : 'needs_no_credits';
  return {
    allowed: reason === 'enough_credits' || reason === 'needs_no_credits',
    reason,
    policyVersion: policy.version,
    cost,
    available: account.book.available,
  };
}

function reasonOf(
  account: AccountState,
  memberId: string | undefined,
  least: Credits,
  now: Instant,
): GateReason {
  if (account.status === 'closed') return 'account_closed';
  if (account.status === 'suspended') return 'account_suspended';
  const refusal = limitRefusal(account, memberId, least, now);
  if (refusal) {
    return refusal.code === 'member_not_found' ? 'member_not_found' : 'member_limit_reached';
  }
  return account.book.available >= least ? 'enough_credits' : 'insufficient_credits';
}
