import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Put,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, markHit, OptionalIdempotencyKey } from '../http/idempotency.js';
import { MEMBER_COLUMNS } from './member-columns.js';
import { ListMembers, MembersAnswer, MembersQuery } from './list-members.js';
import { MemberBody, MemberWritten, PutMember } from './put-member.js';
import { MemberRemoved, RemoveMember } from './remove-member.js';
import { AccountId, MemberId } from '../shapes/ids.js';

const ID = { schema: AccountId };
const MEMBER = { schema: MemberId };

@Controller('v1/accounts/:account_id/members')
@Tagged('Members')
export class MembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listMembers: ListMembers,
  ) {}

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'listMembers',
    summary: 'Who has a seat, and what of each limit is used',
    description: ALSO_CSV,
    answer: MembersAnswer,
  })
  list(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: MembersQuery }) query: MembersQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof MembersAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.listMembers.of(accountId, asked), {
      name: 'members',
      subject: 'account',
      columns: MEMBER_COLUMNS,
    });
  }

  @Put(':member_id')
  @Allow('accounts:write', { keysOnly: true })
  @Answers({
    id: 'putMember',
    summary: 'Gives somebody a seat, or who has one another limit',
    description:
      '201 when a seat was taken, else 200. From the first member on, debits and holds name ' +
      'members only.',
    status: 201,
    otherStatus: 200,
    answer: MemberWritten,
  })
  async put(
    @Param('account_id', ID) accountId: string,
    @Param('member_id', MEMBER) memberId: string,
    @Body({ schema: MemberBody }) body: MemberBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberWritten> {
    const result = await this.commands.execute(
      new PutMember(accountId, memberId, body, key, caller),
    );
    markHit(reply, result);
    if (result.answer.status !== 'added') void reply.status(200);
    return result.answer;
  }

  @Delete(':member_id')
  @Allow('accounts:write', { keysOnly: true })
  @Answers({
    id: 'removeMember',
    summary: 'Takes a seat back',
    description: 'What the member has begun is still settled. Who has no seat, has none.',
    answer: MemberRemoved,
  })
  remove(
    @Param('account_id', ID) accountId: string,
    @Param('member_id', MEMBER) memberId: string,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<MemberRemoved> {
    return answerOf(this.commands.execute(new RemoveMember(accountId, memberId, key, caller)));
  }
}
