import { z } from 'zod';
import type { AnyEvent } from '../../domain/log/all-events.js';
import { IntegrityError } from '../../domain/errors.js';
import { canonicalJson } from '../../platform/canonical.js';
import type { EventStore, Recorded } from '../../platform/event-store/event-store.js';
import type { ReadEvent } from '../../platform/event-store/wire/stored-event.js';
import { decodeRecorded } from '../../platform/event-store/records/recorded.js';
import { chainHash } from '../../platform/event-store/records/metadata.js';
import type { Finding } from './finding.js';

/** Options of reading a stream for a check. */
export interface Walk {
  /** Records the hash at this revision, to compare with what was signed. */
  readonly marked?: number | undefined;
  /** Called with each valid event; a finding ends the walk. */
  readonly look?: (recorded: Recorded<AnyEvent>) => Finding | undefined;
  /** Only events up to this position are counted; all are checked. */
  readonly countedUpTo: bigint;
  readonly signal?: AbortSignal | undefined;
}

/** Result of reading a stream. */
export interface Walked {
  /** Events counted before the walk ended. */
  readonly events: number;
  /** Revision of the last event read; -1: none. */
  readonly lastRevision: number;
  /** Hash of the event at `marked`; undefined if the stream is shorter. */
  readonly markedHash: string | undefined;
  /** The first finding in the stream itself. */
  readonly finding: Finding | undefined;
}

/**
 * Reads a stream from its beginning, recomputes each hash from stored data, and passes every event
 * to `look`. Stops at the first finding. Memory is bounded by a page.
 */
export async function walkStream(store: EventStore, stream: string, walk: Walk): Promise<Walked> {
  let previous = '';
  let lastRevision = -1;
  let events = 0;
  let markedHash: string | undefined;
  for await (const page of store.connection.pages(stream, 0)) {
    for (const event of page) {
      const { finding, hash, recorded } = check(event, lastRevision, previous);
      const wrong = finding ?? (recorded && walk.look?.(recorded));
      if (event.position <= walk.countedUpTo) events += 1;
      if (wrong) return { events, lastRevision, markedHash, finding: wrong };
      previous = hash;
      lastRevision = event.revision;
      if (lastRevision === walk.marked) markedHash = hash;
    }
    walk.signal?.throwIfAborted();
  }
  return { events, lastRevision, markedHash, finding: undefined };
}

interface Checked {
  readonly finding?: Finding;
  readonly hash: string;
  readonly recorded?: Recorded<AnyEvent> | undefined;
}

const WithHash = z.looseObject({ hash: z.string() });

function check(event: ReadEvent, lastRevision: number, previous: string): Checked {
  const { stream, revision, id, type, data } = event;
  const place = { stream, revision, event_id: id };
  if (revision !== lastRevision + 1) {
    const message = `${stream} has no event ${lastRevision + 1}: the next one is ${revision}`;
    const gap = { code: 'event_missing' as const, message, stream, revision: lastRevision + 1 };
    return { finding: gap, hash: '' };
  }
  const metadata = WithHash.safeParse(event.metadata);
  const { hash = '', ...covered } = metadata.data ?? {};
  const expected = computed(previous, { data, id, metadata: covered, type });
  if (expected !== hash) {
    const message = `event ${revision} of ${stream} (${type}) is not the one that was written`;
    return {
      finding: { code: 'event_changed', message, ...place, expected, found: hash },
      hash,
    };
  }
  try {
    return { hash, recorded: decodeRecorded(event) };
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error;
    return { finding: { code: 'event_unreadable', message: error.message, ...place }, hash };
  }
}

/** The expected hash of an event; empty if its content is not valid JSON. */
function computed(previous: string, covered: unknown): string {
  try {
    return chainHash(previous, canonicalJson(covered));
  } catch (error) {
    if (error instanceof TypeError) return '';
    throw error;
  }
}
