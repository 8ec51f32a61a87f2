import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '../http/problem.js';
import { StaffSessions } from './staff-sessions.js';

/** Ends one session of a person, or all of them, in all processes within a second. */
export class EndSession extends Command<void> {
  constructor(
    readonly staffId: string,
    readonly sessionId: string | 'all',
  ) {
    super();
  }
}

@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(private readonly sessions: StaffSessions) {}

  async execute({ staffId, sessionId }: EndSession): Promise<void> {
    if (sessionId === 'all') return this.sessions.endAll(staffId);
    if (await this.sessions.end(staffId, sessionId)) return;
    throw new Problem('not_found', 'there is no such session');
  }
}
