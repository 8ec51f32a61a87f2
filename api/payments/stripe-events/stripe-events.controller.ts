import { Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../../auth/allow.js';
import { Caller } from '../../auth/caller.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../../exports/csv-export.js';
import { Answers, Tagged } from '../../openapi/answers.js';
import { pageOf, type Page } from '../../shapes/cursor.js';
import { EVENT_FILE } from './event-columns.js';
import { StripeEventAnswer, StripeEventDetails, StripeEventId } from './present-event.js';
import { PreviewReplay, ReplayPreview } from './preview-replay.js';
import { ReadStripeEvents, StripeEventsQuery } from './read-events.js';
import { ReplayStripeEvent } from './replay-event.js';

const ID = { schema: StripeEventId };

@Controller('v1/stripe-events')
@Tagged('Payments')
export class StripeEventsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly events: ReadStripeEvents,
    private readonly preview: PreviewReplay,
  ) {}

  @Get()
  @Allow('payments:read')
  @Answers({
    id: 'listStripeEvents',
    summary: 'Webhooks of Stripe as they came, newest first',
    description: `What they say is kept for 90 days and read one by one. ${ALSO_CSV}`,
    answer: pageOf(StripeEventAnswer),
  })
  list(
    @Query({ schema: StripeEventsQuery }) query: StripeEventsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<StripeEventAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.events.list(asked), {
      name: 'stripe-events',
      subject: subjectOf(query),
      columns: EVENT_FILE,
    });
  }

  @Get(':event_id')
  @Allow('payments:read')
  @Answers({
    id: 'getStripeEvent',
    summary: 'One webhook of Stripe with what it says',
    description: 'The payload names people: it needs `pii:read` of people who are signed in.',
    answer: StripeEventDetails,
  })
  get(
    @Param('event_id', ID) eventId: string,
    @Caller() caller: Caller,
  ): Promise<StripeEventDetails> {
    return this.events.one(eventId, caller);
  }

  @Post(':event_id/replay/preview')
  @Allow('inbox:write')
  @Answers({
    id: 'previewStripeEventReplay',
    summary: 'What replaying a webhook would do now; nothing is written',
    description:
      'The object is read from Stripe as it is now, and what would follow is decided as if the ' +
      'webhook had come this moment. 409 `nothing_to_replay` where it names no object.',
    answer: ReplayPreview,
    problems: [409, 501],
  })
  previewReplay(@Param('event_id', ID) eventId: string): Promise<ReplayPreview> {
    return this.preview.of(eventId);
  }

  @Post(':event_id/replay')
  @Allow('inbox:write')
  @Answers({
    id: 'replayStripeEvent',
    summary: 'Has the object of a webhook looked at again',
    description:
      'Whatever its state. A worker looks; the webhook is `received` until it has. Replaying twice ' +
      'does nothing more: commands are named by money objects, and happen once.',
    status: 202,
    answer: StripeEventAnswer,
    problems: [409, 501],
  })
  replay(
    @Param('event_id', ID) eventId: string,
    @Caller() { actor }: Caller,
  ): Promise<StripeEventAnswer> {
    return this.commands.execute(new ReplayStripeEvent(eventId, actor));
  }
}
