import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow } from '../http/allow.js';
import { Answers } from '../http/answers.js';
import { Caller } from '../http/caller.js';
import { AccountId } from '../http/ids.js';
import { BalanceStreams } from './balance-streams.js';

const NoQuery = z.strictObject({});

@Controller('v1/accounts/:account_id/balance/stream')
export class BalanceStreamController {
  constructor(private readonly streams: BalanceStreams) {}

  @Get()
  @Allow('accounts:read', { widget: 'balance:read' })
  @Answers({
    id: 'getBalanceStream',
    tag: 'Balance',
    summary: 'The balance whenever it changes, as server-sent events',
    description:
      'Events `balance` with the body of the balance and its position as id, at most two a second; ' +
      '`end` with a `reason` when there will be no more.',
    mediaType: 'text/event-stream',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Id of the last event that was seen: the same balance is not sent again.',
    schema: { type: 'string' },
  })
  async stream(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Query({ schema: NoQuery }) _query: z.output<typeof NoQuery>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // HEAD comes here too, and waits for no event.
    if (request.method === 'HEAD') return void reply.type('text/event-stream').send();
    await this.streams.open({ accountId, caller, lastEventId }, reply);
  }
}
