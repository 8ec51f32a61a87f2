import { parseStreamName, type Category } from '../../domain/log/all-events.js';
import type { Batch } from '../../platform/event-store/connection/event-buffer.js';
import type { ReadEvent } from '../../platform/event-store/wire/stored-event.js';
import { decodeRecorded, type Recorded } from '../../platform/event-store/records/recorded.js';

/** An event of ours as it came out of the log; `failure` when it could not be read as a fact. */
export type DecodedEvent = {
  readonly id: string;
  readonly position: bigint;
  readonly category: Category;
} & ({ readonly recorded: Recorded } | { readonly failure: unknown });

/** Everything after a position, in order, as it comes; throws when the store goes away. */
export type Source = (after: bigint | null, signal: AbortSignal) => AsyncIterable<Batch>;

/** Decodes once for all projections; undefined for streams that are not ours. */
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
