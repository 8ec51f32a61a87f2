import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { SystemClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import type { StaffCaller } from '../auth/caller.js';
import { PermissionName, PERMISSIONS } from '../auth/permissions.js';
import { permitsOf, RoleName, type MoneyKind } from '../auth/roles.js';
import { EXPORTS, Subject } from '../exports/permitted.js';
import { Problem } from '../http/problem.js';
import { CreditsText } from '../shapes/credits.js';
import { InstantText } from '../shapes/time.js';
import { StaffId } from '../staff/ids.js';
import { RoleLimit } from '../staff/role-limit.entity.js';
import { SessionStore } from '../staff/session-store.js';
import { SessionId } from '../staff/session-token.js';
import { StaffSessions } from '../staff/staff-sessions.js';

const PermitName = z.enum(['do', 'request', 'no']).meta({ id: 'Permit' });
const PERMIT_OF_KIND = {
  issue: PermitName,
  deduct: PermitName,
  refund: PermitName,
  change_plan: PermitName,
  suspend: PermitName,
  reinstate: PermitName,
  close: PermitName,
  release: PermitName,
  refund_payment: PermitName,
  grant_payment: PermitName,
} satisfies Record<MoneyKind, z.ZodType>;

/** The person who is signed in. */
export const Me = z
  .object({
    staff_id: StaffId,
    name: z.string(),
    email: z.string(),
    role: RoleName,
    permissions: z.array(PermissionName),
    actions: z
      .object(PERMIT_OF_KIND)
      .describe(
        'What the role may do to accounts: `do` within its limit, `request` of somebody who ' +
          'approves it, or `no`.',
      ),
    exports: z.array(Subject).describe('What may be taken away as a file.'),
    has_totp: z.boolean().describe('False: a step-up asks for the password.'),
    limits: z
      .object({ per_action: CreditsText.nullable(), per_day: CreditsText.nullable() })
      .describe('Credits given or taken by hand; null: no limit of the role.'),
    step_up_until: InstantText.nullable(),
    session: z.object({
      session_id: SessionId,
      idle_until: InstantText.describe(
        'When it ends unless it is used. Requests with `x-scrip-unattended` do not use it.',
      ),
      ends_at: InstantText,
      now: InstantText.describe('The time by which these are meant.'),
    }),
    sandbox: z.boolean(),
  })
  .meta({ id: 'Me' });

/** Answers who is signed in, and what they may do. */
@Injectable()
export class GetMe {
  constructor(
    private readonly store: SessionStore,
    private readonly sessions: StaffSessions,
    @InjectRepository(RoleLimit) private readonly limits: Repository<RoleLimit>,
    private readonly config: Config,
    private readonly clock: SystemClock,
  ) {}

  async execute(caller: StaffCaller): Promise<z.input<typeof Me>> {
    const session = await this.store.find(caller.sessionId);
    if (!session) throw new Problem('unauthorized');
    const { staff: person } = session;
    const limit = await this.limits.findOneBy({ role: person.role });
    const credits = (text: string | undefined) =>
      text === undefined ? null : formatCredits(BigInt(text));
    return {
      staff_id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      permissions: PERMISSIONS.filter((permission) => caller.permissions.has(permission)),
      actions: permitsOf(person.role),
      exports: [...EXPORTS[person.role]],
      has_totp: person.totpSecret !== null,
      limits: { per_action: credits(limit?.perAction), per_day: credits(limit?.perDay) },
      step_up_until:
        caller.stepUpUntil !== undefined && this.sessions.hasSteppedUp(caller)
          ? formatInstant(caller.stepUpUntil)
          : null,
      session: {
        session_id: session.id,
        idle_until: formatInstant(this.sessions.idleUntil(session)),
        ends_at: formatInstant(session.endsAt.getTime()),
        now: formatInstant(this.clock.now()),
      },
      sandbox: this.config.sandbox,
    };
  }
}
