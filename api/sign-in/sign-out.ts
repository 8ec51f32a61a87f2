import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StaffSessions } from '../staff/staff-sessions.js';

/** Ends the session of a token, whatever its stage. */
export class SignOut extends Command<void> {
  constructor(readonly token: string | undefined) {
    super();
  }
}

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(private readonly sessions: StaffSessions) {}

  async execute({ token }: SignOut): Promise<void> {
    if (token !== undefined) await this.sessions.endToken(token);
  }
}
