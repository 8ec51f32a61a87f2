import { z } from 'zod';
import { accountEvents, type AccountEvent } from '../../domain/account/events.js';
import { postedCredits, postingOf } from '../../domain/account/posting.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import type { ReadEvent, Recorded } from '../../platform/event-store/event-store.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { BalanceAfter, presentFigures } from '../accounts/schemas.js';
import { presentWhy, whyFields } from '../accounts/why.js';
import { CreditsText } from '../shapes/credits.js';
import { pageOf } from '../shapes/cursor.js';
import { BalanceFigures, presentBalanceFigures } from '../shapes/figures.js';
import { EventId } from '../shapes/ids.js';
import { PositionText } from '../shapes/position.js';
import { InstantText } from '../shapes/time.js';

/** The type of an account's event. */
export const EventTypeName = z.enum(Object.keys(accountEvents.types)).meta({
  id: 'AccountEventType',
  description: 'What kind of thing happened to an account.',
  examples: ['CreditsDebited'],
});

/** One event of an account. */
export const EventAnswer = z
  .object({
    event_id: EventId,
    type: EventTypeName,
    revision: z
      .number()
      .int()
      .min(0)
      .describe('Its place among the events of the account, from 0 on.'),
    position: PositionText,
    actor: z.string().meta({
      description: 'Who did it: `key:…`, `staff:…`, `widget:…`, or `system` where time did.',
      examples: ['staff:stf_3k9d'],
    }),
    caused_by: z.string().nullable().describe('The id of the request or event that led to it.'),
    occurred_at: InstantText.describe('When it was true.'),
    recorded_at: InstantText.describe('When it was written.'),
    credits: CreditsText.describe('Signed: a debit of 7 is "-7", a hold "0".'),
    deltas: BalanceFigures,
    balance_after: BalanceAfter.nullable(),
    ...whyFields,
    data: z
      .record(z.string(), z.unknown())
      .describe('As it is stored; docs/events describes each type.'),
    metadata: z
      .record(z.string(), z.unknown())
      .describe('As it is stored: command, control figures, hash.'),
  })
  .meta({ id: 'AccountEvent' });
export type EventAnswer = z.input<typeof EventAnswer>;

/** A page of events. */
export const EventsAnswer = pageOf(EventAnswer).meta({ id: 'AccountEvents' });

/** A stored event of an account with its decoded fact. */
export interface StoredAccountEvent {
  readonly stored: ReadEvent;
  readonly recorded: Recorded<AccountEvent>;
}

/** HMAC of the note with an event. */
export const noteHmacOf = ({ recorded: { fact } }: StoredAccountEvent): string | undefined =>
  'noteHmac' in fact.data ? fact.data.noteHmac : undefined;

const StoredJson = z.record(z.string(), z.unknown());

/** Presents an event; `texts` are the notes its reader may see. */
export function presentEvent(
  { stored, recorded }: StoredAccountEvent,
  texts: ReadonlyMap<string, string>,
): EventAnswer {
  const { fact, meta, id, revision, position } = recorded;
  const posting = postingOf(fact);
  return {
    event_id: id,
    type: fact.type,
    revision,
    position: formatPosition(position),
    actor: meta.actor,
    caused_by: meta.cause ?? null,
    occurred_at: formatInstant(fact.occurredAt),
    recorded_at: formatInstant(meta.recorded_at),
    credits: formatCredits(postedCredits(posting)),
    deltas: presentBalanceFigures(posting),
    balance_after: meta.control ? presentFigures(meta.control) : null,
    ...presentWhy(whyOf(fact), texts),
    data: StoredJson.parse(stored.data),
    metadata: StoredJson.parse(stored.metadata),
  };
}

function whyOf({ data }: AccountEvent) {
  if (!('reasonCode' in data) || data.reasonCode === undefined) return false;
  const { reasonCode, noteHmac = null, ticket = null } = data;
  return { reason_code: reasonCode, note_hmac: noteHmac, ticket };
}
