import { randomUUID } from 'node:crypto';
import type { Control, Decider } from '../../../domain/decider.js';
import type { Fact } from '../../../domain/event.js';
import { formatInstant, type Instant } from '../../../domain/instant.js';
import { canonicalJson } from '../../canonical.js';
import {
  canonicalEvent,
  chainHash,
  encodeControl,
  withHash,
  type EventMetadata,
  type StoredMetadata,
} from './metadata.js';
import type { NewEvent } from '../wire/stored-event.js';
import type { Recorded } from './recorded.js';

/** Who sent a command, under which id, and what caused it. */
export interface CommandMeta {
  /** Chosen by the caller; unique per stream for ever. */
  readonly commandId: string;
  /** Hash of the input; the same id with another hash is refused. */
  readonly inputHash?: string;
  /** `key:<id>`, `staff:<id>`, `system` or `stripe`. */
  readonly actor: string;
  readonly cause?: string;
}

/** A decided fact with its metadata, except where its append ends. */
export interface Draft<Event extends Fact> {
  readonly fact: Event;
  readonly revision: number;
  readonly recordedAt: Instant;
  readonly control: Control | undefined;
  /** Absent for what time alone caused. */
  readonly meta: CommandMeta | undefined;
}

/** An event to append, and the same event as readers will see it. */
export interface Sealed<Event extends Fact> {
  readonly stored: NewEvent;
  readonly recorded: Recorded<Event>;
}

/** Events of one append; `bytes`: size as canonical JSON. */
export interface SealedAppend<Event extends Fact> {
  readonly events: readonly Sealed<Event>[];
  readonly bytes: number;
}

/**
 * Gives each drafted fact its id, metadata and hash. Ids are random: after a lost race, a process
 * must not mistake an event of its earlier attempt for the new one.
 */
export function seal<State, Command, Event extends Fact>(
  decider: Decider<State, Command, Event>,
  streamId: string,
  previousHash: string,
  drafts: readonly Draft<Event>[],
): SealedAppend<Event> {
  const stream = `${decider.category}-${streamId}`;
  const appendEnd = drafts.at(-1)?.revision ?? 0;
  let hash = previousHash;
  let bytes = 0;
  const events = drafts.map((draft) => {
    const { type } = draft.fact;
    const version = decider.events.versionOf(type);
    const id = randomUUID();
    const data = canonicalJson(decider.events.encode(draft.fact));
    const metadata = canonicalJson(unhashedMetadata(version, draft, appendEnd));
    const canonical = canonicalEvent({ id, type, data, metadata });
    bytes += canonical.length;
    hash = chainHash(hash, canonical);
    const recorded: Recorded<Event> = {
      fact: draft.fact,
      id,
      stream,
      streamId,
      revision: draft.revision,
      position: 0n,
      meta: readableMetadata(version, draft, appendEnd, hash),
    };
    return { stored: { id, type, data, metadata: withHash(metadata, hash) }, recorded };
  });
  return { events, bytes };
}

/** Members in canonical JSON order, without undefined ones. */
function unhashedMetadata<Event extends Fact>(
  version: number,
  { fact, meta, recordedAt, control }: Draft<Event>,
  appendEnd: number,
): { [Member in keyof Omit<StoredMetadata, 'hash'>]: StoredMetadata[Member] | undefined } {
  return {
    actor: meta?.actor ?? SYSTEM,
    append_end: appendEnd,
    cause: meta?.cause,
    command_id: meta?.commandId,
    control: control && encodeControl(control),
    input_hash: meta && (meta.inputHash ?? ''),
    occurred_at: formatInstant(fact.occurredAt),
    recorded_at: formatInstant(recordedAt),
    version,
  };
}

/** Actor of events caused by time. */
const SYSTEM = 'system';

/** The same metadata as decoded by readers. */
function readableMetadata<Event extends Fact>(
  version: number,
  { fact, meta, recordedAt, control }: Draft<Event>,
  appendEnd: number,
  hash: string,
): EventMetadata {
  const readable: Writable<EventMetadata> = {
    version,
    occurred_at: fact.occurredAt,
    recorded_at: recordedAt,
    actor: meta?.actor ?? SYSTEM,
    append_end: appendEnd,
    hash,
  };
  if (meta) {
    if (meta.cause !== undefined) readable.cause = meta.cause;
    readable.command_id = meta.commandId;
    readable.input_hash = meta.inputHash ?? '';
  }
  if (control) readable.control = readableControl(control);
  return readable;
}

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

function readableControl({ available, held, debt, reference, nextDueAt }: Control) {
  return { available, held, debt, reference, next_due_at: nextDueAt };
}
