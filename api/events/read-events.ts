import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { revisionOf } from '../../domain/account/ids.js';
import type { StoredEvent } from '../../platform/event-store/event-store.js';
import { accountNotFound, AccountStream, isAccountEvent } from '../accounts/account-stream.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';
import { freshnessQuery } from '../accounts/schemas.js';
import type { Caller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { afterKey, encodeCursor, pageQuery } from '../shapes/cursor.js';
import { someOf } from '../shapes/some-of.js';
import {
  EventTypeName,
  noteHmacOf,
  presentEvent,
  type EventAnswer,
  type EventsAnswer,
  type StoredAccountEvent,
} from './present-event.js';

const MAX_FILTER_CHARS = 512;
/** Limit of events read for a page of a filtered list. */
const MAX_EVENTS_SCANNED = 2_048;
const SCAN_PAGE_EVENTS = 512;
/** Limit of events searched for an id: ids are random and do not give a position. */
const MAX_EVENTS_SEARCHED = 16_384;
const SEARCH_PAGE_EVENTS = 2_048;

/** Query of `GET /v1/accounts/{id}/events`. */
export const EventsQuery = z.strictObject({
  ...pageQuery,
  ...freshnessQuery,
  'filter[type]': someOf(
    EventTypeName,
    MAX_FILTER_CHARS,
    'CreditsAdjusted,DebitRefunded',
  ).optional(),
});
export type EventsQuery = z.output<typeof EventsQuery>;

/** Identifies an event: its id, its revision, or the id of what it created. */
export const EventRef = z
  .string()
  .regex(
    /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,15}|[a-z]{3}_[0-9a-z]{1,32})$/,
    'expected the id of an event, its revision, or the id of what it made',
  )
  .meta({ examples: ['0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a'] });
export type EventRef = z.output<typeof EventRef>;

/** Cursor: events before this revision. */
const Key = z.tuple([z.number().int().min(0)]);

/** Events found by one request, and where the next one continues. */
interface Scan {
  readonly found: StoredAccountEvent[];
  /** Null: the first event was reached. */
  readonly before: number | null;
}

/** Reads the stream of an account backwards in bounded pages. */
@Injectable()
export class ReadEvents {
  constructor(
    private readonly stream: AccountStream,
    private readonly noteTexts: ReasonNoteTexts,
  ) {}

  /** Lists events, newest first. Throws DomainError `account_not_found`. */
  async list(
    accountId: string,
    query: EventsQuery,
    caller: Caller,
  ): Promise<z.input<typeof EventsAnswer>> {
    const [before = null] = afterKey(query, Key) ?? [];
    const { revision } = await this.opened(accountId);
    const from = before === null ? revision : Math.min(revision, before - 1);
    const { found, before: next } = await this.scan(accountId, from, query);
    const data = await this.present(found, caller);
    const size = query['page[size]'];
    return { data, meta: { page: { next: next === null ? null : encodeCursor([next]), size } } };
  }

  /** Reads one event. Throws `event_not_found`, or DomainError `account_not_found`. */
  async one(accountId: string, ref: EventRef, caller: Caller): Promise<EventAnswer> {
    const { revision: last } = await this.opened(accountId);
    const found = ref.includes('-')
      ? await this.search(accountId, last, ref)
      : await this.at(accountId, /^\d+$/.test(ref) ? Number(ref) : revisionOf(ref), ref);
    const [event] = await this.present(found ? [found] : [], caller);
    if (event) return event;
    const detail = `the event "${ref}" does not exist on this account`;
    throw new Problem('event_not_found', detail, { members: { account_id: accountId } });
  }

  private async opened(accountId: string) {
    const log = await this.stream.bookDue(accountId);
    if (log.state.status === 'unopened') throw accountNotFound(accountId);
    return log;
  }

  private async scan(accountId: string, from: number, query: EventsQuery): Promise<Scan> {
    const { 'filter[type]': types, 'page[size]': size } = query;
    const found: StoredAccountEvent[] = [];
    let next = from;
    for (let scanned = 0; next >= 0 && scanned < MAX_EVENTS_SCANNED;) {
      const max = types ? SCAN_PAGE_EVENTS : size;
      const events = await this.before(accountId, next, max);
      if (events.length === 0) return { found, before: null };
      for (const event of events) {
        next = event.recorded.revision - 1;
        if (types && !types.includes(event.recorded.fact.type)) continue;
        found.push(event);
        if (found.length === size) return { found, before: next < 0 ? null : next + 1 };
      }
      scanned += events.length;
    }
    return { found, before: next < 0 ? null : next + 1 };
  }

  private async search(accountId: string, last: number, eventId: string) {
    for (let next = last, searched = 0; next >= 0 && searched < MAX_EVENTS_SEARCHED;) {
      const events = await this.before(accountId, next, SEARCH_PAGE_EVENTS);
      const found = events.find(({ recorded }) => recorded.id === eventId);
      if (found || events.length === 0) return found;
      next -= events.length;
      searched += events.length;
    }
    return undefined;
  }

  /** The event at a revision, if `ref` is that revision or an id created by it. */
  private async at(accountId: string, revision: number | undefined, ref: string) {
    if (revision === undefined || !Number.isSafeInteger(revision)) return undefined;
    const [event] = await this.before(accountId, revision, 1);
    if (!event || event.recorded.revision !== revision) return undefined;
    const isOurs = /^\d+$/.test(ref) || JSON.stringify(event.stored.data).includes(`"${ref}"`);
    return isOurs ? event : undefined;
  }

  private async before(accountId: string, from: number, max: number) {
    const events = await this.stream.eventsBackwards(accountId, from, max);
    return events.filter(isOfAccount);
  }

  private async present(events: readonly StoredAccountEvent[], caller: Caller) {
    const texts = await this.noteTexts.of(caller, events.map(noteHmacOf));
    return events.map((event) => presentEvent(event, texts));
  }
}

const isOfAccount = (event: StoredEvent): event is StoredAccountEvent =>
  isAccountEvent(event.recorded.fact);
