/** What the ledger's plan must learn from subscriptions. Pure. */
import type { ChangePlan, WithdrawPlanChange } from '../../../domain/account/commands.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { Instant } from '../../../domain/instant.js';

/** The plan of accounts that pay for none. */
export const FREE_PLAN = 'free';

/** What Stripe will do with an account's plan, in the names of our plans. */
export interface Ahead {
  /** Whether the account has a subscription that has not ended. */
  readonly isSubscribed: boolean;
  /** The plan whose price Stripe bills by now; null: it is not ours. */
  readonly current: string | null;
  /** The plan that begins at the end of the period; null: the same goes on. */
  readonly next: string | null;
  /** When that begins; null: once what is paid for is over. */
  readonly at: Instant | null;
}

/**
 * Mirrors what a subscription will do: a change at the period's end is scheduled, one that was
 * taken back is withdrawn, and without a subscription the account is `free` once what it has paid
 * for is over. Nothing where the ledger has it already, or the plan is of no subscription. A change
 * that Stripe has made stays scheduled here: the clock makes it.
 */
export function ledgerSteps(
  { status, plan, renewedBy, scheduled, period }: AccountState,
  ahead: Ahead,
): (ChangePlan | WithdrawPlanChange)[] {
  if (status === 'unopened' || status === 'closed' || renewedBy !== 'invoice') return [];
  const origin = 'subscription' as const;
  const next = ahead.isSubscribed ? ahead.next : FREE_PLAN;
  if (next === null || next === plan) {
    const isMade = scheduled?.plan === ahead.current;
    return scheduled && !isMade ? [{ type: 'WithdrawPlanChange', origin }] : [];
  }
  const notBefore = ahead.at ?? undefined;
  const dueAt = Math.max(period.endsAt, notBefore ?? 0);
  if (scheduled?.plan === next && scheduled.effectiveAt === dueAt) return [];
  return [{ type: 'ChangePlan', plan: next, when: 'renewal', notBefore, origin }];
}
