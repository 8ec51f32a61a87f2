import { Controller, Get, Headers, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../platform/log.js';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { LOG } from '../http/log.js';
import { logRequest } from '../http/request-log.js';
import { RequestMetrics } from '../http/request-metrics.js';
import { BalanceStreams, MAX_STREAMS_PER_ACCOUNT } from './balance-streams.js';
import { AccountId } from '../shapes/ids.js';

@Controller('v1/accounts/:account_id/balance/stream')
@Tagged('Balance')
export class BalanceStreamController {
  constructor(
    private readonly streams: BalanceStreams,
    private readonly metrics: RequestMetrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  @Get()
  @Allow('accounts:read', { widget: 'balance:read' })
  @Answers({
    id: 'getBalanceStream',
    summary: 'The balance whenever it changes, as server-sent events',
    description:
      'Events `balance` with the body of the balance and its position as id, at most two a second; ' +
      '`end` with a `reason` when there will be no more. Of one account at most ' +
      `${MAX_STREAMS_PER_ACCOUNT} are open in a process; more are 429 with \`Retry-After\`.`,
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
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // HEAD is routed here too, and waits for no event.
    if (request.method === 'HEAD') return void reply.type('text/event-stream').send();
    const { raw } = reply;
    raw.once('close', () => {
      // Most streams end because the client disconnects.
      if (!raw.writableFinished) this.left(request, reply);
    });
    await this.streams.open({ accountId, caller, lastEventId }, reply);
  }

  private left(request: FastifyRequest, reply: FastifyReply): void {
    this.metrics.answered(request, reply);
    logRequest(this.log, request, reply);
  }
}
