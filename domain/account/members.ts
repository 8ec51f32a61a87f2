import { min, type Credits } from '../credits.js';
import type { Instant } from '../instant.js';
import { SortedMap, type Sorting } from '../sorted-map.js';

/** Somebody who uses an account together with others. */
export interface Member {
  readonly memberId: string;
  /** What it may use in a period; null: as much as there is. */
  readonly limit: Credits | null;
  /** What was used from `since` on, less what was refunded of it. */
  readonly used: Credits;
  /** Begin of the period that `used` counts, or when the member was added, if later. */
  readonly since: Instant;
  /** What its open holds have reserved. */
  readonly held: Credits;
}

/** The members of an account by id. */
export type Members = SortedMap<string, Member>;

const sorting: Sorting<string, Member> = {
  keyOf: ({ memberId }) => memberId,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
};

/** Builds the map of members by id. */
export const membersOf = (members: Iterable<Member>): Members => SortedMap.of(sorting, members);

/** A member in a period that began at `periodFrom`: what it used before does not count. */
export const inPeriod = (member: Member, periodFrom: Instant): Member =>
  member.since >= periodFrom ? member : { ...member, used: 0n, since: periodFrom };

/** Who does something, and since when the current period is counted. */
export interface By {
  readonly memberId: string | undefined;
  readonly periodFrom: Instant;
}

/** Counts what a member used at an instant; usage from before its period counts for no limit. */
export function countUsed(
  members: Members,
  by: By,
  credits: Credits,
  occurredAt: Instant,
): Members {
  return change(members, by, (member) =>
    occurredAt < member.since ? member : { ...member, used: member.used + credits },
  );
}

/** Takes back what a refund gave back of it. */
export function countRefunded(
  members: Members,
  by: By,
  credits: Credits,
  occurredAt: Instant,
): Members {
  return change(members, by, (member) =>
    occurredAt < member.since
      ? member
      : { ...member, used: member.used - min(member.used, credits) },
  );
}

/** Counts what holds of a member have reserved, or (negative) have let go of. */
export function countHeld(members: Members, by: By, credits: Credits): Members {
  return change(members, by, (member) => ({ ...member, held: member.held + credits }));
}

/** Somebody who is no member, any more or yet, is not counted. */
function change(
  members: Members,
  { memberId, periodFrom }: By,
  changed: (member: Member) => Member,
): Members {
  if (memberId === undefined) return members;
  const member = members.get(memberId);
  return member ? members.with(changed(inPeriod(member, periodFrom))) : members;
}
