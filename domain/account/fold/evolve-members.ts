import type { Instant } from '../../instant.js';
import { reservedOf } from '../hold-book.js';
import type { MemberAdded, MemberLimitSet, MemberRemoved } from '../member-events.js';
import type { AccountState } from '../state.js';

/** Folds events of members: a returning member starts anew, except for its open holds. */
export function memberAdded(
  state: AccountState,
  { memberId, limit }: ReturnType<typeof MemberAdded>['data'],
  since: Instant,
): AccountState {
  const own = [...state.holds.open].filter(({ task }) => task.memberId === memberId);
  const held = own.reduce((total, hold) => total + reservedOf(hold), 0n);
  const member = { memberId, limit, used: 0n, since, held };
  return { ...state, members: state.members.with(member), membersOnly: true };
}

/** Earlier usage counts towards the new limit. */
export function memberLimitSet(
  state: AccountState,
  { memberId, limit }: ReturnType<typeof MemberLimitSet>['data'],
): AccountState {
  const member = state.members.get(memberId);
  return member ? { ...state, members: state.members.with({ ...member, limit }) } : state;
}

/** Stops counting for the member. */
export const memberRemoved = (
  state: AccountState,
  { memberId }: ReturnType<typeof MemberRemoved>['data'],
): AccountState => ({ ...state, members: state.members.without(memberId) });
