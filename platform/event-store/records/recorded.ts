import {
  eventsByCategory,
  parseStreamName,
  type AnyEvent,
} from '../../../domain/log/all-events.js';
import { IntegrityError } from '../../../domain/errors.js';
import type { Fact } from '../../../domain/event.js';
import { readMetadata, type EventMetadata } from './metadata.js';
import type { ReadEvent } from '../wire/stored-event.js';

/** A fact stored in the log. */
export interface Recorded<F extends Fact = AnyEvent> {
  readonly fact: F;
  readonly id: string;
  /** Stream name, and the id of the account, model or catalogue in it. */
  readonly stream: string;
  readonly streamId: string;
  readonly revision: number;
  /**
   * Commit position in the log. In the result of `execute`, that of the append's last event: the
   * store reports no other.
   */
  readonly position: bigint;
  readonly meta: EventMetadata;
}

/**
 * Decodes a stored event; undefined for streams that are not Scrip's (snapshots, system). Throws
 * IntegrityError if data or metadata are invalid.
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
