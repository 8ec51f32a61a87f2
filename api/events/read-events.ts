import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { revisionOf } from '../../domain/account/ids.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { Caller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';
import {
  noteHmacOf,
  presentEvent,
  type EventAnswer,
  type EventsAnswer,
  type StoredAccountEvent,
} from './present-event.js';
import { ScanEvents, type EventsQuery } from './scan-events.js';

/** Limit of events searched for an id: ids are random and do not give a position. */
const MAX_EVENTS_SEARCHED = 16_384;
const SEARCH_PAGE_EVENTS = 2_048;

/** Identifies an event: its id, its revision, or the id of what it created. */
export const EventRef = z
  .string()
  .regex(
    /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,15}|[a-z]{3}_[0-9a-z]{1,32})$/,
    'expected the id of an event, its revision, or the id of what it made',
  )
  .meta({ examples: ['0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a'] });
export type EventRef = z.output<typeof EventRef>;

/** Without these, every event that is read is one of the page. */
const WHOLE = ['filter[type]', 'filter[model]', 'as_of'] as const;

/** Reads events of an account, as they are stored. */
@Injectable()
export class ReadEvents {
  constructor(
    private readonly scan: ScanEvents,
    private readonly noteTexts: ReasonNoteTexts,
    private readonly store: EventStore,
  ) {}

  /** The end of the log: every event up to it is read by what begins now. */
  async position(): Promise<string> {
    return formatPosition((await this.store.head()) ?? 0n);
  }

  /** Lists events, newest first. Throws DomainError `account_not_found`. */
  async list(
    accountId: string,
    query: EventsQuery,
    caller: Caller,
  ): Promise<z.input<typeof EventsAnswer>> {
    const size = query['page[size]'];
    const found: StoredAccountEvent[] = [];
    const take = (event: StoredAccountEvent) => (found.push(event) < size ? 'more' : 'full');
    const isWhole = WHOLE.every((filter) => query[filter] === undefined);
    const next = await this.scan.page(accountId, query, take, isWhole ? size : undefined);
    return { data: await this.present(found, caller), meta: { page: { next, size } } };
  }

  /** Reads one event. Throws `event_not_found`, or DomainError `account_not_found`. */
  async one(accountId: string, ref: EventRef, caller: Caller): Promise<EventAnswer> {
    const { revision: last } = await this.scan.opened(accountId);
    const found = ref.includes('-')
      ? await this.search(accountId, last, ref)
      : await this.at(accountId, /^\d+$/.test(ref) ? Number(ref) : revisionOf(ref), ref);
    const [event] = await this.present(found ? [found] : [], caller);
    if (event) return event;
    const detail = `the event "${ref}" does not exist on this account`;
    throw new Problem('event_not_found', detail, { members: { account_id: accountId } });
  }

  private async search(accountId: string, last: number, eventId: string) {
    for (let next = last, searched = 0; next >= 0 && searched < MAX_EVENTS_SEARCHED;) {
      const events = await this.scan.before(accountId, next, SEARCH_PAGE_EVENTS);
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
    const [event] = await this.scan.before(accountId, revision, 1);
    if (!event || event.recorded.revision !== revision) return undefined;
    const isOurs = /^\d+$/.test(ref) || JSON.stringify(event.stored.data).includes(`"${ref}"`);
    return isOurs ? event : undefined;
  }

  private async present(events: readonly StoredAccountEvent[], caller: Caller) {
    const texts = await this.noteTexts.of(caller, events.map(noteHmacOf));
    return events.map((event) => presentEvent(event, texts));
  }
}
