import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Patch,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Recording } from '../auth/acting-person.js';
import { Allow, AllowPerson } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { originOf } from '../auth/same-origin.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import { ChangeStaff } from './change-staff.js';
import { CreateStaff } from './create-staff.js';
import { EndSession } from './end-session.js';
import { StaffId } from './ids.js';
import { InviteStaff } from './invite-staff.js';
import { ListStaff } from './list-staff.js';
import { presentSession, SessionList } from './session-shapes.js';
import { SessionId } from './session-token.js';
import { sessionsFile, STAFF_COLUMNS } from './staff-columns.js';
import { StaffSessions } from './staff-sessions.js';
import { NewStaff, presentStaff, StaffAnswer, StaffChange, StaffNames } from './staff-shapes.js';

const ListQuery = z.strictObject(pageQuery);
type ListQuery = z.output<typeof ListQuery>;

const Invited = z
  .object({
    invite_url: z.string().meta({
      description: 'To be handed to the person: shown now and never again, valid for 72 hours.',
      examples: [
        'https://scrip.example/console/invite#a1Zk0Vb2c9Qd8Xw7Ye6Rf5Tg4Uh3Ij2Ko1Lp0Mn9Bs8',
      ],
    }),
  })
  .meta({ id: 'Invited' });

type StaffRow = z.input<typeof StaffAnswer>;

@Controller('v1/staff')
@Tagged('Staff')
export class StaffController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listStaff: ListStaff,
    private readonly sessions: StaffSessions,
  ) {}

  @Get()
  @Allow('staff:write')
  @Answers({
    id: 'listStaff',
    summary: 'All people who use the console, newest first',
    description: `Those who are not active too. ${ALSO_CSV}`,
    answer: pageOf(StaffAnswer),
  })
  list(
    @Query({ schema: ListQuery }) query: ListQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<StaffRow> | StreamableFile> {
    const read = (asked: typeof query) => this.listStaff.execute(asked);
    return pageOrCsv(csv, query, read, { name: 'staff', subject: 'staff', columns: STAFF_COLUMNS });
  }

  @Get('names')
  @AllowPerson()
  @Answers({
    id: 'listStaffNames',
    summary: 'What the people are called who stand in events as `staff:stf_…`',
    description: 'For every person; those who are not active too. At most 2,000, by name.',
    answer: StaffNames,
  })
  names(): Promise<z.input<typeof StaffNames>> {
    return this.listStaff.names();
  }

  @Post()
  @Allow('staff:write', { stepUp: true })
  @Answers({
    id: 'createStaff',
    summary: 'Makes a person, who cannot sign in before an invitation',
    description: 'Needs a step-up.',
    status: 201,
    answer: StaffAnswer,
    problems: [409],
  })
  async create(
    @Body({ schema: NewStaff }) body: NewStaff,
    @Person() person: Person,
    @Recording() record: Recording,
  ): Promise<StaffRow> {
    record({ role: body.role });
    return presentStaff(await this.commands.execute(new CreateStaff(person, body)));
  }

  @Get(':staff_id')
  @Allow('staff:write')
  @Answers({
    id: 'getStaff',
    summary: 'One person who uses the console',
    answer: StaffAnswer,
  })
  one(@Param('staff_id', { schema: StaffId }) staffId: string): Promise<StaffRow> {
    return this.listStaff.one(staffId);
  }

  @Patch(':staff_id')
  @Allow('staff:write', { stepUp: true })
  @Answers({
    id: 'changeStaff',
    summary: 'Changes the name or the role of a person, or whether they are active',
    description:
      'In all processes within a second. Nobody changes their own role or activity. Needs a step-up.',
    answer: StaffAnswer,
  })
  async change(
    @Param('staff_id', { schema: StaffId }) staffId: string,
    @Body({ schema: StaffChange }) body: StaffChange,
    @Person() person: Person,
    @Recording() record: Recording,
  ): Promise<StaffRow> {
    record({ role: body.role, active: body.active });
    return presentStaff(await this.commands.execute(new ChangeStaff(person, staffId, body)));
  }

  @Post(':staff_id/invite')
  @Allow('staff:write', { stepUp: true })
  @Answers({
    id: 'inviteStaff',
    summary: 'Makes a link with which a person sets a password and TOTP',
    description:
      'For somebody new, a lost password or a lost phone: password and TOTP are reset, and all ' +
      'sessions end. An earlier link is void. Needs a step-up.',
    answer: Invited,
  })
  async invite(
    @Param('staff_id', { schema: StaffId }) staffId: string,
    @Person() person: Person,
    @Req() request: FastifyRequest,
  ): Promise<z.input<typeof Invited>> {
    const token = await this.commands.execute(new InviteStaff(person, staffId));
    return { invite_url: `${originOf(request)}/console/invite#${token}` };
  }

  @Get(':staff_id/sessions')
  @Allow('staff:write')
  @Answers({
    id: 'listStaffSessions',
    summary: 'Open sessions of a person, newest first',
    description: `None of whoever does not exist. ${ALSO_CSV}`,
    answer: SessionList,
  })
  async listSessions(
    @Param('staff_id', { schema: StaffId }) staffId: string,
    @Person() { sessionId }: Person,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof SessionList> | StreamableFile> {
    const sessions = await this.sessions.list(staffId);
    const data = sessions.map((session) => presentSession(session, sessionId));
    return csv ? csv.send(sessionsFile(data)) : { data };
  }

  @Delete(':staff_id/sessions/:session_id')
  @Allow('staff:write', { stepUp: true })
  @Answers({
    id: 'endStaffSession',
    summary: 'Ends a session of a person',
    description: 'In all processes within a second. Needs a step-up.',
    status: 204,
  })
  async endSession(
    @Param('staff_id', { schema: StaffId }) staffId: string,
    @Param('session_id', { schema: SessionId }) sessionId: string,
  ): Promise<void> {
    await this.commands.execute(new EndSession(staffId, sessionId));
  }

  @Delete(':staff_id/sessions')
  @Allow('staff:write', { stepUp: true })
  @Answers({
    id: 'endStaffSessions',
    summary: 'Ends all sessions of a person',
    description: 'In all processes within a second. Needs a step-up.',
    status: 204,
  })
  async endSessions(@Param('staff_id', { schema: StaffId }) staffId: string): Promise<void> {
    await this.commands.execute(new EndSession(staffId, 'all'));
  }
}
