import { limitRefusal } from '../account/decide/member.js';
import { requireOpened } from '../account/decide/guards.js';
import type { AccountState } from '../account/state.js';
import type { Credits } from '../credits.js';
import type { Instant } from '../instant.js';
import { ruleOf, type GatePolicy } from '../catalogue/policy.js';

/** What somebody is about to do with an account. */
export interface GateQuestion {
  readonly action: string;
  /** What a model is expected to cost for it, where that is known. */
  readonly estimate?: Credits | undefined;
  readonly memberId?: string | undefined;
}

/** Why the gate lets something pass, or does not. */
export type GateReason =
  | 'enough_credits'
  | 'needs_no_credits'
  | 'insufficient_credits'
  | 'account_suspended'
  | 'account_closed'
  | 'member_limit_reached'
  | 'member_not_found';

/** Whether it may be done and why, with the figures it was decided by. */
export interface GateAnswer {
  readonly allowed: boolean;
  readonly reason: GateReason;
  readonly policyVersion: number;
  /** The estimate, or else the price of the action, as a debit takes them; null: nobody knows. */
  readonly cost: Credits | null;
  readonly available: Credits;
}

/**
 * Whether an action is allowed: by what the account is at an instant and by the policy of that
 * instant, and by nothing else, so that an old answer can be found again. Serving, publishing and
 * the like go on whatever the balance. `account` has booked what was due by then. Refuses
 * `account_not_found` and `action_not_found`.
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
  // Without an estimate there must be something left.
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
