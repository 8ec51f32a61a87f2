import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';
import { freshnessQuery, InstantKey, Ticket } from '../accounts/schemas.js';
import { presentWhy, whyFields } from '../accounts/why.js';
import { ActorNames } from '../staff/actor-names.js';
import { approvalOf, executionId } from '../approvals/execute-approved.js';
import type { Caller } from '../auth/caller.js';
import { ReadPosition } from '../http/read-position.js';
import { CreditsText } from '../shapes/credits.js';
import { afterKey, page, pageOf, pageQuery, staleUnless } from '../shapes/cursor.js';
import { AccountId, ApprovalId, DebitId, EventId } from '../shapes/ids.js';
import { PositionText } from '../shapes/position.js';
import { InstantText, RequestInstant, requireOrder } from '../shapes/time.js';
import { ReasonCode } from '../shapes/words.js';

/** What somebody did with credits by hand. */
const AdjustmentKind = z.enum(['issue', 'deduct', 'refund']).meta({
  id: 'AdjustmentKind',
  description: 'What somebody did with credits by hand.',
});

/** Query of `GET /v1/adjustments`. */
export const AdjustmentsQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  'filter[actor]': z
    .string()
    .regex(/^[!-~]{1,128}$/, 'expected an actor such as "staff:stf_3k9d"')
    .optional()
    .meta({ description: 'Who did it; `staff`: any person.', examples: ['staff:stf_3k9d'] }),
  'filter[reason_code]': ReasonCode.optional(),
  'filter[ticket]': Ticket.optional(),
  'filter[account_id]': AccountId.optional(),
  'filter[kind]': AdjustmentKind.optional(),
  'filter[from]': RequestInstant.optional().describe('When written; inclusive.'),
  'filter[to]': RequestInstant.optional().describe('When written; exclusive.'),
});
export type AdjustmentsQuery = z.output<typeof AdjustmentsQuery>;

const PersonName = z.string().nullable();

/** One thing that was given, taken or refunded by hand. */
export const ListedAdjustment = z
  .object({
    adjustment_id: z.string().meta({
      description: '`adj_…`, or `rfd_…` of a refund.',
      pattern: '^(?:adj|rfd)_[0-9a-z]{1,32}$',
      examples: ['adj_000000000805rgtqd9'],
    }),
    account_id: AccountId,
    kind: AdjustmentKind,
    credits: CreditsText.describe('What the account got; below 0 where taken.'),
    debt_repaid: CreditsText,
    debit_id: DebitId.nullable().describe('Of a refund: its debit.'),
    ...whyFields,
    actor: z.string(),
    actor_name: PersonName.describe('Of a person; null: nobody on the staff.'),
    approval: z
      .object({
        approval_id: ApprovalId,
        approved_by: z
          .string()
          .nullable()
          .meta({
            description: 'Who approved it; null while the read models do not know it yet.',
            examples: ['staff:stf_3k9d'],
          }),
        approved_by_name: PersonName,
      })
      .nullable()
      .describe('The request that it comes from; null where it needed none.'),
    occurred_at: InstantText,
    recorded_at: InstantText,
    position: PositionText,
    event_id: EventId,
  })
  .meta({ id: 'ListedAdjustment' });

/** A page of the register. */
export const AdjustmentsAnswer = pageOf(ListedAdjustment).meta({ id: 'Adjustments' });

interface Row {
  readonly account_id: string;
  readonly revision: string;
  readonly adjustment_id: string;
  readonly event_id: string;
  readonly kind: string;
  readonly credits: string;
  readonly repaid: string;
  readonly debit_id: string | null;
  readonly reason_code: string;
  readonly note_hmac: string | null;
  readonly ticket: string | null;
  readonly actor: string;
  readonly command_id: string | null;
  /** Only of an approval's command. */
  readonly approved_by: string | null;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly position: string;
}

const APPROVED_BY = `(SELECT decided_by FROM read.approvals
  WHERE approval_id = substr(command_id, length('${executionId('')}') + 1))`;

/** When it was written, of which account, and its place there. */
const Key = z.tuple([InstantKey, z.string(), z.number().int().min(0)]);

