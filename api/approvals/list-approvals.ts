import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { FrozenCommand } from '../../domain/approval/events.js';
import { FrozenPublication } from '../../domain/approval/publication.js';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { freshnessQuery, InstantKey } from '../accounts/schemas.js';
import { isAllowed, type Caller } from '../auth/caller.js';
import { ReadPosition } from '../http/read-position.js';
import { nameFor } from '../personal/masking.js';
import { Profiles } from '../personal/profiles.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';
import { afterKey, page, pageOf, pageQuery, staleUnless } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import {
  ApprovalStatusName,
  ListedApproval,
  presentAsked,
  presentRequest,
  presentStanding,
  type Asked,
  type Stored,
} from './present-approval.js';
import { ActorNames } from '../staff/actor-names.js';

const View = z.enum(['mine', 'for_me', 'open', 'decided']).meta({
  id: 'ApprovalView',
  description:
    '`mine`: asked for by the caller. `for_me`: what the caller can decide. `open`: what waits. ' +
    '`decided`: what does not.',
});

/** Query of `GET /v1/approvals`. */
export const ApprovalsQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  'filter[view]': View.optional(),
  'filter[account_id]': AccountId.optional(),
});
export type ApprovalsQuery = z.output<typeof ApprovalsQuery>;

/** A page of requests. */
export const ApprovalsAnswer = pageOf(ListedApproval).meta({ id: 'Approvals' });

interface Row {
  readonly approval_id: string;
  /** Null: a proposal. */
  readonly account_id: string | null;
  readonly command: unknown;
  readonly credits: string | null;
  readonly note: string | null;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly status: string;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly event_id: string | null;
  readonly position: string;
}

const Key = z.tuple([InstantKey, z.string()]);

/** Lists what people asked others to approve, newest first. */
@Injectable()
export class ListApprovals {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly readPosition: ReadPosition,
    private readonly names: ActorNames,
    private readonly noteTexts: ReasonNoteTexts,
    private readonly profiles: Profiles,
  ) {}

  async execute(query: ApprovalsQuery, caller: Caller): Promise<z.input<typeof ApprovalsAnswer>> {
    const reached = await this.readPosition.reached('approvals', query.min_position);
    const values: unknown[] = [query['page[size]'] + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const now = formatInstant(this.clock.now());
    const conditions = ['true', ...conditionsOf(query, caller, now, bind)];
    const { rows } = await this.pool.query<Row>(
      `SELECT * FROM read.approvals WHERE ${conditions.join(' AND ')}
       ORDER BY requested_at DESC, approval_id DESC LIMIT $1`,
      values,
    );
    const listed = page(rows, query, keyOf);
    const found = listed.data.map((row) => ({
      stored: storedOf(row, this.clock.now()),
      what: whatOf(row),
    }));
    const [who, names, texts] = await Promise.all([
      this.names.of(found.flatMap(({ stored }) => [stored.requestedBy, stored.decidedBy])),
      this.profiles.names(found.flatMap(({ what }) => ('accountId' in what ? what.accountId : []))),
      this.noteTexts.of(
        caller,
        found.map(({ what }) => ('accountId' in what ? what.command.reason.noteHmac : null)),
      ),
    ]);
    const nameOf = (id: string) => nameFor(caller, names.get(id) ?? null);
    const data = found.map(({ stored, what }) => ({
      ...presentStanding(stored, who),
      ...('accountId' in what
        ? presentRequest({ ...what, accountName: nameOf(what.accountId) }, texts)
        : presentAsked(what.publication, what.note)),
    }));
    return staleUnless(reached, { ...listed, data });
  }
}

const keyOf = ({ requested_at, approval_id }: Row) =>
  [requested_at.toISOString(), approval_id] as const;

function conditionsOf(
  query: ApprovalsQuery,
  caller: Caller,
  now: string,
  bind: (value: unknown) => string,
): string[] {
  const { 'filter[view]': view, 'filter[account_id]': accountId } = query;
  const after = afterKey(query, Key);
  return [
    ...(view === undefined ? [] : viewed(view, caller, now, bind)),
    ...(accountId === undefined ? [] : [`account_id = ${bind(accountId)}`]),
    ...(after
      ? [`(requested_at, approval_id) < (${bind(after[0])}::timestamptz, ${bind(after[1])})`]
      : []),
  ];
}

function viewed(
  view: z.output<typeof View>,
  caller: Caller,
  now: string,
  bind: (value: unknown) => string,
): string[] {
  const isOpen = () => `status = 'requested' AND expires_at > ${bind(now)}::timestamptz`;
  switch (view) {
    case 'mine':
      return [`requested_by = ${bind(caller.actor)}`];
    case 'for_me':
      return [isOpen(), `requested_by <> ${bind(caller.actor)}`, decidable(caller)];
    case 'open':
      return [isOpen()];
    case 'decided':
      return [`NOT (${isOpen()})`];
  }
}

/**
 * A condition on `read.approvals`: what the caller's role decides, which is requests about
 * accounts, proposals, both or neither.
 */
export function decidable(caller: Caller): string {
  const about = [
    ...(isAllowed(caller, 'approvals:decide') ? ['account_id IS NOT NULL'] : []),
    ...(isAllowed(caller, 'catalogue:approve') ? ['account_id IS NULL'] : []),
  ];
  return about.length === 0 ? 'false' : `(${about.join(' OR ')})`;
}

interface Proposed {
  readonly publication: FrozenPublication;
  readonly note: string | null;
}

/** What was asked for or proposed. */
const whatOf = ({ account_id: accountId, command, credits, note }: Row): Asked | Proposed =>
  accountId === null
    ? { publication: FrozenPublication.parse(command), note }
    : { accountId, command: FrozenCommand.parse(command), credits: BigInt(credits ?? 0) };

/** What has expired is said to be, before that is booked. */
function storedOf(row: Row, now: number): Stored {
  const status = ApprovalStatusName.parse(row.status);
  const hasExpired = status === 'requested' && row.expires_at.getTime() <= now;
  return {
    approvalId: row.approval_id,
    status: hasExpired ? 'expired' : status,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    decidedBy: row.decided_by,
    decidedAt: hasExpired ? row.expires_at.getTime() : (row.decided_at?.getTime() ?? null),
    eventId: row.event_id,
    position: formatPosition(BigInt(row.position)),
  };
}
