import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
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
    @InjectRepository(StaffInvite) private readonly invites: Repository<StaffInvite>,
    private readonly steps: Steps,
    private readonly passwords: Passwords,
    private readonly clock: SystemClock,
  ) {}

  async execute({ token, password, visitor }: AcceptInvitation): Promise<Step> {
    const hash = hashOf(token);
    const expiresAt = MoreThan(new Date(this.clock.now()));
    // Nobody without an invitation keeps us busy with hashes.
    if (!(await this.invites.existsBy({ hash, expiresAt }))) throw new Problem('invalid_invite');
    const passwordHash = await this.passwords.hash(password);
    const person = await this.invites.manager.transaction(async (manager) => {
      const invite = await manager.findOneBy(StaffInvite, { hash, expiresAt });
      const invited = invite && (await lockStaff(manager, invite.staffId));
      const { affected } = await manager.delete(StaffInvite, { hash, expiresAt });
      if (!invited?.active || affected !== 1) throw new Problem('invalid_invite');
      await manager.update(Staff, { id: invited.id }, { passwordHash });
      await endSessions(manager, invited.id);
      return manager.findOneByOrFail(Staff, { id: invited.id });
    });
    return this.steps.afterFirst(person, visitor);
  }
}
