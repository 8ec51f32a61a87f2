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

/** Members that one account may have, whatever its plan says: they are kept in its state. */
export const MAX_MEMBERS_PER_ACCOUNT = 5_000;

/**
 * Gives somebody a seat of the plan; refuses `no_seat_left`. Who has one keeps it and gets the
 * limit, if one is named. After a downgrade nobody loses a seat, but nobody gets one either until
 * there is room.
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

/** Sets what a member may use in a period, the current one included; refuses `member_not_found`. */
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

/** Takes a seat back. Who has none, has none. */
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
 * Refuses `member_limit_reached` where a member would use more than its limit in this period, what
 * it holds counted, and `member_not_found` for somebody who is none. An account that never had
 * members takes any name: it only counts by them. From the first member on it takes members alone,
 * so that who is removed, be it the last, uses nothing any more. What costs nothing is within every
 * limit.
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

/** The same as an answer: undefined where nothing speaks against it. */
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
    // A plan that waits for its invoice renews nobody knows when.
    resets_at: period.endsAt > now ? formatInstant(period.endsAt) : null,
  });
}

/**
 * When a debit counts that is held to its member's limit: in the present period, since when it is
 * or was used is for the caller to say. Empty where that is when it occurred.
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
