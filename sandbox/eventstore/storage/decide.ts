import { ANY, STREAM_EXISTS } from '../wire/event.js';
import type { ProposedEvent } from '../wire/event.js';

/** Where an event with a certain id is in its stream and in the log. */
export interface Place {
  readonly revision: number;
  readonly position: number;
}

/** What is to happen with an append. */
export type Decision =
  /** Its events go to the end of the stream. */
  | { readonly kind: 'append' }
  /** They are there already, or there are none: answer with where the last one is. */
  | { readonly kind: 'present'; readonly revision: number; readonly position: number }
  /** The stream is not where the caller expects it. */
  | { readonly kind: 'wrong-version' };

/** The stream an append goes to, as far as the decision depends on it. */
export interface StreamState {
  /** Revision of the last event, -1 without any. */
  readonly revision: number;
  readonly hasMetadata: boolean;
}

const APPEND: Decision = { kind: 'append' };
const WRONG_VERSION: Decision = { kind: 'wrong-version' };

/** True when the decision needs to know which of the ids the stream has already. */
export function asksForIds(expected: number, revision: number): boolean {
  if (revision < 0) return false;
  return expected === ANY || expected === STREAM_EXISTS || expected < revision;
}

/**
 * What happens with an append: by the expected revision, and by what is known of the ids where the
 * same append may have come before. `find` lists the places of an id in the stream, oldest first.
 */
export function decide(
  expected: number,
  events: readonly ProposedEvent[],
  stream: StreamState,
  find: (id: string) => readonly Place[],
): Decision {
  const current = stream.revision;
  if (expected === STREAM_EXISTS && current < 0 && !stream.hasMetadata) return WRONG_VERSION;
  if (expected === ANY || expected === STREAM_EXISTS) {
    if (events.length === 0) return { kind: 'present', revision: current, position: 0 };
    return current < 0 ? APPEND : presentAnywhere(events, find);
  }
  if (expected > current) return WRONG_VERSION;
  if (expected === current) {
    return events.length > 0 ? APPEND : { kind: 'present', revision: current, position: 0 };
  }
  // NO_STREAM is -1: the events would be there from revision 0.
  return presentFrom(expected + 1, events, find);
}

/** Without an expected revision only the ids can tell a repetition. */
function presentAnywhere(
  events: readonly ProposedEvent[],
  find: (id: string) => readonly Place[],
): Decision {
  let last: Place | undefined;
  for (const [index, event] of events.entries()) {
    const place = find(event.id).at(0);
    if (!place) return index === 0 ? APPEND : WRONG_VERSION;
    last = place;
  }
  return last ? { kind: 'present', ...last } : APPEND;
}

function presentFrom(
  revision: number,
  events: readonly ProposedEvent[],
  find: (id: string) => readonly Place[],
): Decision {
  let last: Place | undefined;
  for (const [index, event] of events.entries()) {
    last = find(event.id).find((place) => place.revision === revision + index);
    if (!last) return WRONG_VERSION;
  }
  return last ? { kind: 'present', ...last } : WRONG_VERSION;
}
