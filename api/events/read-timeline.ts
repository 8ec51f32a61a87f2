import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { BalanceAfter, presentFigures } from '../accounts/schemas.js';
import type { Caller } from '../auth/caller.js';
import { RatesView } from '../models/rates-view.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';
import { CreditsText } from '../shapes/credits.js';
import { pageOf } from '../shapes/cursor.js';
import { ModelId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { TimelineRows, USAGE_TYPES, UsageFold } from './fold-usage.js';
import { EventAnswer, noteHmacOf, presentEvent } from './present-event.js';
import { modelOf, ScanEvents, type TimelineQuery } from './scan-events.js';

const Usage = z
  .object({
    hour: InstantText.describe('When the hour begins, UTC.'),
    model: ModelId.nullable().describe('Null: the events name none.'),
    model_name: z.string().nullable().describe('What the catalogue calls it now.'),
    events: z.number().int().min(2),
    credits: CreditsText.describe('The sum of what they changed, signed.'),
    balance_after: BalanceAfter.nullable().describe('After the newest of them.'),
    first_at: InstantText,
    last_at: InstantText,
    first_revision: z.number().int(),
    last_revision: z.number().int(),
    events_url: z.string().describe('The events that are folded here.'),
  })
  .meta({ id: 'FoldedUsage' });

const Row = z
  .discriminatedUnion('row', [
    z.object({ row: z.literal('event'), event: EventAnswer }).meta({ id: 'EventRow' }),
    z.object({ row: z.literal('usage'), usage: Usage }).meta({ id: 'FoldedUsageRow' }),
  ])
  .meta({ id: 'TimelineRow' });
type Row = z.input<typeof Row>;

/** A page of a timeline. */
export const TimelineAnswer = pageOf(Row).meta({ id: 'Timeline' });

/** Reads the timeline of an account: its events, with usage folded by hour and model. */
@Injectable()
export class ReadTimeline {
  constructor(
    private readonly scan: ScanEvents,
    private readonly noteTexts: ReasonNoteTexts,
    private readonly models: RatesView,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async page(
    accountId: string,
    query: TimelineQuery,
    caller: Caller,
  ): Promise<z.input<typeof TimelineAnswer>> {
    const size = query['page[size]'];
    const timeline = new TimelineRows(size);
    const next = await this.scan.page(accountId, query, (event) => timeline.take(event));
    const rows = timeline.rows.map((row) =>
      row instanceof UsageFold && row.events === 1 ? row.newest : row,
    );
    const alone = rows.flatMap((row) => (row instanceof UsageFold ? [] : [noteHmacOf(row)]));
    const texts = await this.noteTexts.of(caller, alone);
    const data = rows.map((row): Row =>
      row instanceof UsageFold
        ? { row: 'usage', usage: this.usage(accountId, row, query) }
        : { row: 'event', event: presentEvent(row, texts) },
    );
    return { data, meta: { page: { next, size } } };
  }

  private usage(
    accountId: string,
    fold: UsageFold,
    { as_of: asOf }: TimelineQuery,
  ): z.input<typeof Usage> {
    const { newest, oldest, hour, events, credits } = fold;
    const model = modelOf(newest) ?? null;
    const { control } = newest.recorded.meta;
    const [first, last] = [oldest.recorded.revision, newest.recorded.revision];
    const url = new URLSearchParams({
      'filter[type]': USAGE_TYPES.join(','),
      'filter[model]': model ?? '',
      'filter[from_revision]': String(first),
      'filter[to_revision]': String(last),
      ...(asOf !== undefined && { as_of: formatInstant(asOf) }),
    });
    return {
      hour: formatInstant(hour),
      model,
      model_name: model === null ? null : this.models.nameOf(model),
      events,
      credits: formatCredits(credits),
      balance_after: control ? presentFigures(control) : null,
      first_at: formatInstant(oldest.recorded.fact.occurredAt),
      last_at: formatInstant(newest.recorded.fact.occurredAt),
      first_revision: first,
      last_revision: last,
      events_url: `/v1/accounts/${encodeURIComponent(accountId)}/events?${url.toString()}`,
    };
  }
}
