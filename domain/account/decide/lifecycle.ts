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

/** Stops debits and holds; settles, refunds, adjustments and renewals go on. */
export function suspendAccount(
  state: AccountState,
  { reason }: SuspendAccount,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  if (state.status === 'suspended') return [];
  return [AccountSuspended(now, { accountId: state.accountId, ...reason })];
}

/** Lets a suspended account be used again. A closed one stays closed. */
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
 * Ends an account: time stops for it (nothing renews, nothing expires), and only refunds, of
 * debits or of payments, and the ends of open holds still change it. What it had stays on record.
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
