import { parseStreamName, type Category } from '../../domain/log/all-events.js';
import type { Batch } from '../../platform/event-store/connection/event-buffer.js';
import type { ReadEvent } from '../../platform/event-store/wire/stored-event.js';
import { decodeRecorded, type Recorded } from '../../platform/event-store/records/recorded.js';

/** An event read from the log; `failure` if it could not be decoded. */
export type DecodedEvent = {
  readonly id: string;
  readonly position: bigint;
  readonly category: Category;
} & ({ readonly recorded: Recorded } | { readonly failure: unknown });

/** Streams everything after a position, in order; throws if the store becomes unavailable. */
export type Source = (after: bigint | null, signal: AbortSignal) => AsyncIterable<Batch>;

/** Decodes an event once for all projections; undefined for foreign streams. */
export function decodeEvent(event: ReadEvent): DecodedEvent | undefined {
  const name = parseStreamName(event.stream);
  if (!name) return undefined;
  const { id, position } = event;
  const { category } = name;
  try {
    const recorded = decodeRecorded(event);
    return recorded && { id, position, category, recorded };
  } catch (failure) {
    return { id, position, category, failure };
  }
}
