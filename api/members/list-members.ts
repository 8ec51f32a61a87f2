import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { inPeriod, type Member } from '../../domain/account/members.js';
import type { AccountState } from '../../domain/account/state.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { CreditsText } from '../shapes/credits.js';
import { afterKey, page, pageOf, pageQuery, staleUnless } from '../shapes/cursor.js';
import { ReadPosition } from '../http/read-position.js';
import { AccountStream } from '../accounts/account-stream.js';
import { AccountsAsOf } from '../accounts/accounts-as-of.js';
import { knownAtQuery } from '../shapes/known-at.js';
import { presentLimit } from './put-member.js';
import { freshnessQuery } from '../accounts/schemas.js';
import { MemberId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';

/** Query of `GET /v1/accounts/{id}/members`. */
export const MembersQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  ...knownAtQuery,
});
export type MembersQuery = z.output<typeof MembersQuery>;

/** A member with its usage in the current period. */
export const MemberAnswer = z
  .object({
    member_id: MemberId,
    limit: CreditsText.nullable().describe('A period; null: as much as there is.'),
    used: CreditsText.describe('In this period, less what was refunded of it.'),
    held: CreditsText.describe('What its open holds have reserved.'),
    resets_at: InstantText.nullable().describe(
      'When `used` begins anew; null while the plan waits for its invoice.',
    ),
    added_at: InstantText.nullable().describe(
      'Null while the read model has not come so far (`meta.stale`).',
    ),
  })
  .meta({ id: 'Member' });

/** A page of members, by id. */
export const MembersAnswer = pageOf(MemberAnswer).meta({ id: 'Members' });

interface Row {
  readonly member_id: string;
  readonly added_at: Date;
}

const ADDED = {
  name: 'members-added',
  text: `SELECT member_id, added_at FROM read.members
    WHERE account_id = $1 AND member_id = ANY($2::text[]) AND removed_at IS NULL`,
};
const Key = z.tuple([MemberId]);

/**
 * Lists the members of an account from its folded state, which the next debit is checked against;
 * the read model adds when they joined.
 */
@Injectable()
export class ListMembers {
  constructor(
    private readonly pool: Pool,
    private readonly stream: AccountStream,
    private readonly readPosition: ReadPosition,
    private readonly asOf: AccountsAsOf,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(accountId: string, query: MembersQuery): Promise<z.input<typeof MembersAnswer>> {
    const { state, at } = query.known_at
      ? await this.asOf.recordedBy(accountId, query.known_at)
      : await this.asOf.now(accountId);
    const [after] = afterKey(query, Key) ?? [''];
    const members = [...state.members].filter(({ memberId }) => memberId > after);
    const { data, meta } = page(members, query, ({ memberId }) => [memberId]);
    const written = latest(query.min_position, this.stream.lastWritten(accountId));
    const reached = await this.readPosition.reached('members', written);
    const added = await this.added(accountId, data);
    const resetsAt = resetOf(state, at);
    const answered = data.map((member) => ({
      ...presentMember(inPeriod(member, state.periodFrom)),
      resets_at: resetsAt,
      added_at: added.get(member.memberId) ?? null,
    }));
    const isKnown = answered.every(({ added_at }) => added_at !== null);
    return staleUnless(reached && isKnown, { data: answered, meta });
  }

  private async added(accountId: string, members: readonly Member[]) {
    if (members.length === 0) return new Map<string, string>();
    const ids = members.map(({ memberId }) => memberId);
    const { rows } = await this.pool.query<Row>({ ...ADDED, values: [accountId, ids] });
    return new Map(rows.map(({ member_id, added_at }) => [member_id, added_at.toISOString()]));
  }
}

const presentMember = ({ memberId, limit, used, held }: Member) => ({
  member_id: memberId,
  limit: presentLimit(limit),
  used: formatCredits(used),
  held: formatCredits(held),
});

/** A plan waiting for its invoice has no known renewal. */
const resetOf = ({ period }: AccountState, now: Instant): string | null =>
  period.endsAt > now ? formatInstant(period.endsAt) : null;

const latest = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || b === undefined ? (a ?? b) : a > b ? a : b;
