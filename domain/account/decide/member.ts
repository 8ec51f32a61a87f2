import type { PlanLookup } from '../../catalogue/catalogue.js';
import { formatCredits, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError, invalidParameter } from '../../errors.js';
import { formatInstant, type Instant } from '../../instant.js';
import type { AddMember, RemoveMember, SetMemberLimit } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { MemberAdded, MemberLimitSet, MemberRemoved } from '../member-events.js';
import { inPeriod } from '../members.js';
import type { AccountState } from '../state.js';
import { requireAmount, requireNotClosed } from './guards.js';
import { currentTerms } from './plan.js';

/** Limit of members per account, whatever the plan: they are part of its state. */
export const MAX_MEMBERS_PER_ACCOUNT = 5_000;

/**
 * Adds a member; refuses `no_seat_left`. An existing member keeps its seat and gets the limit, if
 * given. After a downgrade all members stay, but none can be added until there is room.
 */
export function addMember(
  state: AccountState,
  { memberId, limit }: AddMember,
  plans: PlanLookup,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  if (state.members.get(memberId)) {
    return limit === undefined ? [] : limitSet(state, memberId, limit, now);
  }
  requireLimit(limit ?? null);
  const { accountId, members } = state;
  const seats = Math.min(currentTerms(state, plans, now).seats, MAX_MEMBERS_PER_ACCOUNT);
  if (members.size >= seats) {
    throw new DomainError('no_seat_left', { seats, members: members.size });
  }
  return [MemberAdded(now, { accountId, memberId, limit: limit ?? null })];
}

/** Sets a member's limit per period, effective in the current one; refuses `member_not_found`. */
export function setMemberLimit(
  state: AccountState,
  { memberId, limit }: SetMemberLimit,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  return limitSet(state, memberId, limit, now);
}

function limitSet(
  state: AccountState,
  memberId: string,
  limit: Credits | null,
  now: Instant,
): AccountEvent[] {
  const member = state.members.get(memberId);
  if (!member) throw memberNotFound(memberId);
  requireLimit(limit);
  if (member.limit === limit) return [];
  return [MemberLimitSet(now, { accountId: state.accountId, memberId, limit })];
}

/** Removes a member; does nothing if there is none. */
export function removeMember(
  state: AccountState,
  { memberId }: RemoveMember,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  if (!state.members.get(memberId)) return [];
  return [MemberRemoved(now, { accountId: state.accountId, memberId })];
}

/**
 * Refuses `member_limit_reached` if a member's usage and holds would exceed its limit in this
 * period, and `member_not_found` for unknown members. An account that never had members accepts any
 * name and only counts by it; once it has had one, it accepts members only, so that a removed
 * member stays out even if it was the last. What costs nothing is always within limits.
 */
export function requireWithinLimit(
  state: AccountState,
  memberId: string | undefined,
  credits: Credits,
  now: Instant,
): void {
  const refusal = limitRefusal(state, memberId, credits, now);
  if (refusal) throw refusal;
}

/** The same as a value: undefined if within limits. */
export function limitRefusal(
  { members, membersOnly, period, periodFrom }: AccountState,
  memberId: string | undefined,
  credits: Credits,
  now: Instant,
): DomainError | undefined {
  if (memberId === undefined || !membersOnly) return undefined;
  const known = members.get(memberId);
  if (!known) return memberNotFound(memberId);
  const { limit, used, held } = inPeriod(known, periodFrom);
  const isWithin = limit === null || used + held + credits <= limit;
  if (isWithin || credits === 0n) return undefined;
  return new DomainError('member_limit_reached', {
    member_id: memberId,
    limit: formatCredits(limit),
    used: formatCredits(used),
    held: formatCredits(held),
    required: formatCredits(credits),
    // Renewal of a plan waiting for its invoice has no known time.
    resets_at: period.endsAt > now ? formatInstant(period.endsAt) : null,
  });
}

/**
 * Counts a limited debit in the current period, since its time is chosen by the caller. Empty if
 * that is when it occurred.
 */
export function countedInPeriod(
  { members, periodFrom }: AccountState,
  memberId: string | undefined,
  { occurredAt, now }: { readonly occurredAt: Instant; readonly now: Instant },
): { countedAt?: Instant } {
  const member = memberId === undefined ? undefined : members.get(memberId);
  if (!member) return {};
  const { since } = inPeriod(member, periodFrom);
  const countedAt = Math.max(since, Math.min(occurredAt, now));
  return countedAt === occurredAt ? {} : { countedAt };
}

function requireLimit(limit: Credits | null): void {
  if (limit === null) return;
  if (limit < 0n) throw invalidParameter('limit', 'expected 0 or more');
  requireAmount(limit);
}

const memberNotFound = (memberId: string) =>
  new DomainError('member_not_found', { member_id: memberId });
