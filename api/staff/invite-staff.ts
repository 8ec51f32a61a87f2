import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { HOUR_MS } from '../../domain/instant.js';
import { SystemClock } from '../../platform/clock/clock.js';
import type { StaffCaller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { noSuchStaff } from './change-staff.js';
import { endSessions, lockStaff } from './session-store.js';
import { hashOf, newSecret } from './session-token.js';
import { StaffInvite } from './staff-invite.entity.js';
import { StaffSessions } from './staff-sessions.js';
import { Staff } from './staff.entity.js';

const VALID_MS = 72 * HOUR_MS;

/**
 * Makes an invitation and gives its token, shown once. It resets password and TOTP, ends all
 * sessions, forgets the account of single sign-on, and takes the place of an earlier invitation.
 */
export class InviteStaff extends Command<string> {
  constructor(
    readonly caller: StaffCaller,
    readonly staffId: string,
  ) {
    super();
  }
}

@CommandHandler(InviteStaff)
export class InviteStaffHandler implements ICommandHandler<InviteStaff> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: StaffSessions,
    private readonly clock: SystemClock,
  ) {}

  async execute({ caller, staffId }: InviteStaff): Promise<string> {
    if (staffId === caller.id) {
      throw new Problem('forbidden', 'nobody resets themselves: ask another administrator');
    }
    const token = newSecret();
    const expiresAt = new Date(this.clock.now() + VALID_MS);
    await this.dataSource.transaction(async (manager) => {
      const person = await lockStaff(manager, staffId);
      if (!person) throw noSuchStaff();
      if (!person.active) throw new Problem('forbidden', 'this person is not active');
      await manager.update(
        Staff,
        { id: staffId },
        {
          passwordHash: null,
          totpSecret: null,
          totpStep: null,
          recoveryCodes: [],
          needsTotp: true,
          oidcIssuer: null,
          oidcSubject: null,
        },
      );
      await endSessions(manager, staffId);
      await manager.upsert(StaffInvite, { staffId, hash: hashOf(token), expiresAt }, ['staffId']);
    });
    this.sessions.forget();
    return token;
  }
}
