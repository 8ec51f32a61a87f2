import { min, type Credits } from '../credits.js';
import type { Instant } from '../instant.js';
import { SortedMap, type Sorting } from '../sorted-map.js';

/** A member of an account and its usage in the current period. */
export interface Member {
  readonly memberId: string;
  /** Credits per period; null: unlimited. */
  readonly limit: Credits | null;
  /** Usage since `since`, less refunds. */
  readonly used: Credits;
  /** Start of the period that `used` counts, or when the member was added, if later. */
  readonly since: Instant;
  /** Reserved by its open holds. */
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

/** A member in a period that began at `periodFrom`: earlier usage does not count. */
export const inPeriod = (member: Member, periodFrom: Instant): Member =>
  member.since >= periodFrom ? member : { ...member, used: 0n, since: periodFrom };

/** Who acts, and since when the current period counts. */
export interface By {
  readonly memberId: string | undefined;
  readonly periodFrom: Instant;
}

/** Counts usage at an instant; usage before the member's period is ignored. */
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

/** Subtracts refunded usage. */
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

/** Counts credits reserved or (negative) released by a member's holds. */
export function countHeld(members: Members, by: By, credits: Credits): Members {
  return change(members, by, (member) => ({ ...member, held: member.held + credits }));
}

/** Ignores unknown and removed members. */
function change(
  members: Members,
  { memberId, periodFrom }: By,
  changed: (member: Member) => Member,
): Members {
  if (memberId === undefined) return members;
  const member = members.get(memberId);
  return member ? members.with(changed(inPeriod(member, periodFrom))) : members;
}
