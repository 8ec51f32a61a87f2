import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { SystemClock } from '../../platform/clock/clock.js';
import { demand, isAllowed, type StaffCaller } from '../auth/caller.js';
import { afterKey, page, pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import { InstantText, RequestInstant, requireOrder } from '../shapes/time.js';
import { StaffId } from '../staff/ids.js';
import { SessionId } from '../staff/session-token.js';
import type { Recorded } from './record-actions.js';
import { StaffAction } from './staff-action.entity.js';

const ACTION = /^(GET|POST|PUT|PATCH|DELETE) (\/v1\/[a-z_:/-]{1,120})$/;

/** Which actions are listed. */
export const ActionsQuery = z.strictObject({
  ...pageQuery,
  'filter[staff_id]': StaffId.optional(),
  'filter[account_id]': AccountId.optional(),
  'filter[action]': z
    .string()
    .regex(ACTION, 'expected a method and a route')
    .optional()
    .meta({
      description: 'Method and route, as `POST /v1/accounts/:account_id/suspend`.',
      examples: ['POST /v1/accounts/:account_id/suspend'],
    }),
  'filter[previews]': z.enum(['without']).optional().meta({
    id: 'ActionsPreviews',
    description: '`without`: leaves out previews, which change nothing.',
  }),
  'filter[from]': RequestInstant.optional(),
  'filter[to]': RequestInstant.optional(),
});
/** Which actions are listed. */
export type ActionsQuery = z.output<typeof ActionsQuery>;

const ActionAnswer = z
  .object({
    action_id: z.string().meta({ pattern: '^\\d+$', examples: ['4711'] }),
    at: InstantText,
    kind: z
      .string()
      .describe('`request`: something that was to be changed. `export`: a file was taken away.'),
    staff_id: StaffId.nullable().describe(
      'Null where somebody who is not known failed to sign in.',
    ),
    session_id: SessionId.nullable().describe(
      'Null where signing in failed before there was a session.',
    ),
    method: z.string(),
    route: z.string().meta({ examples: ['/v1/accounts/:account_id/suspend'] }),
    account_id: AccountId.nullable(),
    targets: z
      .record(z.string(), z.string())
      .describe('Other ids of the path, and ids of what came about.'),
    detail: z
      .record(z.string(), z.union([z.string(), z.boolean()]))
      .nullable()
      .describe('What the route says of it, such as the new role of a person.'),
    status: z.number().int().min(100).max(599).describe('Status of the answer.'),
    request_id: z.string(),
    reason_code: z.string().nullable(),
    ticket: z.string().nullable(),
  })
  .meta({ id: 'StaffAction' });

/** A page of actions, newest first. */
export const ActionsAnswer = pageOf(ActionAnswer);
/** One action. */
export type ActionRow = z.input<typeof ActionAnswer>;

const After = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** What people did: written once, and listed. */
@Injectable()
export class StaffActions {
  constructor(
    @InjectRepository(StaffAction) private readonly actions: Repository<StaffAction>,
    private readonly clock: SystemClock,
  ) {}

  /** Stores one action. */
  readonly record = async (action: Recorded): Promise<void> => {
    await this.actions.insert({ ...action, at: new Date(this.clock.now()) });
  };

  /** Lists actions of everybody with `audit:read`, else one's own. */
  async list(request: ActionsQuery, caller: StaffCaller): Promise<Page<ActionRow>> {
    const seesAll = isAllowed(caller, 'audit:read');
    const staffId = request['filter[staff_id]'] ?? (seesAll ? undefined : caller.id);
    if (staffId !== caller.id) demand(caller, 'audit:read');
    const { 'filter[account_id]': accountId, 'filter[from]': from, 'filter[to]': to } = request;
    requireOrder({ from, to }, ['filter[from]', 'filter[to]']);
    const query = this.actions
      .createQueryBuilder('action')
      .orderBy({ 'action.id': 'DESC' })
      .limit(request['page[size]'] + 1);
    if (staffId !== undefined) query.andWhere('action.staffId = :staffId', { staffId });
    if (accountId !== undefined) query.andWhere('action.accountId = :accountId', { accountId });
    const [, method, route] = ACTION.exec(request['filter[action]'] ?? '') ?? [];
    if (route !== undefined) {
      query.andWhere('action.route = :route AND action.method = :method', { route, method });
    }
    if (request['filter[previews]']) query.andWhere(`action.route NOT LIKE '%/preview'`);
    if (from !== undefined) query.andWhere('action.at >= :from', { from: new Date(from) });
    if (to !== undefined) query.andWhere('action.at < :to', { to: new Date(to) });
    const [after] = afterKey(request, After) ?? [];
    if (after !== undefined) query.andWhere('action.id < :after', { after });
    const listed = page(await query.getMany(), request, ({ id }) => [id]);
    return { ...listed, data: listed.data.map(present) };
  }
}

const present = (action: StaffAction): ActionRow => ({
  action_id: action.id,
  at: formatInstant(action.at.getTime()),
  kind: action.kind,
  staff_id: action.staffId,
  session_id: action.sessionId,
  method: action.method,
  route: action.route,
  account_id: action.accountId,
  targets: action.targets,
  detail: action.detail,
  status: action.status,
  request_id: action.requestId,
  reason_code: action.reasonCode,
  ticket: action.ticket,
});
