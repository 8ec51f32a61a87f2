import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { FreshQuery } from '../accounts/schemas.js';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { EVENT_COLUMNS } from './event-columns.js';
import { EventAnswer, EventsAnswer } from './present-event.js';
import { EventRef, ReadEvents } from './read-events.js';
import { EventsQuery } from './scan-events.js';

const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id/events')
@Tagged('Events')
export class EventsController {
  constructor(private readonly readEvents: ReadEvents) {}

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'listEvents',
    summary: 'Everything that happened to an account, newest first',
    description:
      'Read from the log itself: what was written is there. With filters or `as_of` a page may have ' +
      `fewer rows than it could, or none, and still have a \`next\`. ${ALSO_CSV}`,
    answer: EventsAnswer,
  })
  list(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: EventsQuery }) query: EventsQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof EventsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.readEvents.list(accountId, asked, caller), {
      name: 'events',
      subject: 'account',
      columns: EVENT_COLUMNS,
      position: () => this.readEvents.position(),
    });
  }

  @Get(':event_id')
  @Allow('accounts:read')
  @Answers({
    id: 'getEvent',
    summary: 'One event of an account',
    description:
      'By its id, its revision, or the id of what it made (`dbt_…`, `lot_…`). By its id it is ' +
      'looked for among the newest 16384 events; the other two find any.',
    answer: EventAnswer,
  })
  get(
    @Param('account_id', ID) accountId: string,
    @Param('event_id', { schema: EventRef }) event: EventRef,
    // Reads the log itself, which is always current.
    @Query({ schema: FreshQuery }) _query: z.output<typeof FreshQuery>,
    @Caller() caller: Caller,
  ): Promise<EventAnswer> {
    return this.readEvents.one(accountId, event, caller);
  }
}
