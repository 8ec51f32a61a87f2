import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ActingPerson } from '../auth/acting-person.js';
import { StaffSessions } from '../staff/staff-sessions.js';

/** Ends the session of a token, whatever its stage. Gives whose it was; null: there was none. */
export class SignOut extends Command<ActingPerson | null> {
  constructor(readonly token: string | undefined) {
    super();
  }
}

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(private readonly sessions: StaffSessions) {}

  async execute({ token }: SignOut): Promise<ActingPerson | null> {
    return token === undefined ? null : this.sessions.endToken(token);
  }
}
