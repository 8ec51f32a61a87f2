import { Controller, Delete, Get, Param, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { AllowPerson } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { ALSO_CSV, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { EndSession } from '../staff/end-session.js';
import { SessionId } from '../staff/session-token.js';
import { presentSession, SessionList } from '../staff/session-shapes.js';
import { sessionsFile } from '../staff/staff-columns.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { GetMe, Me } from './get-me.js';

@Controller('v1/me')
@Tagged('Sign-in')
export class MeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly getMe: GetMe,
    private readonly sessions: StaffSessions,
  ) {}

  @Get()
  @AllowPerson()
  @Answers({
    id: 'getMe',
    summary: 'Who is signed in, and what they may do',
    description: 'What the console shows and hides; each route decides for itself.',
    answer: Me,
  })
  me(@Person() person: Person): Promise<z.input<typeof Me>> {
    return this.getMe.execute(person);
  }

  @Get('sessions')
  @AllowPerson()
  @Answers({
    id: 'listMySessions',
    summary: 'Open sessions of the person who is signed in, newest first',
    description: `A person has 50 at most: a new one ends the oldest. ${ALSO_CSV}`,
    answer: SessionList,
  })
  async list(
    @Person() { id, sessionId }: Person,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof SessionList> | StreamableFile> {
    const sessions = await this.sessions.list(id);
    const data = sessions.map((session) => presentSession(session, sessionId));
    return csv ? csv.send(sessionsFile(data)) : { data };
  }

  @Delete('sessions/:session_id')
  @AllowPerson()
  @Answers({
    id: 'endMySession',
    summary: 'Ends a session of the person who is signed in',
    description: 'It ends in all processes within a second.',
    status: 204,
  })
  async end(
    @Param('session_id', { schema: SessionId }) sessionId: string,
    @Person() { id }: Person,
  ): Promise<void> {
    await this.commands.execute(new EndSession(id, sessionId));
  }
}
