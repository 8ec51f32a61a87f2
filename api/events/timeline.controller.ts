import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { ReadTimeline, TimelineAnswer } from './read-timeline.js';
import { TimelineQuery } from './scan-events.js';

@Controller('v1/accounts/:account_id/timeline')
@Tagged('Events')
export class TimelineController {
  constructor(private readonly timeline: ReadTimeline) {}

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'listTimeline',
    summary: 'What happened to an account, newest first, with usage folded by hour and model',
    description:
      'Debits, holds and settlements that follow each other are one row an hour (UTC) and model; ' +
      '`events_url` has the events of the row. A fold ends with its page, so that a busy hour may ' +
      'have several. A page may have fewer rows than it could, or none, and still have a `next`.',
    answer: TimelineAnswer,
  })
  list(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Query({ schema: TimelineQuery }) query: TimelineQuery,
    @Caller() caller: Caller,
  ): Promise<z.input<typeof TimelineAnswer>> {
    return this.timeline.page(accountId, query, caller);
  }
}
