import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { SystemClock } from '../../platform/clock/clock.js';
import type { StaffCaller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { CreditsText, PositiveCredits } from '../shapes/credits.js';
import { InstantText } from '../shapes/time.js';
import { RoleLimit } from './role-limit.entity.js';

/** Roles that move credits by hand or give money back: each has a limit. */
export const LimitedRole = z.enum(['support', 'lead', 'finance']).meta({
  id: 'LimitedRole',
  description:
    'A role that moves credits by hand, or gives money back (`finance`): counted by the credits ' +
    'that the money stands for.',
});
/** Roles that move credits by hand or give money back. */
export type LimitedRole = z.output<typeof LimitedRole>;

/** A limit to be set. */
export const NewRoleLimit = z
  .strictObject({ per_action: PositiveCredits, per_day: PositiveCredits })
  .refine(({ per_action, per_day }) => per_action <= per_day, {
    path: ['per_day'],
    message: 'expected at least `per_action`',
  })
  .meta({ id: 'NewRoleLimit', examples: [{ per_action: '500', per_day: '5000' }] });
/** A limit to be set. */
export type NewRoleLimit = z.output<typeof NewRoleLimit>;

/** The limit of a role. */
export const RoleLimitAnswer = z
  .object({
    role: LimitedRole,
    per_action: CreditsText,
    per_day: CreditsText.describe('Of one person in one day (UTC).'),
    updated_by: z.string().nullable().describe('Null: never changed.'),
    updated_at: InstantText.nullable(),
  })
  .meta({ id: 'RoleLimit' });
/** Limits of all roles that move credits. */
export const RoleLimitList = z
  .object({ data: z.array(RoleLimitAnswer) })
  .meta({ id: 'RoleLimits' });

/** Reads the limits of roles. */
@Injectable()
export class ListRoleLimits {
  constructor(@InjectRepository(RoleLimit) private readonly limits: Repository<RoleLimit>) {}

  async execute(): Promise<z.input<typeof RoleLimitList>> {
    const stored = new Map((await this.limits.find()).map((limit) => [limit.role, limit]));
    const limited = LimitedRole.options.flatMap((role) => {
      const limit = stored.get(role);
      return limit ? [presentLimit(role, limit)] : [];
    });
    return { data: limited };
  }
}

/** Sets the limit of a role other than one's own. */
export class PutRoleLimit extends Command<RoleLimit> {
  constructor(
    readonly caller: StaffCaller,
    readonly role: LimitedRole,
    readonly perAction: Credits,
    readonly perDay: Credits,
  ) {
    super();
  }
}

@CommandHandler(PutRoleLimit)
export class PutRoleLimitHandler implements ICommandHandler<PutRoleLimit> {
  constructor(
    @InjectRepository(RoleLimit) private readonly limits: Repository<RoleLimit>,
    private readonly clock: SystemClock,
  ) {}

  async execute({ caller, role, perAction, perDay }: PutRoleLimit): Promise<RoleLimit> {
    if (caller.role === role) throw new Problem('forbidden', 'nobody changes their own limit');
    const limit = {
      role,
      perAction: String(perAction),
      perDay: String(perDay),
      updatedBy: caller.actor,
      updatedAt: new Date(this.clock.now()),
    };
    await this.limits.upsert(limit, ['role']);
    return limit;
  }
}

/** A limit as answered. */
export const presentLimit = (
  role: LimitedRole,
  { perAction, perDay, updatedBy, updatedAt }: RoleLimit,
): z.input<typeof RoleLimitAnswer> => ({
  role,
  per_action: formatCredits(BigInt(perAction)),
  per_day: formatCredits(BigInt(perDay)),
  updated_by: updatedBy,
  updated_at: updatedAt === null ? null : formatInstant(updatedAt.getTime()),
});
