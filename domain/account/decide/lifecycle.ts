import type { Context } from '../../decider.js';
import type { CloseAccount, ReinstateAccount, SuspendAccount } from '../commands.js';
import {
  AccountClosed,
  AccountReinstated,
  AccountSuspended,
  type AccountEvent,
} from '../events.js';
import type { AccountState } from '../state.js';
import { requireNotClosed, requireOpened } from './guards.js';

/**
 * Suspends an account: blocks debits and holds; settles, refunds, adjustments and renewals
 * continue.
 */
export function suspendAccount(
  state: AccountState,
  { reason }: SuspendAccount,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  if (state.status === 'suspended') return [];
  return [AccountSuspended(now, { accountId: state.accountId, ...reason })];
}

/** Reinstates a suspended account; a closed one stays closed. */
export function reinstateAccount(
  state: AccountState,
  { reason }: ReinstateAccount,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  if (state.status === 'open') return [];
  return [AccountReinstated(now, { accountId: state.accountId, ...reason })];
}

/**
 * Closes an account: nothing renews or expires any more, and only refunds, payment refunds and ends
 * of open holds still change it. Its balance stays on record.
 */
export function closeAccount(
  state: AccountState,
  { reason }: CloseAccount,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  if (state.status === 'closed') return [];
  return [AccountClosed(now, { accountId: state.accountId, ...reason })];
}