/** The register of what was given, taken and refunded by hand. */
@Injectable()
export class ListAdjustments {
  constructor(
    private readonly pool: Pool,
    private readonly readPosition: ReadPosition,
    private readonly noteTexts: ReasonNoteTexts,
    private readonly names: ActorNames,
  ) {}

  async execute(
    query: AdjustmentsQuery,
    caller: Caller,
  ): Promise<z.input<typeof AdjustmentsAnswer>> {
    const bounds = { from: query['filter[from]'], to: query['filter[to]'] };
    requireOrder(bounds, ['filter[from]', 'filter[to]']);
    const reached = await this.readPosition.reached('adjustments', query.min_position);
    const values: unknown[] = [query['page[size]'] + 1];
    const conditions = conditionsOf(query, (value) => `$${values.push(value)}`);
    const { rows } = await this.pool.query<Row>(
      `SELECT *, ${APPROVED_BY} AS approved_by FROM read.adjustments
       WHERE ${['true', ...conditions].join(' AND ')}
       ORDER BY recorded_at DESC, account_id DESC, revision DESC LIMIT $1`,
      values,
    );
    const listed = page(rows, query, keyOf);
    const texts = await this.noteTexts.of(
      caller,
      listed.data.map((row) => row.note_hmac),
    );
    const people = listed.data.flatMap((row) => [row.actor, row.approved_by]);
    const nameOf = await this.names.of(people);
    const data = listed.data.map((row) => presentRow(row, texts, nameOf));
    return staleUnless(reached, { ...listed, data });
  }
}

/** Whom `filter[actor]` names so: everybody but keys and the system. */
const ANY_PERSON = 'staff';

type NameOf = Awaited<ReturnType<ActorNames['of']>>;

const keyOf = ({ recorded_at, account_id, revision }: Row) =>
  [recorded_at.toISOString(), account_id, Number(revision)] as const;

function conditionsOf(query: AdjustmentsQuery, bind: (value: unknown) => string): string[] {
  const after = afterKey(query, Key);
  const { 'filter[actor]': actor, 'filter[from]': from, 'filter[to]': to } = query;
  const equal = {
    actor: actor === ANY_PERSON ? undefined : actor,
    reason_code: query['filter[reason_code]'],
    ticket: query['filter[ticket]'],
    account_id: query['filter[account_id]'],
    kind: query['filter[kind]'],
  };
  const at = (instant: string) => `${bind(instant)}::timestamptz`;
  return [
    ...Object.entries(equal).flatMap(([column, value]) =>
      value === undefined ? [] : [`${column} = ${bind(value)}`],
    ),
    ...(actor === ANY_PERSON ? [`actor LIKE 'staff:%'`] : []),
    ...(from === undefined ? [] : [`recorded_at >= ${at(formatInstant(from))}`]),
    ...(to === undefined ? [] : [`recorded_at < ${at(formatInstant(to))}`]),
    ...(after
      ? [
          `(recorded_at, account_id, revision) <
           (${at(after[0])}, ${bind(after[1])}, ${bind(after[2])})`,
        ]
      : []),
  ];
}

const presentRow = (
  row: Row,
  texts: ReadonlyMap<string, string>,
  nameOf: NameOf,
): z.input<typeof ListedAdjustment> => ({
  adjustment_id: row.adjustment_id,
  account_id: row.account_id,
  kind: AdjustmentKind.parse(row.kind),
  credits: formatCredits(BigInt(row.credits)),
  debt_repaid: formatCredits(BigInt(row.repaid)),
  debit_id: row.debit_id,
  ...presentWhy(row, texts),
  actor: row.actor,
  actor_name: nameOf(row.actor).name,
  approval: approvalIn(row, nameOf),
  occurred_at: row.occurred_at.toISOString(),
  recorded_at: row.recorded_at.toISOString(),
  position: formatPosition(BigInt(row.position)),
  event_id: row.event_id,
});

function approvalIn(
  { command_id, approved_by }: Row,
  nameOf: NameOf,
): z.input<typeof ListedAdjustment>['approval'] {
  const approval_id = command_id === null ? undefined : approvalOf(command_id);
  if (approval_id === undefined) return null;
  const approved_by_name = approved_by === null ? null : nameOf(approved_by).name;
  return { approval_id, approved_by, approved_by_name };
}
