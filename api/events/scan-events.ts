import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock/clock.js';
import type { StoredEvent } from '../../platform/event-store/event-store.js';
import { accountNotFound, AccountStream, isAccountEvent } from '../accounts/account-stream.js';
import { AccountsAsOf } from '../accounts/accounts-as-of.js';
import { freshnessQuery } from '../accounts/schemas.js';
import { afterKey, encodeCursor, pageQuery } from '../shapes/cursor.js';
import { ModelOrNone } from '../shapes/ids.js';
import { knownAtQuery } from '../shapes/known-at.js';
import { someOf } from '../shapes/some-of.js';
import { RequestInstant, requirePast } from '../shapes/time.js';
import { EventTypeName, type StoredAccountEvent } from './present-event.js';

const MAX_FILTER_CHARS = 512;
/** Limit of events read for a page of a list that shows only some, or folds them. */
const MAX_EVENTS_SCANNED = 2_048;
const SCAN_PAGE_EVENTS = 512;

/** Query of `GET /v1/accounts/{id}/timeline`. */
export const TimelineQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  'filter[type]': someOf(
    EventTypeName,
    MAX_FILTER_CHARS,
    'CreditsAdjusted,DebitRefunded',
  ).optional(),
  as_of: RequestInstant.optional().describe(
    'Only what was true by then, which is not in the future.',
  ),
  ...knownAtQuery,
});
export type TimelineQuery = z.output<typeof TimelineQuery>;

const Revision = z
  .string()
  .regex(/^\d{1,15}$/, 'expected a whole number, 0 or more')
  .transform(Number);

/** Query of `GET /v1/accounts/{id}/events`. */
export const EventsQuery = TimelineQuery.extend({
  'filter[model]': ModelOrNone.optional().describe(
    'Only events that name the model; empty: those that name none.',
  ),
  'filter[from_revision]': Revision.optional().describe('Inclusive.'),
  'filter[to_revision]': Revision.optional().describe('Inclusive.'),
});
export type EventsQuery = z.output<typeof EventsQuery>;

/** Cursor: events before this revision. */
const Key = z.tuple([z.number().int().min(0)]);

/**
 * What became of an event: taken, taken as the last of its page, or refused, so that the next page
 * begins with it.
 */
export type Taken = 'more' | 'full' | 'refused';

/** Reads the stream of an account backwards in bounded pages. */
@Injectable()
export class ScanEvents {
  constructor(
    private readonly stream: AccountStream,
    private readonly asOf: AccountsAsOf,
    private readonly clock: Clock,
  ) {}

  /** The account with what is due booked. Throws DomainError `account_not_found`. */
  async opened(accountId: string) {
    const log = await this.stream.bookDue(accountId);
    if (log.state.status === 'unopened') throw accountNotFound(accountId);
    return log;
  }

  /** Events from a revision backwards, at most `max`. */
  async before(accountId: string, from: number, max: number): Promise<StoredAccountEvent[]> {
    const events = await this.stream.eventsBackwards(accountId, from, max);
    return events.filter(isOfAccount);
  }

  /**
   * Passes the events that a query is about, newest first, until a page is full or has read its
   * limit. Returns the cursor of the next page; null: there is none. Throws DomainError
   * `account_not_found`.
   */
  async page(
    accountId: string,
    query: EventsQuery,
    take: (event: StoredAccountEvent) => Taken,
    perRead: number = SCAN_PAGE_EVENTS,
  ): Promise<string | null> {
    const first = query['filter[from_revision]'] ?? 0;
    let next = await this.newest(accountId, query);
    for (let scanned = 0; next >= first && scanned < MAX_EVENTS_SCANNED;) {
      const events = await this.before(accountId, next, perRead);
      if (events.length === 0) return null;
      for (const event of events) {
        const { revision } = event.recorded;
        if (revision < first) return null;
        const taken = isAsked(event, query) ? take(event) : 'more';
        if (taken === 'refused') return encodeCursor([revision + 1]);
        next = revision - 1;
        if (taken === 'full') return next < first ? null : encodeCursor([revision]);
      }
      scanned += events.length;
    }
    return next < first ? null : encodeCursor([next + 1]);
  }

  /** The revision with which a page begins. */
  private async newest(accountId: string, query: EventsQuery): Promise<number> {
    const [before = Infinity] = afterKey(query, Key) ?? [];
    const { revision } = await this.opened(accountId);
    requirePast('as_of', query.as_of, this.clock.now());
    const newest = query.known_at
      ? await this.asOf.lastRevision(accountId, query.known_at)
      : revision;
    return Math.min(newest, before - 1, query['filter[to_revision]'] ?? Infinity);
  }
}

const isOfAccount = (event: StoredEvent): event is StoredAccountEvent =>
  isAccountEvent(event.recorded.fact);

/** The model that an event names. */
export function modelOf({ recorded: { fact } }: StoredAccountEvent): string | undefined {
  return 'model' in fact.data ? fact.data.model : undefined;
}

function isAsked(event: StoredAccountEvent, query: EventsQuery): boolean {
  const { 'filter[type]': types, 'filter[model]': model, as_of: asOf } = query;
  const { type, occurredAt } = event.recorded.fact;
  if (types && !types.includes(type)) return false;
  if (model !== undefined && (modelOf(event) ?? '') !== model) return false;
  return asOf === undefined || occurredAt <= asOf;
}
