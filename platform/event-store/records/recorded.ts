import {
  eventsByCategory,
  parseStreamName,
  type AnyEvent,
} from '../../../domain/log/all-events.js';
import { IntegrityError } from '../../../domain/errors.js';
import type { Fact } from '../../../domain/event.js';
import { readMetadata, type EventMetadata } from './metadata.js';
import type { ReadEvent } from '../wire/stored-event.js';

/** A fact as it stands in the log. */
export interface Recorded<F extends Fact = AnyEvent> {
  readonly fact: F;
  readonly id: string;
  /** Name of the stream, and the part of it that names the account, model or catalogue. */
  readonly stream: string;
  readonly streamId: string;
  readonly revision: number;
  /**
   * Commit position in the whole log. In the answer of `execute` it is that of the last event of
   * the same append: the store names no other before the events are read again.
   */
  readonly position: bigint;
  readonly meta: EventMetadata;
}

/**
 * Reads a stored event as a fact of ours; undefined for streams that are not (snapshots, system).
 * Throws IntegrityError when the stored data or metadata do not have their shape.
 */
export function decodeRecorded(event: ReadEvent): Recorded | undefined {
  const name = parseStreamName(event.stream);
  if (!name) return undefined;
  const meta = readMetadata(event.metadata);
  if (!meta) {
    const { stream, revision, id } = event;
    throw new IntegrityError(`event ${id} has no readable metadata`, { stream, revision, id });
  }
  const fact = eventsByCategory[name.category].decode(
    event.type,
    meta.version,
    event.data,
    meta.occurred_at,
  );
  return {
    fact,
    id: event.id,
    stream: event.stream,
    streamId: name.id,
    revision: event.revision,
    position: event.position,
    meta,
  };
}
