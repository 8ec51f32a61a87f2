import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource, MoreThan } from 'typeorm';
import { SystemClock } from '../../platform/clock/clock.js';
import { Problem } from '../http/problem.js';
import { endSessions, lockStaff } from '../staff/session-store.js';
import { hashOf } from '../staff/session-token.js';
import { StaffInvite } from '../staff/staff-invite.entity.js';
import type { Visitor } from '../staff/staff-sessions.js';
import { Staff } from '../staff/staff.entity.js';
import { Passwords } from './passwords.js';
import { Steps, type Step } from './steps.js';

/** Takes an invitation, once: sets the password and goes on to set up TOTP. */
export class AcceptInvitation extends Command<Step> {
  constructor(
    readonly token: string,
    readonly password: string,
    readonly visitor: Visitor,
  ) {
    super();
  }
}

@CommandHandler(AcceptInvitation)
export class AcceptInvitationHandler implements ICommandHandler<AcceptInvitation> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly steps: Steps,
    private readonly passwords: Passwords,
    private readonly clock: SystemClock,
  ) {}

  async execute({ token, password, visitor }: AcceptInvitation): Promise<Step> {
    const hash = hashOf(token);
    const passwordHash = await this.passwords.hash(password);
    const expiresAt = MoreThan(new Date(this.clock.now()));
    const person = await this.dataSource.transaction(async (manager) => {
      const invite = await manager.findOneBy(StaffInvite, { hash, expiresAt });
      const invited = invite && (await lockStaff(manager, invite.staffId));
      const { affected } = await manager.delete(StaffInvite, { hash, expiresAt });
      if (!invited?.active || affected !== 1) throw new Problem('invalid_invite');
      await manager.update(Staff, { id: invited.id }, { passwordHash });
      await endSessions(manager, invited.id);
      return manager.findOneByOrFail(Staff, { id: invited.id });
    });
    return this.steps.afterPassword(person, visitor);
  }
}
